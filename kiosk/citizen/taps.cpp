// What a finger or a key does on the pages around a journey.
#include <algorithm>

#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

void Machine::tapped(const std::string& id) {
  if (warning_left(s)) {
    if (id == "timeout.stay") {
      s.last_touch = s.steady;
      return;
    }
    if (id == "timeout.leave") end_session("left");
    return;
  }
  s.last_touch = s.steady;
  // Whatever is touched or pressed there, somebody is here: what it changes is theirs, and goes
  // with them.
  if (s.page == Page::Attract) reset_visit();
  if (tapped_around(id)) return;
  switch (s.page) {
    case Page::Login:
      (void)tapped_login(id);
      return;
    case Page::ForWhom:
      (void)tapped_whom(id);
      return;
    case Page::Journey:
      (void)tapped_journey(id);
      return;
    case Page::Decision:
      (void)tapped_decision(id);
      return;
    case Page::Trouble:
      (void)tapped_trouble(id);
      return;
    case Page::Help:
    case Page::Sos:
      (void)tapped_help(id);
      return;
    case Page::Goodbye:
      if (id == "goodbye.again" && !s.wiped.empty()) reset_visit();
      return;
    default:
      if (!tapped_home(id)) (void)tapped_mine(id);
  }
}

bool Machine::tapped_around(const std::string& id) {
  if (s.asking) {
    const std::string asked = *s.asking;
    if (id != "ask.yes" && id != "ask.no") return true;  // it lies over everything
    s.asking.reset();
    if (id == "ask.yes" && asked == "leave_journey") give_up_journey();
    if (id == "ask.yes" && asked == "exit") end_session("left");
    return true;
  }
  if (const auto language = bracket(id, "dock.lang")) {
    const bool known =
        std::ranges::find(engine::kLanguages, *language) != std::end(engine::kLanguages);
    if (known && s.language != *language) {
      s.language = *language;
      effects.emplace_back(SetLanguage{s.language});
      set_voice();
    }
    return true;
  }
  if (id == "dock.elder") {
    s.access.elder = !s.access.elder;
    if (Journey* j = journey()) j->page = 0;
    s.list_page = 0;
  } else if (id == "dock.reach") {
    s.access.low_reach = !s.access.low_reach;
    if (Journey* j = journey()) j->page = 0;
  } else if (id == "dock.voice") {
    s.access.voice = !s.access.voice;
    set_voice();
  } else if (id == "dock.help") {
    if (s.page != Page::Help && s.page != Page::Sos) {
      s.help = Help{};
      go(Page::Help);
    }
  } else if (id == "dock.lang") {
    go(Page::Settings);
  } else if (id == "settings.contrast") {
    s.access.high_contrast = !s.access.high_contrast;
  } else if (id == "settings.motion") {
    s.access.reduced_motion = !s.access.reduced_motion;
  } else if (id == "settings.louder" || id == "settings.quieter") {
    s.access.volume = std::clamp(s.access.volume + (id == "settings.louder" ? 1 : -1), 1, 10);
    set_voice();
  } else if (id == "settings.slower" || id == "settings.quicker") {
    s.access.speed = std::clamp(s.access.speed + (id == "settings.quicker" ? 1 : -1), -1, 1);
    set_voice();
  } else if (id == "page.exit") {
    const Journey* j = journey();
    if (!s.session) {
      reset_visit();
    } else if (j != nullptr && !j->ended && s.page == Page::Journey) {
      s.asking = "exit";
    } else {
      end_session("left");
    }
  } else if (id == "page.home") {
    const Journey* j = journey();
    if (j != nullptr && !j->ended) {
      s.asking = "leave_journey";
    } else {
      save_rating();
      if (s.session) s.session->journey.reset();
      s.back.clear();
      show(Page::Home);
    }
  } else if (id == "page.next" || id == "page.previous") {
    turn_page(id == "page.next" ? 1 : -1);
  } else if (id == "page.back" && s.page != Page::Journey && s.page != Page::Login) {
    back();
  } else if (id == "page.move") {
    move_away();
  } else if (id == "toast.close") {
    s.toast.reset();
  } else {
    return false;
  }
  return true;
}

