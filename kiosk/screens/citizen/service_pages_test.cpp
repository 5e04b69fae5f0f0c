// The pages of services: lists, search, the guide of one.
#include "kiosk/screens/citizen/test_citizen_pages.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using test::NamedView;
using test::one_of;
using test::Seen;
using test::services;

class ServicePages : public test::CitizenPages {};

ListView list(const Seen& seen, std::size_t count) {
  ListView view;
  view.area = "instant";
  view.items = services(seen, count);
  view.items.back().finish = Finish::NeedsNet;
  view.items.front().finish = Finish::TakenIn;
  view.pages = 3;
  view.page = 1;
  return view;
}

GuideView guide(const Seen& seen, Finish finish) {
  const std::string& l = seen.language;
  GuideView view;
  view.service = services(seen, 1).front();
  view.service.finish = finish;
  view.department = one_of(l, "民政局", "民政局", "Civil Affairs Bureau");
  view.needs = {one_of(l, "社保卡", "社保卡", "social security card"),
                one_of(l, "监护人的证件", "監護人的證件", "the guardian's papers")};
  view.minutes = 2;
  view.after = one_of(l, "批准后每月自动打到您的卡上", "批准後每月自動轉到您的卡",
                      "Paid into your account every month once approved");
  view.level = finish == Finish::Here ? 3 : 2;
  view.whom = {Whom::Me, Whom::Child, Whom::Parent, Whom::Firm};
  if (finish == Finish::NeedsDevice) {
    view.missing = {Device::SocialCard};
    view.nearest = one_of(l, "民治街道办大厅的02号机", "民治街道辦大堂的02號機",
                          "kiosk 02 in the Minzhi hall");
  }
  return view;
}

TEST_P(ServicePages, lists_can_be_read_and_pressed) {
  const Seen& seen = GetParam();
  const std::size_t a_page =
      seen.how.access.elder || seen.how.access.low_reach ? std::size_t{3} : std::size_t{6};
  look_at({"list", test::view_for_tests(seen, list(seen, a_page))});
  ListView one = list(seen, 1);
  one.pages = 1;
  one.page = 0;
  look_at({"list_one", test::view_for_tests(seen, one)});
  look_at({"list_none", test::view_for_tests(seen, ListView{.area = "booking"})});
}

TEST_P(ServicePages, what_was_found_stands_above_the_pad) {
  const Seen& seen = GetParam();
  SearchView view;
  look_at({.name = "search", .view = test::view_for_tests(seen, view), .pad = true});
  view.words = one_of(seen.language, "津贴", "津貼", "allow");
  view.found = list(seen, seen.how.access.elder ? 1 : 3);
  look_at({.name = "search_found", .view = test::view_for_tests(seen, view), .pad = true});
  look_at({"search_closed", test::view_for_tests(seen, view)});
  view.found = {};
  look_at({.name = "search_nothing", .view = test::view_for_tests(seen, view), .pad = true});
}

TEST_P(ServicePages, the_guide_says_what_to_expect) {
  const Seen& seen = GetParam();
  look_at({"guide", test::view_for_tests(seen, guide(seen, Finish::Here))});
  auto away = test::view_for_tests(seen, guide(seen, Finish::TakenIn));
  away.chrome.network = Network::Offline;
  look_at({"guide_taken_in", away});
  away.page = guide(seen, Finish::NeedsNet);
  look_at({"guide_net", away});
  look_at({"guide_device", test::view_for_tests(seen, guide(seen, Finish::NeedsDevice))});
  look_at({"guide_elsewhere", test::view_for_tests(seen, guide(seen, Finish::Elsewhere))});
}

INSTANTIATE_TEST_SUITE_P(Citizen, ServicePages, testing::ValuesIn(test::seen_in_all_ways()),
                         test::name_of_seen);

}  // namespace
}  // namespace dk::kiosk::screens
