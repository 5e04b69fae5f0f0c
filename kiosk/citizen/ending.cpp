// The end of a visit: nothing of the person stays, the card is taken along.
#include <algorithm>

#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

void Machine::end_session(std::string_view reason) {
  if (!s.session) return;
  save_rating();
  const auto lasted = std::chrono::duration_cast<seconds>(s.now - s.session->since);
  save(
      SessionRecord{s.session->id, std::string(reason), std::max<std::int64_t>(lasted.count(), 0)});
  s.paper_left = s.session->paper_left;
  close_input();
  const Uuid id = s.session->id;
  s.session.reset();
  s.login.reset();
  s.help.reset();
  s.asking.reset();
  s.toast.reset();
  s.back.clear();
  s.guide.clear();
  s.wiped.clear();
  effects.emplace_back(EndSession{id});
  s.goodbye_until = s.steady + 2 * kGoodbyeStays;  // should the edge never answer
  if (s.card_in) {
    s.take_card_since = s.steady;
    s.next_alarm = s.steady;
    show(Page::TakeCard);
  } else {
    show(Page::Goodbye);
  }
}

void Machine::leave_sos() {
  if (s.session) return back();
  s.goodbye_until = s.steady;
  if (!s.card_in) return reset_visit();
  s.take_card_since = s.steady;
  s.next_alarm = s.steady;
  show(Page::TakeCard);
}

void Machine::wiped(const Wiped& answer) {
  s.wiped = answer.what;
  s.goodbye_until = s.steady + kGoodbyeStays;
}

void Machine::goodbye_tick() {
  if (s.page == Page::TakeCard) {
    if (!s.card_in) {
      s.goodbye_until = std::max(s.goodbye_until, s.steady + kGoodbyeStays);
      return show(Page::Goodbye);
    }
    if (s.steady >= s.next_alarm) {
      play(Sound::TakeCard);
      s.next_alarm = s.steady + kAlarmEvery;
    }
  }
  if (s.page == Page::Goodbye && s.steady >= s.goodbye_until) reset_visit();
}

void Machine::idle_tick() {
  const Milliseconds idle = s.steady - s.last_touch;
  if (s.page == Page::Sos) {
    // Whoever waits for help is not sent away, but nobody's things stay open behind it.
    if (s.session && idle >= idle_after(s) + warning_lasts(s)) {
      end_session("timeout");
      show(Page::Sos);
    }
    if (idle >= kSosStays) leave_sos();
    return;
  }
  if (s.session) {
    if (s.page == Page::Decision && idle >= result_stays(s)) return end_session("finished");
    if (const auto left = warning_left(s); left && *left <= Milliseconds{0}) {
      end_session("timeout");
    }
    return;
  }
  switch (s.page) {
    case Page::Attract:
    case Page::NotReady:
    case Page::Goodbye:
    case Page::TakeCard:
    case Page::Sos:  // above
    case Page::Login:
      return;
    case Page::Home:
      if (idle < idle_after(s)) return;
      reset_visit();
      return show(Page::Attract);
    case Page::Help:
      if (s.help && s.help->state == HelpView::State::Calling &&
          s.help->hop != HelpView::Hop::Menu && s.help->hop != HelpView::Hop::Hotline) {
        return;
      }
      [[fallthrough]];
    default:
      if (idle >= idle_after(s)) reset_visit();
  }
}

}  // namespace dk::kiosk::citizen