void Machine::set_voice() {
  effects.emplace_back(SetVoice{s.access.voice, s.access.volume, s.access.speed});
}

// How many pages there are is the view's to say: it stops at the last.
void Machine::turn_page(int by) {
  Journey* j = journey();
  std::size_t& page = s.page == Page::Journey && j != nullptr ? j->page : s.list_page;
  if (by > 0) {
    ++page;
  } else if (page > 0) {
    --page;
  }
}

bool Machine::tapped_home(const std::string& id) {
  if (id == "home.login") {
    ask_login({.then = Page::Mine});
  } else if (id == "home.mine") {
    if (s.session) go(Page::Mine);
  } else if (id == "home.search") {
    go(Page::Search);
    open_input({.place = "search", .kind = FieldView::Kind::Text, .text = s.search});
  } else if (id == "home.offline") {
    go(Page::Offline);
  } else if (id == "home.sos") {
    press_sos();
  } else if (const auto area = bracket(id, "home.area")) {
    if (*area == "print") {
      if (s.session) return tapped_mine("mine.certificates");
      ask_login({.then = Page::Certificates});
    } else if (*area == "progress") {
      if (s.session) return tapped_mine("mine.cases");
      ask_login({.then = Page::Cases});
    } else {
      s.area = *area == "more" ? "" : *area;
      go(Page::List);
    }
  } else if (const auto item = bracket(id, "service")) {
    open_guide(*item);
  } else if (id == "guide.start") {
    start(s.guide);
  } else {
    return false;
  }
  return true;
}

void Machine::open_guide(const std::string& item) {
  if (!s.catalogue || !s.catalogue->find(item)) return;
  s.guide = item;
  go(Page::Guide);
}

bool Machine::tapped_mine(const std::string& id) {
  if (!s.session) return false;
  if (id == "mine.all") {
    show(Page::Home);
  } else if (id == "mine.found") {
    session().found_open = true;
  } else if (id == "mine.continue") {
    if (journey() != nullptr) go(Page::Journey);
  } else if (id == "mine.cases") {
    if (!session().cases && !session().asking_cases) {
      session().asking_cases = request();
      effects.emplace_back(AskCases{*session().asking_cases, session().person});
    }
    go(Page::Cases);
  } else if (id == "mine.certificates") {
    // Papers that prove something are printed for somebody whose face was seen: L3.
    if (session().person.level >= 3 && !session().certificates && !session().asking_certificates) {
      session().asking_certificates = request();
      effects.emplace_back(AskCertificates{*session().asking_certificates, session().person});
    }
    go(Page::Certificates);
  } else if (id == "certificates.level") {
    ask_login({.then = Page::Certificates, .level = 3});
  } else {
    return false;
  }
  return true;
}

void Machine::held(const Held& event) {
  s.last_touch = s.steady;
  Journey* j = journey();
  if (event.id != "decision.code" && event.id != "trouble.code") return;
  if (j == nullptr || !j->ended || j->take_away.empty()) return;
  if (event.down && !j->take_away_held) {
    j->take_away_held = true;
    j->take_away_since = s.steady;
  } else if (!event.down && j->take_away_held) {
    j->take_away_held = false;
    if (s.steady - j->take_away_since < kCodeTaken) return;  // a finger that slipped
    // It is shown once: whoever stands behind finds nothing to photograph later.
    j->take_away_used = true;
    j->take_away.forget();
  }
}

void Machine::typing(const Typing& event) {
  s.last_touch = s.steady;
  if (event.place != s.editing) return;
  if (event.place == "search") {
    s.search = event.text;
    s.list_page = 0;
  } else if (event.place == "help.phone") {
    if (s.help) s.help->phone = event.text;
  } else if (event.done) {
    if (const auto view = form_view()) {
      if (const auto* field = find_field(view->fields, event.place)) {
        const form::Place place = field->place;
        set_field(place, feel::Value(event.text));
      }
    }
  }
  if (event.done) s.editing.clear();
}

}  // namespace dk::kiosk::citizen
