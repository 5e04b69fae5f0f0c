// Help as a chain with time-outs: the helper in the hall, the duty desk, the hotline, a call-back
// ticket. And the emergency, which works for everybody at once.
#include <algorithm>

#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

void Machine::save(decltype(Save::what) what) {
  effects.emplace_back(Save{request(), std::move(what), s.now});
}

bool Machine::tapped_help(const std::string& id) {
  if (id == "help.sos") {
    press_sos();
    return true;
  }
  if (s.page == Page::Sos) {
    if (id != "sos.end") return false;
    // It was a mistake, or somebody is there: the desk is told, nothing is taken back.
    save(HelpRecord{fresh.id(), "sos_ended", s.sos_ticket, {}, {}});
    leave_sos();
    return true;
  }
  if (!s.help) return false;
  Help& help = *s.help;
  if (id == "help.call") {
    help.ticket.clear();
    call(s.site.helper      ? HelpView::Hop::Hall
         : s.network.online ? HelpView::Hop::Desk
                            : HelpView::Hop::Hotline);
  } else if (id == "help.hotline") {
    help.hop = HelpView::Hop::Hotline;
  } else if (id == "help.ticket") {
    call(HelpView::Hop::Ticket);
  } else if (id == "help.phone") {
    open_input({.place = "help.phone", .kind = FieldView::Kind::Phone, .text = help.phone});
  } else if (id == "help.end") {
    s.help.reset();
    back();
  } else {
    return false;
  }
  return true;
}

void Machine::call(HelpView::Hop hop) {
  Help& help = *s.help;
  const Uuid id = fresh.id();
  // Readable on the telephone; the record's id is the real name.
  if (help.ticket.empty()) help.ticket = ticket_of(id);
  help.hop = hop;
  help.state = HelpView::State::Calling;
  const Journey* j = journey();
  std::optional<Uuid> about;
  if (j != nullptr && j->ended) about = j->id;
  switch (hop) {
    case HelpView::Hop::Hall:
      help.until = s.steady + kHallRings;
      save(HelpRecord{id, "hall", help.ticket, {}, about});
      play(Sound::Help);
      return;
    case HelpView::Hop::Desk:
      help.until = s.steady + kDeskRings;
      save(HelpRecord{id, "desk", help.ticket, {}, about});
      return;
    case HelpView::Hop::Ticket:
      help.state = HelpView::State::Done;
      save(HelpRecord{id, "ticket", help.ticket, help.phone, about});
      if (is_well(s, Device::ReceiptPrinter)) {
        help.paper_job = fresh.id();
        help.paper = Paper::Asked;
        effects.emplace_back(
            PrintTicket{*help.paper_job, s.language, help.ticket, s.site.hotline, s.now});
      }
      return;
    case HelpView::Hop::Menu:
    case HelpView::Hop::Hotline:
      return;
  }
}

void Machine::help_tick() {
  if (s.page == Page::Sos && s.sos == SosView::State::Calling &&
      s.steady - s.sos_since >= kSosWaits) {
    s.sos = SosView::State::Escalated;
    play(Sound::Help);
  }
  if (s.page != Page::Help || !s.help) return;
  Help& help = *s.help;
  if (help.state != HelpView::State::Calling || s.steady < help.until) return;
  if (help.hop == HelpView::Hop::Hall && s.network.online) return call(HelpView::Hop::Desk);
  if (help.hop == HelpView::Hop::Hall || help.hop == HelpView::Hop::Desk) {
    help.hop = HelpView::Hop::Hotline;
    help.state = HelpView::State::NoAnswer;
    s.last_touch = s.steady;  // whoever has waited reads on
  }
}

// The call itself is an event in the outbox; who answers it says so to the district.
void Machine::ask_help() {
  const bool rings = s.page == Page::Help && s.help && s.help->state == HelpView::State::Calling &&
                     (s.help->hop == HelpView::Hop::Hall || s.help->hop == HelpView::Hop::Desk);
  const bool sos = s.page == Page::Sos && s.sos != SosView::State::Answered;
  if ((!rings && !sos) || !s.network.online || s.asking_help) return;
  if (s.steady - s.help_asked < kHelpAsked) return;
  s.help_asked = s.steady;
  s.asking_help = request();
  effects.emplace_back(AskHelp{*s.asking_help, sos ? s.sos_ticket : s.help->ticket});
}

void Machine::help_answered(const HelpAnswered& answer) {
  if (s.asking_help == answer.request) s.asking_help.reset();
  if (!answer.coming) return;
  if (s.help && s.help->ticket == answer.ticket) s.help->state = HelpView::State::Coming;
  if (s.page == Page::Sos && s.sos_ticket == answer.ticket) s.sos = SosView::State::Answered;
}

void Machine::press_sos() {
  if (s.page == Page::Sos) return;
  const Uuid id = fresh.id();
  s.sos_ticket = ticket_of(id);
  s.sos = SosView::State::Calling;
  s.sos_since = s.steady;
  save(HelpRecord{id, "sos", s.sos_ticket, {}, {}});
  play(Sound::Help);
  go(Page::Sos);
}

}  // namespace dk::kiosk::citizen
