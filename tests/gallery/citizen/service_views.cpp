// Lists of services, search, and the guide of one.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

ListView list(std::string_view language, std::size_t count) {
  ListView view;
  view.area = "instant";
  view.items = services(language, count);
  view.items.back().finish = Finish::NeedsNet;
  view.items.front().finish = Finish::TakenIn;
  view.pages = 3;
  view.page = 1;
  return view;
}

SearchView found(std::string_view l, const Access& access) {
  SearchView view{.words = in(l, "津贴", "津貼", "allow"), .found = list(l, access.elder ? 1 : 3)};
  view.found.area.clear();
  return view;
}

CitizenPage guide(std::string name, Finish finish, bool offline = false) {
  const auto make = [finish](std::string_view l, const Access&) -> PageView {
    GuideView view;
    view.service = services(l, 1).front();
    view.service.finish = finish;
    view.department = in(l, "民政局", "民政局", "Civil Affairs Bureau");
    view.needs = {in(l, "社保卡", "社保卡", "social security card"),
                  in(l, "监护人的证件", "監護人的證件", "the guardian's papers")};
    view.minutes = 2;
    view.after = in(l, "批准后每月自动打到您的卡上", "批准後每月自動轉到您的卡",
                    "Paid into your account every month once approved");
    view.level = finish == Finish::Here ? 3 : 2;
    view.whom = {Whom::Me, Whom::Child, Whom::Parent, Whom::Firm};
    if (finish == Finish::NeedsDevice) {
      view.missing = {Device::SocialCard};
      view.nearest =
          in(l, "民治街道办大厅的02号机", "民治街道辦大堂的02號機", "kiosk 02 in the Minzhi hall");
    }
    return view;
  };
  return {std::move(name), make, [offline](CitizenView& v) {
            if (offline) v.chrome.network = Network::Offline;
          }};
}

}  // namespace

std::vector<CitizenPage> service_pages() {
  return {{"list", [](std::string_view l,
                      const Access& a) { return list(l, a.elder || a.halves() ? 3 : 6); }},
          {"list_one",
           [](std::string_view l, const Access&) -> PageView {
             ListView view = list(l, 1);
             view.pages = 1;
             view.page = 0;
             return view;
           }},
          same("list_none", ListView{.area = "booking"}),
          {"search_closed", found},
          guide("guide", Finish::Here),
          guide("guide_taken_in", Finish::TakenIn, true),
          guide("guide_net", Finish::NeedsNet, true),
          guide("guide_device", Finish::NeedsDevice),
          guide("guide_elsewhere", Finish::Elsewhere)};
}

}  // namespace dk::kiosk::gallery
