// What a scan means at this moment, and the two things that it is for: a tube, a person.
#include <algorithm>
#include <utility>

#include "kiosk/sampling/commands.h"
#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

namespace {

// The person is in this tube already: their position (1-based), else 0.
int position_of(const Tube& tube, const std::string& digest) {
  const auto found = std::find_if(tube.persons.begin(), tube.persons.end(),
                                  [&](const Person& person) { return person.digest == digest; });
  return found == tube.persons.end() ? 0 : static_cast<int>(found - tube.persons.begin()) + 1;
}

ConfirmedView confirmation(const Credential& who, const Tube& tube, TimePoint now) {
  return {.masked_name = who.masked_name,
          .position = static_cast<int>(tube.persons.size()),
          .sex = who.body.sex,
          .age = who.age,
          .document_type = who.body.document_type,
          .number_tail = who.number_tail,
          .at = now,
          .took_ms = 0,
          .not_compared = !who.compared,
          .single = tube.capacity == 1,
          .must_test = who.category == wire::KeyPersonCategory::MustTest,
          .tube = tube.capacity == 1 ? tube.code : std::string()};
}

}  // namespace

void Machine::scan(const Event& event, const Scan& scan) {
  if (const auto* b = std::get_if<StaffBadge>(&scan.what)) return badge(*b);
  const auto* refused = std::get_if<ScanRefused>(&scan.what);
  if (s.stage == Stage::NotReady) return play(Sound::Refused);
  if (const auto* command = std::get_if<ScannedCommand>(&scan.what);
      command != nullptr && s.stage != Stage::ScanBadge) {
    return is_command(command->word) ? tapped(event, command->word) : play(Sound::Refused);
  }
  if (s.stage == Stage::ScanBadge || s.stage == Stage::EnterPin) {
    s.pin_trouble = refused ? refused->code : FailureCode::staff_required;
    return play(Sound::Refused);
  }
  if (s.ask || s.stage == Stage::ShiftEnd) return play(Sound::Attention);  // answer that first
  s.manual_entry = false;
  s.manual.clear();
  s.menu = false;
  if (s.alert && s.alert->kind == AlertView::Kind::SingleOnly &&
      !std::holds_alternative<ScannedTube>(scan.what)) {
    // Whoever needs a single tube is never lost by the next scan.
    return play(Sound::Attention);
  }
  if (refused != nullptr) {
    show({.kind = AlertView::Kind::Failure,
          .code = refused->code,
          .at = refused->issued,
          .ended = refused->expires},
         Sound::Refused);
    return note(audit::CodeRefused{.reason = std::string(name_of(refused->code))}.to_record());
  }
  if (s.stage == Stage::Packing) return packing_scan(scan);
  if (const auto* box = std::get_if<ScannedBox>(&scan.what)) {
    enter_packing();
    return s.packing_step == PackingView::Step::ScanBox ? open_box(box->code)
                                                        : refuse(FailureCode::box_open_already);
  }
  if (const auto* t = std::get_if<ScannedTube>(&scan.what)) return tube(t->code);
  if (const auto* c = std::get_if<Credential>(&scan.what)) {
    return credential(*c, scan.last_byte_steady);
  }
}

void Machine::tube(const std::string& code) {
  const Durable& before = s.durable;
  if (s.alert && s.alert->kind == AlertView::Kind::SingleOnly && s.pending) {
    return register_single(code);
  }
  if (before.tube && before.tube->code == code) return play(Sound::Attention);
  if (was_used(before, code)) return refuse(FailureCode::tube_used_before);
  if (before.tube && !before.tube->persons.empty()) {
    // The mixed tube is not full: never leave it silently.
    ask_seal(AskView::Kind::SealEarly);
    return play(Sound::Attention);
  }
  Draft opening = draft(Saving::What::OpenTube);
  if (before.tube) close_tube(opening, "unused");
  open_tube(opening, code, next_capacity(s));
  save(std::move(opening));
}

void Machine::open_tube(Draft& draft, const std::string& code, int capacity) const {
  roll_day(draft.saving.after, now);
  draft.saving.after.tube = Tube{.code = code, .capacity = capacity, .persons = {}};
  tell(draft, wire::kTubeOpened,
       wire::to_json(wire::TubeOpened{
           .tube = code, .capacity = capacity, .site = s.site.site, .desk = s.desk}));
  draft.audit.push_back(
      audit::TubeOpened{.shift = shift_id(), .tube = tube_digest(code), .capacity = capacity}
          .to_record());
}

