// The hand on the screen: undo, seal, change, answers, the menu, the numeric keypad.
#include <algorithm>
#include <array>

#include "kiosk/sampling/commands.h"
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

namespace {

constexpr std::array<const char*, 4> kSealReasons = {"end_of_queue", "tube_damaged", "shift_end",
                                                     "other"};

// "ask.reason[other]" or "ask.reason[3]".
std::optional<int> reason_index(const AskView& ask, const std::string& key) {
  const auto word = std::ranges::find(ask.reasons, key);
  if (word != ask.reasons.end()) return static_cast<int>(word - ask.reasons.begin());
  if (key.size() != 1 || key[0] < '0' || key[0] > '9') return std::nullopt;
  const int index = key[0] - '0';
  if (index >= static_cast<int>(ask.reasons.size())) return std::nullopt;
  return index;
}

}  // namespace

void Machine::tapped(const Event&, const std::string& word) {
  const std::string id = tap_of(s, word);
  if (const auto language = key_in_brackets(id, "language")) {
    s.language = *language;
    effects.emplace_back(SetLanguage{*language});
    return;
  }
  if (s.store_trouble) {
    if (id == "alert.ack" || id == "ack") s.alert.reset();
    return;
  }
  if (s.stage == Stage::EnterPin) {
    if (const auto key = key_in_brackets(id, "pin.key")) return pin_key(*key);
    if (id == "pin.enter") return pin_enter();
    if (id == "pin.erase" && !s.pin.empty()) s.pin.pop_back();
    if (id == "pin.back" && !s.pin_checking) sign_out();
    return;
  }
  if (s.stage == Stage::NotReady || s.stage == Stage::ScanBadge) return;
  if (s.manual_entry) return manual_key(id);
  if (s.ask) return ask_tap(id);
  if (alert_tap(id)) return;
  if (s.stage == Stage::Packing) return packing_tap(id);
  if (s.stage == Stage::ShiftEnd) return shift_tap(id);
  desk_tap(id);
}

void Machine::desk_tap(const std::string& id) {
  if (s.alert && s.alert->kind == AlertView::Kind::SingleOnly && id != "manual") {
    return play(Sound::Attention);  // answer that first
  }
  if (id == "more") {
    s.menu = !s.menu;
    return;
  }
  if (id == "menu.close") {
    s.menu = false;
    return;
  }
  if (s.saving) return play(Sound::Attention);
  if (id == "undo") return ask_undo();
  if (id == "seal") return ask_seal(AskView::Kind::SealEarly);
  if (id == "change") return change_tube();
  if (const auto capacity = key_in_brackets(id, "capacity")) return choose_capacity(*capacity);
  if (id == "menu.lock" || id == "lock") return lock("locked");
  if (id == "menu.pack") return enter_packing();
  if (id == "menu.shift") {
    s.alert.reset();
    s.menu = false;
    s.stage = Stage::ShiftEnd;
    return;
  }
  if (id == "menu.commands") {
    s.menu = false;
    return print_page({.kind = PrintJob::Kind::Commands});
  }
  if (id == "manual") {
    s.alert.reset();
    s.pending.reset();
    s.menu = false;
    s.manual_entry = true;
    s.manual.clear();
  }
}

void Machine::ask_tap(const std::string& id) {
  if (id == "ask.no") {
    s.ask.reset();
    return;
  }
  if (const auto key = key_in_brackets(id, "ask.reason")) {
    if (const auto index = reason_index(*s.ask, *key)) s.ask->chosen = *index;
    return;
  }
  if (id != "ask.yes") return;
  if (s.saving) return play(Sound::Attention);
  const AskView asked = *s.ask;
  s.ask.reset();
  if (asked.kind == AskView::Kind::UndoLast) return undo();
  seal(asked.reasons.at(static_cast<std::size_t>(asked.chosen)));
}

void Machine::manual_key(const std::string& id) {
  if (const auto key = key_in_brackets(id, "manual.key")) {
    if (key->size() == 1 && s.manual.size() < kManualMax) s.manual += *key;
  } else if (id == "manual.erase") {
    if (!s.manual.empty()) s.manual.pop_back();
  } else if (id == "manual.cancel") {
    s.manual_entry = false;
    s.manual.clear();
  } else if (id == "manual.enter" && !s.manual.empty()) {
    effects.emplace_back(ManualNumber{s.manual});
    s.manual_entry = false;
    s.manual.clear();
  }
}

void Machine::choose_capacity(const std::string& text) {
  const auto& choices = s.site.capacities;
  const auto chosen =
      std::ranges::find_if(choices, [&](int capacity) { return std::to_string(capacity) == text; });
  if (s.durable.tube || chosen == choices.end()) return play(Sound::Refused);
  Draft choosing = draft(Saving::What::Bookkeeping);
  choosing.saving.after.chosen_capacity = *chosen;
  save(std::move(choosing));
}

void Machine::ask_undo() {
  const auto& tube = s.durable.tube;
  if (!tube || tube->persons.empty()) return refuse(FailureCode::nothing_to_undo);
  if (!can_undo(s)) return refuse(FailureCode::undo_too_late);
  s.alert.reset();
  s.pending.reset();
  s.ask = AskView{.kind = AskView::Kind::UndoLast,
                  .masked_name = tube->persons.back().masked_name,
                  .count = static_cast<int>(tube->persons.size())};
}

void Machine::ask_seal(AskView::Kind kind) {
  const auto& tube = s.durable.tube;
  if (!tube) return refuse(FailureCode::tube_required);
  if (tube->persons.empty()) return refuse(FailureCode::tube_empty);
  s.alert.reset();
  s.pending.reset();
  s.menu = false;
  s.ask = AskView{.kind = kind,
                  .count = static_cast<int>(tube->persons.size()),
                  .reasons = {kSealReasons.begin(), kSealReasons.end()}};
}

void Machine::change_tube() {
  const auto& tube = s.durable.tube;
  if (!tube) return refuse(FailureCode::tube_required);
  if (!tube->persons.empty()) return ask_seal(AskView::Kind::LeaveTube);
  seal("unused");
}

void Machine::undo() {
  if (!can_undo(s)) return refuse(FailureCode::undo_too_late);
  Draft undoing = draft(Saving::What::Undo);
  Durable& after = undoing.saving.after;
  Tube& tube = *after.tube;
  const Person last = tube.persons.back();
  const int position = static_cast<int>(tube.persons.size());
  tube.persons.pop_back();
  if (after.persons_today > 0) --after.persons_today;
  if (after.shift) {
    wire::ShiftCounts& counts = after.shift->counts;
    if (counts.persons > 0) --counts.persons;
    if (!last.compared && counts.not_compared > 0) --counts.not_compared;
    ++counts.undone;
  }
  const Uuid id =
      tell(undoing, wire::kRegistrationUndone,
           wire::to_json(wire::RegistrationUndone{
               .registration = to_string(last.event), .tube = tube.code, .position = position}));
  undoing.audit.push_back(audit::RegistrationUndone{
      .event_id = id, .undone = last.event, .tube = tube_digest(tube.code), .position = position}
                              .to_record());
  save(std::move(undoing));
}

void Machine::seal(const std::string& reason) {
  if (!s.durable.tube) return refuse(FailureCode::tube_required);
  Draft sealing = draft(Saving::What::Seal);
  close_tube(sealing, reason);
  save(std::move(sealing));
}

}  // namespace dk::kiosk::sampling
