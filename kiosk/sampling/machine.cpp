#include "kiosk/sampling/machine.h"

#include <algorithm>
#include <utility>

#include "offline-cache/wire/event_priority.h"

namespace dk::kiosk::sampling {

namespace {

// These start a save of their own, so they wait while another one is under way.
bool needs_store(const Event& event) {
  return std::holds_alternative<Scan>(event.what) || std::holds_alternative<Printed>(event.what) ||
         std::holds_alternative<PinChecked>(event.what) ||
         std::holds_alternative<Compared>(event.what);
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
  if (held_up(event)) return;
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
  if (const auto* e = std::get_if<DevicesChanged>(&event.what)) {
    const bool was_well = s.devices.printer == DeviceHealth::Healthy;
    s.devices = *e;
    if (!was_well && e->printer == DeviceHealth::Healthy) s.retry_at = {};
  }
  if (const auto* e = std::get_if<Compared>(&event.what)) compared(*e);
  if (const auto* e = std::get_if<StoreChanged>(&event.what)) store_changed(*e);
  tick();
  while (!s.saving && !s.store_trouble && !s.waiting.empty()) {
    Event next = std::move(s.waiting.front());
    s.waiting.pop_front();
    next.now = now;
    next.steady = steady;
    handle(next);
  }
  by_itself();
}

void Machine::tick() {
  if (s.confirmed && now >= s.confirmed_until) s.confirmed.reset();
  if (s.alert && !s.alert->reason_key.empty() && now >= s.reason_until) s.alert->reason_key.clear();
  while (!s.recent.empty() && s.recent.front() + kRateWindow < now) s.recent.pop_front();
  if (s.staff && !s.saving && !s.unsettled && now - s.last_touch >= kIdleLock) {
    // The lock is noted in the store when there is one; nobody waits for it.
    s.store_trouble ? sign_out() : lock("idle");
  }
}

// What the desk does when its hands are free: paper, the end of a shift that is too long, the
// comparison with a new list, forgetting.
void Machine::by_itself() {
  if (s.saving || s.store_trouble || !s.waiting.empty()) return;
  show_late_hit();
  if (now < s.retry_at) return;
  if (s.durable.shift && now - s.durable.shift->since >= kLongestShift) return end_shift("limit");
  print_next();
  if (s.saving) return;
  ask_comparison();
  Durable after = s.durable;
  if (prune(after, kept_for(s), now)) save(draft(Saving::What::Bookkeeping));
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
      forget_face();
      s.stage = Stage::NotReady;
      s.staff.reset();
    }
  }
}

Draft Machine::draft(Saving::What what) const {
  Draft draft;
  draft.saving.what = what;
  draft.saving.after = s.durable;
  return draft;
}

Uuid Machine::tell(Draft& draft, std::string_view type, std::string body) const {
  const Uuid id = new_id();
  draft.items.push_back({id, std::string(type), std::string(wire::schema_of(type)), std::move(body),
                         wire::priority_of(type)});
  return id;
}

void Machine::save(Draft draft) {
  Saving& saving = draft.saving;
  saving.id = s.next_save++;
  prune(saving.after, kept_for(s), now);
  Save effect;
  effect.save_id = saving.id;
  effect.items = std::move(draft.items);
  effect.local_state = changed_pieces(s.durable, saving.after);
  effect.audit = std::move(draft.audit);
  if (s.staff) {
    effect.operator_id = s.staff->badge.staff_id;
    effect.rights = s.staff->rights;
  }
  effect.at = now;
  s.saving = std::move(saving);
  effects.emplace_back(std::move(effect));
}

void Machine::note(audit::Record record) {
  Draft only = draft(Saving::What::Bookkeeping);
  only.audit.push_back(std::move(record));
  save(std::move(only));
}

void Machine::show(AlertView alert, Sound sound) {
  s.alert = std::move(alert);
  s.pending.reset();
  s.ask.reset();
  s.menu = false;
  play(sound);
}

void Machine::refuse(FailureCode code) {
  show({.kind = AlertView::Kind::Failure, .code = code}, Sound::Refused);
}

std::string Machine::site_name() const {
  const auto name = s.site.site_name.find(s.language);
  return name == s.site.site_name.end() ? s.site.site : name->second;
}

std::optional<std::string> key_in_brackets(const std::string& id, std::string_view name) {
  if (id.size() < name.size() + 3 || !id.starts_with(name) || id[name.size()] != '[' ||
      id.back() != ']') {
    return std::nullopt;
  }
  return id.substr(name.size() + 1, id.size() - name.size() - 2);
}

crypto::Digest tube_digest(const std::string& tube) { return crypto::sha256(as_bytes(tube)); }

void roll_day(Durable& durable, TimePoint now) {
  std::string day = china_day(now);
  if (durable.day == day) return;
  durable.day = std::move(day);
  durable.persons_today = 0;
  durable.tubes_sealed = 0;
  durable.boxes_today = 0;
}

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