void Machine::credential(const Credential& who, Milliseconds last_byte) {
  s.alert.reset();
  s.pending.reset();
  const auto& open = s.durable.tube;
  if (const int position = open ? position_of(*open, who.digest) : 0; position > 0) {
    show({.kind = AlertView::Kind::AlreadyInTube,
          .code = FailureCode::person_in_tube,
          .masked_name = who.masked_name,
          .position = position,
          .at = open->persons[static_cast<std::size_t>(position - 1)].at,
          .tube = open->code},
         Sound::Attention);
    return;
  }
  const bool single_tube_open = open && open->capacity == 1;
  // Pooling would make nine others wait for this one: never into a mixed tube.
  if (needs_single(who.category) && !single_tube_open) return single_only(who);
  if (!open) {
    if (s.last_full == 0) return refuse(FailureCode::tube_required);
    return show({.kind = AlertView::Kind::TubeFull,
                 .code = FailureCode::tube_full,
                 .position = s.last_full},
                Sound::Refused);
  }
  if (const auto before = recent_sample(s, who.digest)) {
    show({.kind = AlertView::Kind::SampledRecently,
          .code = FailureCode::sampled_recently,
          .masked_name = who.masked_name,
          .at = before->at,
          .tube = before->tube},
         Sound::Attention);
    s.pending = who;
    return;
  }
  register_person(who, last_byte, false);
}

void Machine::register_person(const Credential& who, Milliseconds last_byte, bool repeat) {
  Draft registering = draft(Saving::What::Register);
  Saving& saving = registering.saving;
  saving.scan_steady = last_byte;
  put_into_tube(registering, who, repeat);
  const Tube& tube = *saving.after.tube;
  saving.confirmed = confirmation(who, tube, now);
  if (static_cast<int>(tube.persons.size()) >= tube.capacity) {
    saving.full_after = true;
    saving.confirmed_capacity = tube.capacity;
    close_tube(registering, "full");
  }
  save(std::move(registering));
}

void Machine::register_single(const std::string& code) {
  if (was_used(s.durable, code)) return play(Sound::Refused);
  Draft registering = draft(Saving::What::Register);
  Saving& saving = registering.saving;
  saving.scan_steady = steady;
  // The mixed tube stands aside and comes back untouched.
  std::optional<Tube> mixed = std::exchange(saving.after.tube, std::nullopt);
  open_tube(registering, code, 1);
  put_into_tube(registering, *s.pending, false);
  saving.confirmed = confirmation(*s.pending, *saving.after.tube, now);
  close_tube(registering, "full");
  saving.after.tube = std::move(mixed);
  save(std::move(registering));
}

void Machine::put_into_tube(Draft& draft, const Credential& who, bool repeat) const {
  Durable& after = draft.saving.after;
  roll_day(after, now);
  Tube& tube = *after.tube;
  wire::PersonRegistered body = who.body;
  body.tube = tube.code;
  body.position = static_cast<int>(tube.persons.size()) + 1;
  body.repeat = repeat;
  const Uuid id = tell(draft, wire::kPersonRegistered, wire::to_json(body));
  tube.persons.push_back({.event = id,
                          .masked_name = who.masked_name,
                          .digest = who.digest,
                          .document_type = who.body.document_type,
                          .document_number = who.body.document_number,
                          .at = now,
                          .compared = who.compared});
  ++after.persons_today;
  if (after.shift) {
    wire::ShiftCounts& counts = after.shift->counts;
    ++counts.persons;
    if (!who.compared) ++counts.not_compared;
    if (who.body.method == "manual") ++counts.manual;
  }
  draft.audit.push_back(audit::PersonRegistered{
      .event_id = id, .tube = tube_digest(tube.code), .position = body.position}
                            .to_record());
  // The list was replaced between the scan and now: compare once more with the new one.
  if (who.list_s != 0 && who.list_s != s.site.list_s) draft.saving.list_s = 0;
}

void Machine::close_tube(Draft& draft, const std::string& reason) const {
  Durable& after = draft.saving.after;
  auto sealed = std::make_shared<SealedTube>();
  sealed->tube = std::move(*after.tube);
  sealed->sealed_at = now;
  sealed->tube.persons.shrink_to_fit();  // kept for a day
  after.tube.reset();
  const Tube& tube = sealed->tube;
  const int count = static_cast<int>(tube.persons.size());
  const Uuid id = tell(draft, wire::kTubeSealed,
                       wire::to_json(wire::TubeSealed{.tube = tube.code,
                                                      .count = count,
                                                      .reason = reason,
                                                      .not_compared = !is_compared(tube)}));
  draft.audit.push_back(
      audit::TubeSealed{.event_id = id, .tube = tube_digest(tube.code), .people = count}
          .to_record());
  if (count == 0) {
    sealed->gone_at = now;  // nothing to keep but its code
  } else {
    roll_day(after, now);
    ++after.tubes_sealed;
    if (after.shift) {
      ++after.shift->counts.tubes;
      if (tube.capacity == 1) ++after.shift->counts.singles;
    }
    if (s.devices.printer != DeviceHealth::NotConfigured) {
      after.jobs.push_back({.job = new_id(),
                            .tube = tube.code,
                            .count = count,
                            .reason = reason,
                            .capacity = tube.capacity,
                            .not_compared = !is_compared(tube),
                            .sealed_at = now});
    }
  }
  after.tubes[after.next_piece++] = std::move(sealed);
}

}  // namespace dk::kiosk::sampling
