// The hand on the screen: undo, seal, change, answers, the numeric keypad.
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

void Machine::tapped(const Event&, const std::string& id) {
  if (const auto language = key_in_brackets(id, "language")) {
    s.language = *language;
    effects.emplace_back(SetLanguage{*language});
    return;
  }
  if (s.stage == Stage::EnterPin) {
    if (const auto key = key_in_brackets(id, "pin.key")) return pin_key(*key);
    if (id == "pin.enter") return pin_enter();
    if (id == "pin.erase" && !s.pin.empty()) s.pin.pop_back();
    if (id == "pin.back") sign_out();
    return;
  }
  if (s.stage != Stage::Desk) return;
  if (s.manual_entry) return manual_key(id);
  if (s.ask) {
    const AskView::Kind kind = s.ask->kind;
    if (id == "ask.no" || id == "no") s.ask.reset();
    if (id == "ask.yes" || id == "yes") {
      if (s.saving) return play(Sound::Attention);
      s.ask.reset();
      if (kind == AskView::Kind::UndoLast) return undo();
      return seal("early");
    }
    return;
  }
  if (id == "alert.ack" || id == "ack" || id == "yes") {
    s.alert.reset();
    return;
  }
  if (s.saving) return play(Sound::Attention);
  if (id == "undo") return ask_undo();
  if (id == "seal") return ask_seal();
  if (id == "change") return change_tube();
  if (id == "lock") return sign_out();
  if (id == "manual") {
    s.alert.reset();
    s.manual_entry = true;
    s.manual.clear();
  }
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

void Machine::ask_undo() {
  const auto& tube = s.durable.tube;
  if (!tube || tube->persons.empty()) return refuse(FailureCode::nothing_to_undo);
  if (!can_undo(s)) return refuse(FailureCode::undo_too_late);
  s.alert.reset();
  s.ask = AskView{.kind = AskView::Kind::UndoLast,
                  .masked_name = tube->persons.back().masked_name,
                  .count = static_cast<int>(tube->persons.size())};
}

void Machine::ask_seal() {
  const auto& tube = s.durable.tube;
  if (!tube) return refuse(FailureCode::tube_required);
  if (tube->persons.empty()) return refuse(FailureCode::tube_empty);
  s.alert.reset();
  s.ask =
      AskView{.kind = AskView::Kind::SealEarly, .count = static_cast<int>(tube->persons.size())};
}

void Machine::change_tube() {
  const auto& tube = s.durable.tube;
  if (!tube) return refuse(FailureCode::tube_required);
  if (!tube->persons.empty()) {
    s.alert.reset();
    s.ask =
        AskView{.kind = AskView::Kind::LeaveTube, .count = static_cast<int>(tube->persons.size())};
    return;
  }
  seal("unused");
}

void Machine::undo() {
  if (!can_undo(s)) return refuse(FailureCode::undo_too_late);
  Saving saving;
  saving.what = Saving::What::Undo;
  saving.after = s.durable;
  Tube& tube = *saving.after.tube;
  const Person last = tube.persons.back();
  const int position = static_cast<int>(tube.persons.size());
  tube.persons.pop_back();
  if (saving.after.persons_today > 0) --saving.after.persons_today;
  const Uuid id = new_id();
  save(std::move(saving),
       {{id, std::string(wire::kRegistrationUndone), "registration_undone/1",
         wire::to_json(wire::RegistrationUndone{
             .registration = to_string(last.event), .tube = tube.code, .position = position})}},
       {audit::RegistrationUndone{.event_id = id,
                                  .undone = last.event,
                                  .tube = tube_digest(tube.code),
                                  .position = position}
            .to_record()});
}

void Machine::seal(const std::string& reason) {
  if (!s.durable.tube) return refuse(FailureCode::tube_required);
  const Tube tube = *s.durable.tube;
  Saving saving;
  saving.what = Saving::What::Seal;
  saving.after = s.durable;
  saving.after.tube.reset();
  if (!tube.persons.empty()) {
    ++saving.after.tubes_sealed;
    if (auto label = label_for(tube, reason)) saving.after.jobs.push_back(*label);
  }
  Save::Item item = sealed_item(tube, reason);
  std::vector<audit::Record> audit{sealed_audit(tube, item.id)};
  save(std::move(saving), {std::move(item)}, std::move(audit));
}

Save::Item Machine::sealed_item(const Tube& tube, const std::string& reason) const {
  bool not_compared = false;
  for (const Person& person : tube.persons) not_compared |= !person.compared;
  return {new_id(), std::string(wire::kTubeSealed), "tube_sealed/1",
          wire::to_json(wire::TubeSealed{.tube = tube.code,
                                         .count = static_cast<int>(tube.persons.size()),
                                         .reason = reason,
                                         .not_compared = not_compared})};
}

audit::Record Machine::sealed_audit(const Tube& tube, const Uuid& event) const {
  return audit::TubeSealed{.event_id = event,
                           .tube = tube_digest(tube.code),
                           .people = static_cast<std::int64_t>(tube.persons.size())}
      .to_record();
}

std::optional<PrintJob> Machine::label_for(const Tube& tube, const std::string& reason) const {
  if (s.devices.printer == DeviceHealth::NotConfigured) return std::nullopt;
  PrintJob job;
  job.job = new_id();
  job.tube = tube.code;
  job.count = static_cast<int>(tube.persons.size());
  job.capacity = tube.capacity;
  job.reason = reason;
  job.sealed_at = now;
  for (const Person& person : tube.persons) job.not_compared |= !person.compared;
  return job;
}

}  // namespace dk::kiosk::sampling
