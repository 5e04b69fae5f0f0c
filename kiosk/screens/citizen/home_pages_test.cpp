// The pages before anybody has logged in.
#include "kiosk/screens/citizen/test_citizen_pages.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using test::NamedView;
using test::Seen;
using test::services;

class HomePages : public test::CitizenPages {};

HomeView home(const Seen& seen, std::size_t areas, bool away = false) {
  HomeView view;
  view.ways = {Way::IdCard, Way::SocialCard, Way::Code};
  const char* const kAreas[] = {"instant", "journey",  "proactive", "print",
                                "booking", "progress", "appeals",   "health"};
  for (std::size_t i = 0; i < areas; ++i) {
    const bool net = i == 3 || i == 4 || i == 5;
    view.areas.push_back({kAreas[i], !away    ? Finish::Here
                                     : i == 0 ? Finish::TakenIn
                                     : net    ? Finish::NeedsNet
                                              : Finish::Here});
  }
  view.common = services(seen, 3);
  if (seen.how.access.elder && areas > 6) {
    view.areas.resize(6);
    view.pages = 2;
  }
  return view;
}

std::vector<NamedView> views(const Seen& seen) {
  std::vector<NamedView> all;
  const auto add = [&](std::string name, PageView page) -> CitizenView& {
    all.push_back({std::move(name), test::view_for_tests(seen, std::move(page))});
    return all.back().view;
  };
  add("home", home(seen, 8));
  auto& away = add("home_offline", home(seen, 8, true));
  away.chrome.network = Network::Offline;
  away.chrome.waiting = 3;
  auto& known = add("home_known", home(seen, 8));
  known.chrome.person = "陈*英";
  known.logged_in = true;
  HomeView few = home(seen, 1);
  few.areas.push_back({"print", Finish::NeedsDevice});
  few.areas.push_back({"progress", Finish::Elsewhere});
  few.common.resize(1);
  few.ways = {Way::Code};
  add("home_few", few);
  few.areas.clear();
  few.common.clear();
  few.ways.clear();
  add("home_empty", few);
  HomeView second = home(seen, 8);
  if (seen.how.access.elder) {
    second.areas = {{"appeals", Finish::Here}, {"health", Finish::NeedsDevice}};
    second.page = 1;
    add("home_second", second);
  }
  return all;
}

TEST_P(HomePages, everybody_can_begin) {
  for (const NamedView& one : views(GetParam())) look_at(one);
}

INSTANTIATE_TEST_SUITE_P(Citizen, HomePages, testing::ValuesIn(test::seen_in_all_ways()),
                         test::name_of_seen);

}  // namespace
}  // namespace dk::kiosk::screens
