// Before anybody has logged in: the home page, the dark page, and a terminal that cannot serve.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

HomeView home(std::string_view language, const Access& access, bool away) {
  HomeView view;
  view.ways = {Way::IdCard, Way::SocialCard, Way::Code};
  const char* const kAreas[] = {"instant", "journey",  "proactive", "print",
                                "booking", "progress", "appeals",   "health"};
  for (std::size_t i = 0; i < std::size(kAreas); ++i) {
    const bool net = i == 3 || i == 4 || i == 5;
    const Finish without = i == 0 ? Finish::TakenIn : net ? Finish::NeedsNet : Finish::Here;
    view.areas.push_back({kAreas[i], away ? without : Finish::Here});
  }
  view.common = services(language, 3);
  if (access.elder) {
    view.areas.resize(6);
    view.pages = 2;
  }
  return view;
}

HomeView few(std::string_view language) {
  HomeView view;
  view.areas = {
      {"instant", Finish::Here}, {"print", Finish::NeedsDevice}, {"progress", Finish::Elsewhere}};
  view.common = services(language, 1);
  view.ways = {Way::Code};
  return view;
}

}  // namespace

std::vector<CitizenPage> home_pages() {
  const auto standard = [](std::string_view l, const Access& a) { return home(l, a, false); };
  const auto asked = [&](std::string name, Modal modal) {
    return CitizenPage{"home_" + name, standard, [modal](CitizenView& v) { v.modal = modal; }};
  };
  return {
      {"home", standard},
      {"home_offline", [](std::string_view l, const Access& a) { return home(l, a, true); },
       [](CitizenView& v) {
         v.chrome.network = Network::Offline;
         v.chrome.waiting = 3;
       }},
      {"home_known", standard, by_chen},
      {"home_few", [](std::string_view l, const Access&) { return few(l); }},
      same("home_empty", HomeView{}),
      // An elder has a second page; others have all on the first.
      {"home_second",
       [](std::string_view l, const Access& a) -> PageView {
         HomeView view = home(l, a, false);
         if (a.elder) {
           view.areas = {{"appeals", Finish::Here}, {"health", Finish::NeedsDevice}};
           view.page = 1;
         }
         return view;
       }},
      asked("timeout", TimeoutModal{.seconds_left = 26}),
      asked("exit", AskModal{"exit"}),
      {"home_toast", standard, [](CitizenView& v) { v.toast = {"citizen.toast.other_person"}; }},
      same("attract", AttractView{}),
      same("attract_later", AttractView{5}),
      same("offline_back", OfflineView{}),
      {"offline", [](std::string_view, const Access&) { return OfflineView{}; },
       [](CitizenView& v) {
         v.chrome.network = Network::Offline;
         v.chrome.waiting = 3;
       }},
      same("settings", SettingsView{}),
      {"settings_ends", [](std::string_view, const Access&) { return SettingsView{}; },
       [](CitizenView& v) {
         v.chrome.access.volume = 10;
         v.chrome.access.speed = -1;
         v.chrome.access.reduced_motion = true;
       }}};
}

}  // namespace dk::kiosk::gallery
