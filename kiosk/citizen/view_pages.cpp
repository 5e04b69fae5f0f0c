// Home, lists, the guide of an item, and what a person has here.
#include <algorithm>

#include "i18n/format.h"
#include "i18n/masking.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

namespace {

constexpr std::string_view kAreas[] = {"instant", "journey",  "proactive", "print",
                                       "booking", "progress", "appeals",   "health"};

// What the terminal has by itself, with the network only.
bool is_built_in(std::string_view area) { return area == "print" || area == "progress"; }

}  // namespace

std::size_t lines_a_page(const State& s) {
  return s.access.elder || s.access.halves() ? kLinesAPageElder : kLinesAPage;
}

ServiceView service_view(const State& s, const engine::Item& item) {
  ServiceView view;
  view.id = item.id;
  view.title = item.texts.tr(s.language, item.screen ? item.screen->name : item.title);
  if (item.screen) {
    view.summary = item.texts.tr(s.language, item.screen->summary);
    view.area = item.screen->area;
  }
  view.finish = finish_of(s, item);
  return view;
}

HomeView home_view(const State& s) {
  HomeView view;
  view.ways = ways_of(s, 0);
  for (const std::string_view area : kAreas) {
    // An area is as good as its best item.
    std::optional<Finish> best;
    if (is_built_in(area)) best = s.network.online ? Finish::Here : Finish::NeedsNet;
    if (s.catalogue) {
      for (const auto& item : s.catalogue->items) {
        if (item->screen->area != area) continue;
        const Finish finish = finish_of(s, *item);
        best = best ? std::min(*best, finish) : finish;
      }
    }
    if (best) view.areas.push_back({std::string(area), *best});
  }
  if (s.catalogue) {
    for (const auto& item : s.catalogue->items) {
      const ServiceView service = service_view(s, *item);
      const bool can = service.finish == Finish::Here || service.finish == Finish::TakenIn;
      if (can && view.common.size() < 3) view.common.push_back(service);
    }
  }
  if (s.access.elder) cut_to_page(view.areas, 6, s.list_page, view);
  return view;
}

ListView list_view(const State& s) {
  ListView view;
  view.area = s.area;
  if (s.catalogue) {
    for (const auto& item : s.catalogue->items) {
      if (s.area.empty() || item->screen->area == s.area) {
        view.items.push_back(service_view(s, *item));
      }
    }
  }
  // What can be done here stands first.
  std::ranges::stable_sort(view.items, {}, [](const ServiceView& one) { return one.finish; });
  cut_to_page(view.items, lines_a_page(s), s.list_page, view);
  return view;
}

SearchView search_view(const State& s) {
  SearchView view;
  view.words = s.search;
  if (s.catalogue && !s.search.empty()) {
    for (const i18n::SearchHit& hit : s.catalogue->index.find(s.search, kMostFound)) {
      view.found.items.push_back(service_view(s, *s.catalogue->items[hit.entry]));
    }
  }
  // The keyboard takes the lower half.
  cut_to_page(view.found.items, s.access.elder ? 1 : 3, s.list_page, view.found);
  return view;
}

GuideView guide_view(const State& s) {
  GuideView view;
  const auto item = s.catalogue ? s.catalogue->find(s.guide) : nullptr;
  if (!item) return view;
  const auto words = [&](const std::string& message) {
    return message.empty() ? message : item->texts.tr(s.language, message);
  };
  view.service = service_view(s, *item);
  view.department = words(item->department);
  for (const std::string& need : item->screen->needs) view.needs.push_back(words(need));
  view.minutes = item->screen->minutes;
  view.after = words(item->screen->after);
  view.level = level_of(*item);
  for (const std::string& one : item->screen->for_whom) {
    if (const auto whom = whom_named(one)) view.whom.push_back(*whom);
  }
  if (view.service.finish == Finish::NeedsDevice) {
    for (const Way way : {Way::IdCard, Way::SocialCard, Way::Code}) {
      if (view.level > 2 && way != Way::Code) continue;
      view.missing.push_back(device_of(way));
    }
  }
  if (const auto nearest = s.site.nearest.find(s.language); nearest != s.site.nearest.end()) {
    view.nearest = nearest->second;
  }
  return view;
}

MineView mine_view(const State& s) {
  MineView view;
  if (!s.session) return view;
  const Session& session = *s.session;
  view.code = session.own_code;
  view.code_seconds = session.own_code_seconds;
  view.code_seconds_left =
      static_cast<int>(std::max<std::int64_t>(0, (session.own_code_until - s.now) / seconds(1)));
  if (session.own_code.empty()) {
    view.why_no_code = !s.network.online ? MineView::NoCode::Offline
                       : session.no_code ? MineView::NoCode::NotGiven
                                         : MineView::NoCode::Coming;
  }
  if (s.catalogue) {
    for (const auto& item : s.catalogue->items) {
      const ServiceView service = service_view(s, *item);
      if (service.finish != Finish::Here && service.finish != Finish::TakenIn) continue;
      if (service.area == "proactive") {
        view.benefits.push_back(service);
      } else if (view.often.size() < 3) {
        view.often.push_back(service);
      }
    }
  }
  view.found = view.benefits.size();
  view.found_open = session.found_open;
  if (!session.found_open) view.benefits.clear();
  if (session.journey && !session.journey->ended) {
    view.draft = service_view(s, *session.journey->item).title;
  }
  return view;
}

CasesView cases_view(const State& s) {
  CasesView view;
  if (!s.session) return view;
  if (s.session->cases) {
    view.state = CasesView::State::There;
    view.lines = *s.session->cases;
  } else if (s.session->cases_offline) {
    view.state = CasesView::State::Offline;
  }
  cut_to_page(view.lines, lines_a_page(s), s.list_page, view);
  return view;
}

CertificatesView certificates_view(const State& s) {
  CertificatesView view;
  if (!s.session) return view;
  if (s.session->person.level < 3) {
    view.state = CertificatesView::State::NeedsLevel;
  } else if (s.session->certificates) {
    view.state = CertificatesView::State::There;
    view.lines = *s.session->certificates;
    for (auto& line : view.lines) line.until = i18n::format_day(line.until, s.language);
  } else if (s.session->certificates_offline) {
    view.state = CertificatesView::State::Offline;
  }
  cut_to_page(view.lines, lines_a_page(s), s.list_page, view);
  return view;
}

MoveView move_view(const State& s) {
  MoveView view;
  if (!s.session) return view;
  const Session& session = *s.session;
  if (session.taking_over) {
    view.state = MoveView::State::Fetching;
  } else if (session.move_refused) {
    view.state = MoveView::State::Refused;
    view.why = session.move_refused;
  } else if (session.move_failed) {
    view.state = MoveView::State::NotPossible;
  } else if (!session.move_code.empty() && s.steady < session.move_until) {
    view.state = MoveView::State::Ready;
    view.code = session.move_code;
    view.seconds_left = static_cast<int>((session.move_until - s.steady) / seconds(1));
  } else if (!session.move_code.empty()) {
    view.state = MoveView::State::NotPossible;  // too late
  }
  return view;
}

}  // namespace dk::kiosk::citizen
