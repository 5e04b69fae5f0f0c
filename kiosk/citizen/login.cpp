// Who is there, and for whom it is done.
#include <algorithm>

#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

void Machine::ask_login(Login login) {
  const std::vector<Way> ways = ways_of(s, login.level);
  if (!ways.empty()) login.chosen = ways.front();
  login.until = s.steady + login_waits(s);
  s.login = std::move(login);
  go(Page::Login);
}

void Machine::card_came(const CardCame& event) {
  s.last_touch = s.steady;
  s.card_in = event.way;
  if (s.page == Page::Attract || s.page == Page::Goodbye) reset_visit();
  // The card is the shortest way in: nobody has to touch anything first.
  if (!s.session && s.page != Page::Login && s.site.ready && s.page != Page::TakeCard) {
    ask_login({.then = Page::Mine});
  }
  if (s.page == Page::Login && s.login) {
    s.login->chosen = event.way;
    s.login->stage = LoginView::Stage::Reading;
    s.login->why.reset();
  }
}

void Machine::card_gone(const CardGone& event) {
  if (s.card_in == event.way) s.card_in.reset();
  if (s.page == Page::Login && s.login && s.login->stage == LoginView::Stage::Reading &&
      s.login->chosen == event.way) {
    s.login->stage = LoginView::Stage::Waiting;
  }
}

void Machine::refused(const LoginRefused& event) {
  s.last_touch = s.steady;
  play(Sound::Refused);
  if (s.page != Page::Login || !s.login) {
    if (!s.session && s.site.ready && s.page != Page::TakeCard) ask_login({.then = Page::Mine});
  }
  if (s.page != Page::Login || !s.login) return;
  s.login->chosen = event.way;
  s.login->stage = LoginView::Stage::Failed;
  s.login->why = event.why;
}

void Machine::came(const Identity& identity) {
  s.last_touch = s.steady;
  if (!s.site.ready || s.page == Page::TakeCard) return;
  if (identity.way != Way::Code) s.card_in = identity.way;
  if (s.session) {
    const bool asked = s.page == Page::Login && s.login;
    if (asked && s.login->for_second) return second_came(identity);
    if (!identity.same_person(session().person)) {
      play(Sound::Refused);
      if (asked) return refused({identity.way, FailureCode::person_differs});
      return toast("citizen.toast.other_person");
    }
    session().person.level = std::max(session().person.level, identity.level);
    if (!asked) return;
    const Login login = *s.login;
    if (session().person.level < login.level) {
      return refused({identity.way, FailureCode::level_not_reached});
    }
    play(Sound::Done);
    s.login.reset();
    return after_login(login);
  }
  if (s.page == Page::Goodbye || s.page == Page::Attract) reset_visit();
  const Login login = s.login.value_or(Login{.then = Page::Mine});
  play(Sound::Done);
  begin_session(identity);
  s.login.reset();
  after_login(login);
}

void Machine::begin_session(const Identity& identity) {
  Session session;
  session.id = fresh.id();
  session.person = identity;
  session.since = s.now;
  session.asking_code = request();
  effects.emplace_back(AskCode{*session.asking_code, identity});
  s.session = std::move(session);
}

void Machine::after_login(const Login& login) {
  s.back.clear();
  if (!login.move_code.empty()) {
    session().taking_over = request();
    effects.emplace_back(TakeOver{*session().taking_over, login.move_code, session().person});
    return show(Page::Move);
  }
  if (!login.move_session.empty()) {
    session().move_refused.reset();
    if (resume_session(login.move_session)) return;
    session().move_refused = FailureCode::data_damaged;
    return show(Page::Move);
  }
  if (Journey* j = journey(); j != nullptr && j->level_wanted > 0) {
    show(Page::Journey);
    return identify(j->level_wanted);
  }
  show(Page::Mine);
  if (!login.item.empty()) return start(login.item);
  if (login.then == Page::Cases) (void)tapped_mine("mine.cases");
  if (login.then == Page::Certificates) (void)tapped_mine("mine.certificates");
}

// The card of the person for whom it is done: both are there, for this item and this visit.
void Machine::second_came(const Identity& identity) {
  if (identity.same_person(session().person)) {
    return refused({identity.way, FailureCode::same_person});
  }
  play(Sound::Done);
  const std::string item = s.login->item;
  s.login.reset();
  s.back.clear();
  if (s.catalogue) {
    if (const auto found = s.catalogue->find(item)) begin(found, Whom::Parent, identity);
  }
}

bool Machine::tapped_login(const std::string& id) {
  if (!s.login) return false;
  if (const auto way = bracket(id, "login.way")) {
    for (const Way one : ways_of(s, s.login->level)) {
      if (*way == name_of(one)) {
        s.login->chosen = one;
        s.login->stage = LoginView::Stage::Waiting;
        s.login->why.reset();
      }
    }
  } else if (id == "login.again") {
    s.login->stage = LoginView::Stage::Waiting;
    s.login->why.reset();
  } else if (id == "login.no_card") {
    s.login.reset();
    show(Page::NoCard);
  } else if (id == "login.cannot") {
    // The level cannot be reached here: a person at the counter goes on with the case.
    s.login.reset();
    if (Journey* j = journey(); j != nullptr && j->level_wanted > 0) {
      j->level_wanted = 0;
      show(Page::Journey);
      take(bpmn::Event(bpmn::Unidentifiable{}));
    } else {
      back();
    }
  } else if (id == "page.back") {
    const bool in_journey = s.login->level > 0 && journey() != nullptr;
    s.login.reset();
    if (in_journey) {
      s.asking = "leave_journey";
      show(Page::Journey);
    } else {
      back();
    }
  } else {
    return false;
  }
  if (s.login) s.login->until = s.steady + login_waits(s);
  return true;
}

bool Machine::tapped_whom(const std::string& id) {
  const auto number = bracket(id, "whom");
  if (!number || !s.session || !s.catalogue) return false;
  const auto item = s.catalogue->find(s.guide);
  if (!item) return false;
  if (*number == "me") {
    begin(item, Whom::Me, std::nullopt);
  } else if (*number == "parent") {
    ask_login({.for_second = true, .item = item->id, .then = Page::Journey});
  } else {
    const auto found = std::ranges::find_if(
        session().subjects, [&](const auto& subject) { return *number == subject.handle; });
    if (found == session().subjects.end()) return false;
    begin(item, found->whom, found->identity);
  }
  return true;
}

void Machine::subjects_answered(const SubjectsAnswered& answer) {
  if (!s.session || session().asking_subjects != answer.request) return;
  session().asking_subjects.reset();
  session().subjects = answer.subjects;
}

void Machine::move_scanned(const MoveScanned& event) {
  s.last_touch = s.steady;
  if (s.session) {
    // Only whoever began it goes on with it.
    session().taking_over = request();
    effects.emplace_back(TakeOver{*session().taking_over, event.code, session().person});
    s.back.clear();
    return show(Page::Move);
  }
  if (s.site.ready && s.page != Page::TakeCard) {
    if (s.page == Page::Attract || s.page == Page::Goodbye) reset_visit();
    ask_login({.then = Page::Move, .move_code = event.code});
  }
}

void Machine::taken_over(const TakenOver& answer) {
  if (!s.session || session().taking_over != answer.request) return;
  session().taking_over.reset();
  if (!answer.why && resume_session(answer.session)) return;
  play(Sound::Refused);
  session().move_refused = answer.why.value_or(FailureCode::data_damaged);
}

}  // namespace dk::kiosk::citizen
