#include "kiosk/sampling/machine.h"

#include <algorithm>
#include <utility>

namespace dk::kiosk::sampling {

namespace {

// These start a save of their own, so they wait while another one is under way.
bool needs_store(const Event& event) {
  return std::holds_alternative<Scan>(event.what) || std::holds_alternative<Printed>(event.what) ||
         std::holds_alternative<PinChecked>(event.what);
}

bool is_touch(const Event& event) {
  return std::holds_alternative<Scan>(event.what) || std::holds_alternative<Tapped>(event.what);
}

}  // namespace

void Machine::handle(const Event& event) {
  now = event.now;
  steady = event.steady;
  s.now = event.now;
  if (is_touch(event)) s.last_touch = now;
  if (s.saving && needs_store(event)) {
    // A printer's outcome is never dropped; a scan beyond the queue is refused aloud, not silently.
    if (s.waiting.size() < kWaitingMax || !std::holds_alternative<Scan>(event.what)) {
      s.waiting.push_back(event);
    } else {
      play(Sound::Refused);
    }
    return;
  }
  if (const auto* e = std::get_if<Scan>(&event.what)) scan(event, *e);
  if (const auto* e = std::get_if<Saved>(&event.what)) saved(*e);
  if (const auto* e = std::get_if<PinChecked>(&event.what)) pin_checked(e->right);
  if (const auto* e = std::get_if<Printed>(&event.what)) printed(*e);
  if (const auto* e = std::get_if<Tapped>(&event.what)) tapped(event, e->id);
  if (const auto* e = std::get_if<SiteChanged>(&event.what)) site_changed(*e);
  if (const auto* e = std::get_if<SyncChanged>(&event.what)) s.sync = *e;
  if (const auto* e = std::get_if<DevicesChanged>(&event.what)) s.devices = *e;
  tick();
  if (!s.saving) print_next();
  while (!s.saving && !s.waiting.empty()) {
    Event next = std::move(s.waiting.front());
    s.waiting.pop_front();
    next.now = now;
    next.steady = steady;
    handle(next);
  }
}

void Machine::tick() {
  if (s.confirmed && now >= s.confirmed_until) s.confirmed.reset();
  while (!s.recent.empty() && s.recent.front() + kRateWindow < now) s.recent.pop_front();
  if (s.staff && !s.saving &&
      (now - s.last_touch >= kIdleLock || now - s.staff->since >= kLongestShift)) {
    sign_out();
  }
}

void Machine::site_changed(const SiteChanged& site) {
  s.site = site;
  const bool open = site.ready && site.sampling_on;
  if (open && s.stage == Stage::NotReady) s.stage = Stage::ScanBadge;
  if (!open) {
    s.not_ready_why = site.ready ? FailureCode::service_switched_off : site.why;
    // A shift that runs keeps its tube and its sign-in while reference data is only missing for a
    // moment; a service switched off by policy ends at once.
    if (!s.staff || site.ready) {
      s.stage = Stage::NotReady;
      s.staff.reset();
    }
  }
}

void Machine::save(Saving saving, std::vector<Save::Item> items, std::vector<audit::Record> audit) {
  saving.id = s.next_save++;
  Save effect;
  effect.save_id = saving.id;
  effect.items = std::move(items);
  effect.durable_json = to_json(saving.after);
  effect.audit = std::move(audit);
  if (s.staff) {
    effect.operator_id = s.staff->badge.staff_id;
    effect.rights = s.staff->rights;
  }
  effect.at = now;
  s.saving = std::move(saving);
  effects.emplace_back(std::move(effect));
}

void Machine::saved(const Saved& answer) {
  if (!s.saving || s.saving->id != answer.save_id) return;
  Saving done = std::move(*s.saving);
  s.saving.reset();
  if (!answer.status) {
    // The promise was not made: nothing of it is shown and the old state stays true.
    if (done.what == Saving::What::Shift) s.staff.reset();
    s.confirmed.reset();
    show({.kind = AlertView::Kind::NotSaved, .code = answer.status.error().code}, Sound::Refused);
    return;
  }
  s.durable = std::move(done.after);
  switch (done.what) {
    case Saving::What::Register:
      s.recent.push_back(now);
      s.alert.reset();
      s.confirmed = std::move(done.confirmed);
      if (s.confirmed) s.confirmed->took_ms = (answer.steady - done.scan_steady).count();
      s.confirmed_until = now + kConfirmedOnScreen;
      s.last_full = done.full_after ? done.confirmed_capacity : 0;
      play(done.full_after ? Sound::Full : Sound::Registered);
      break;
    case Saving::What::Undo:
      s.confirmed.reset();
      if (!s.recent.empty()) s.recent.pop_back();
      play(Sound::Attention);
      break;
    case Saving::What::OpenTube:
      s.confirmed.reset();
      s.alert.reset();
      s.last_full = 0;
      play(Sound::Sealed);
      break;
    case Saving::What::Seal:
      s.confirmed.reset();
      play(Sound::Sealed);
      break;
    case Saving::What::Shift:
      s.stage = Stage::Desk;
      s.pin_trouble.reset();
      s.alert.reset();
      play(Sound::Sealed);
      break;
    case Saving::What::Label:
      if (done.print) {
        const auto name = s.site.site_name.find(s.language);
        effects.emplace_back(PrintLabel{*done.print,
                                        name == s.site.site_name.end() ? s.site.site : name->second,
                                        s.desk, s.staff ? s.staff->badge.staff_id : std::string()});
      }
      break;
    case Saving::What::Tries:
      break;
  }
}

void Machine::show(AlertView alert, Sound sound) {
  s.alert = std::move(alert);
  s.ask.reset();
  play(sound);
}

void Machine::refuse(FailureCode code, TimePoint at) {
  show({.kind = AlertView::Kind::Failure, .code = code, .at = at}, Sound::Refused);
}

std::optional<std::string> key_in_brackets(const std::string& id, std::string_view name) {
  if (id.size() < name.size() + 3 || !id.starts_with(name) || id[name.size()] != '[' ||
      id.back() != ']') {
    return std::nullopt;
  }
  return id.substr(name.size() + 1, id.size() - name.size() - 2);
}

crypto::Digest tube_digest(const std::string& tube) { return crypto::sha256(as_bytes(tube)); }

Step update(State state, const Event& event, const NewId& new_id) {
  Step step{std::move(state), {}};
  Machine machine{step.state, step.effects, new_id};
  machine.handle(event);
  return step;
}

Step resume(State state, const NewId& new_id) {
  Step step{std::move(state), {}};
  Machine machine{step.state, step.effects, new_id};
  machine.now = step.state.now;
  machine.resume_labels();
  return step;
}

}  // namespace dk::kiosk::sampling
