// What a scan means at this moment.
#include <algorithm>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

namespace {

// The person is in this tube already: their position (1-based), else 0.
int position_of(const Tube& tube, const std::string& digest) {
  const auto found = std::find_if(tube.persons.begin(), tube.persons.end(),
                                  [&](const Person& person) { return person.digest == digest; });
  return found == tube.persons.end() ? 0 : static_cast<int>(found - tube.persons.begin()) + 1;
}

// The counters and the tube codes are of one day in China; an open tube goes over midnight.
void roll_day(Durable& durable, TimePoint now) {
  std::string day = china_day(now);
  if (durable.day == day) return;
  durable.day = std::move(day);
  durable.persons_today = 0;
  durable.tubes_sealed = 0;
  durable.used_tubes.clear();
  if (durable.tube) durable.used_tubes.insert(durable.tube->code);
}

}  // namespace

void Machine::scan(const Event& event, const Scan& scan) {
  if (const auto* b = std::get_if<StaffBadge>(&scan.what)) return badge(*b);
  if (s.stage != Stage::Desk) {
    if (s.stage == Stage::NotReady) return play(Sound::Refused);
    const auto* refused = std::get_if<ScanRefused>(&scan.what);
    s.pin_trouble = refused ? refused->code : FailureCode::staff_required;
    return play(Sound::Refused);
  }
  if (const auto* command = std::get_if<ScannedCommand>(&scan.what)) {
    return tapped(event, command->word);
  }
  if (s.ask) return play(Sound::Attention);  // a question is open: answer it first
  s.manual_entry = false;
  s.manual.clear();
  if (const auto* refused = std::get_if<ScanRefused>(&scan.what)) {
    refuse(refused->code, refused->issued);
    Saving saving;
    saving.what = Saving::What::Tries;  // an audit entry only; the desk does not change
    saving.after = s.durable;
    save(std::move(saving), {},
         {audit::CodeRefused{.reason = std::string(name_of(refused->code))}.to_record()});
    return;
  }
  if (const auto* t = std::get_if<ScannedTube>(&scan.what)) return tube(t->code);
  if (const auto* c = std::get_if<Credential>(&scan.what)) {
    return credential(*c, scan.last_byte_steady);
  }
}

void Machine::tube(const std::string& code) {
  const Durable& before = s.durable;
  if (before.tube && before.tube->code == code) return play(Sound::Attention);
  if (before.used_tubes.contains(code)) return refuse(FailureCode::tube_used_before);
  if (before.tube && !before.tube->persons.empty()) {
    // The mixed tube is not full: never leave it silently.
    s.ask = AskView{.kind = AskView::Kind::SealEarly,
                    .count = static_cast<int>(before.tube->persons.size())};
    return play(Sound::Attention);
  }
  Saving saving;
  saving.what = Saving::What::OpenTube;
  saving.after = before;
  std::vector<Save::Item> items;
  if (before.tube) items.push_back(sealed_item(*before.tube, "unused"));
  roll_day(saving.after, now);
  saving.after.tube = Tube{.code = code, .capacity = s.site.tube_capacity, .persons = {}};
  saving.after.used_tubes.insert(code);
  items.push_back(
      {new_id(), std::string(wire::kTubeOpened), "tube_opened/1",
       wire::to_json(wire::TubeOpened{
           .tube = code, .capacity = s.site.tube_capacity, .site = s.site.site, .desk = s.desk})});
  save(std::move(saving), std::move(items),
       {audit::TubeOpened{.shift = s.staff ? s.staff->shift : Uuid{},
                          .tube = tube_digest(code),
                          .capacity = s.site.tube_capacity}
            .to_record()});
}

void Machine::credential(const Credential& who, Milliseconds last_byte) {
  s.alert.reset();
  if (!s.durable.tube) {
    if (s.last_full > 0) {
      return show({.kind = AlertView::Kind::TubeFull,
                   .code = FailureCode::tube_full,
                   .position = s.last_full},
                  Sound::Refused);
    }
    return refuse(FailureCode::tube_required);
  }
  const Tube& open = *s.durable.tube;
  if (const int position = position_of(open, who.digest); position > 0) {
    return show({.kind = AlertView::Kind::AlreadyInTube,
                 .code = FailureCode::person_in_tube,
                 .masked_name = who.masked_name,
                 .position = position,
                 .at = open.persons[static_cast<std::size_t>(position - 1)].at},
                Sound::Attention);
  }
  if (who.category == wire::KeyPersonCategory::Single ||
      who.category == wire::KeyPersonCategory::YellowLane) {
    // Pooling would make nine others wait for this one: not into the mixed tube.
    s.confirmed.reset();
    return show({.kind = AlertView::Kind::SingleOnly,
                 .code = FailureCode::internal,
                 .masked_name = who.masked_name},
                Sound::Attention);
  }
  Saving saving;
  saving.what = Saving::What::Register;
  saving.scan_steady = last_byte;
  saving.after = s.durable;
  roll_day(saving.after, now);
  Tube& tube = *saving.after.tube;
  const Uuid id = new_id();
  tube.persons.push_back({id, who.masked_name, who.digest, now, who.compared});
  const int position = static_cast<int>(tube.persons.size());
  ++saving.after.persons_today;
  wire::PersonRegistered body = who.body;
  body.tube = tube.code;
  body.position = position;
  saving.confirmed = ConfirmedView{.masked_name = who.masked_name,
                                   .position = position,
                                   .sex = body.sex,
                                   .age = who.age,
                                   .document_type = body.document_type,
                                   .number_tail = who.number_tail,
                                   .at = now,
                                   .took_ms = 0,
                                   .not_compared = !who.compared};
  std::vector<Save::Item> items{
      {id, std::string(wire::kPersonRegistered), "person_registered/1", wire::to_json(body)}};
  std::vector<audit::Record> audit{
      audit::PersonRegistered{.event_id = id, .tube = tube_digest(tube.code), .position = position}
          .to_record()};
  if (position >= tube.capacity) {
    items.push_back(sealed_item(tube, "full"));
    audit.push_back(sealed_audit(tube, items.back().id));
    if (auto label = label_for(tube, "full")) saving.after.jobs.push_back(*label);
    ++saving.after.tubes_sealed;
    saving.full_after = true;
    saving.confirmed_capacity = tube.capacity;
    saving.after.tube.reset();
  }
  save(std::move(saving), std::move(items), std::move(audit));
}

}  // namespace dk::kiosk::sampling
