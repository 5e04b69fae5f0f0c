// A newer key-person list: everybody in the tubes of this desk is compared again, those who were
// registered without a list for the first time. Whoever is found in a mixed tube is reported at
// once, and the tube goes apart.
#include <map>

#include "kiosk/sampling/machine.h"

namespace dk::kiosk::sampling {

namespace {

void ask_about(const Tube& tube, std::vector<CompareTubes::Person>& persons) {
  for (const Person& person : tube.persons) {
    if (person.document_number.empty() || person.late_hit) continue;
    persons.push_back({person.event, person.document_type, person.document_number});
  }
}

using Found = std::map<std::string, wire::KeyPersonCategory>;

// What the list says about the persons of a tube; the registrations that it names too late.
std::vector<Uuid> apply(Tube& tube, const Found& found, bool& changed) {
  std::vector<Uuid> hits;
  for (Person& person : tube.persons) {
    const auto said = found.find(to_string(person.event));
    if (said == found.end()) continue;
    changed |= !person.compared;
    person.compared = true;
    if (tube.capacity == 1 || person.late_hit || !needs_single(said->second)) continue;
    person.late_hit = true;
    changed = true;
    hits.push_back(person.event);
  }
  return hits;
}

}  // namespace

void Machine::ask_comparison() {
  const std::int64_t list = s.site.list_s;
  if (list == 0 || s.compared_s == list || s.comparing_s == list) return;
  CompareTubes ask{.list_s = list, .persons = {}};
  if (s.durable.tube) ask_about(*s.durable.tube, ask.persons);
  for (const auto& [piece, tube] : s.durable.tubes) ask_about(tube->tube, ask.persons);
  if (ask.persons.empty()) {
    s.compared_s = list;
    return;
  }
  s.comparing_s = list;
  effects.emplace_back(std::move(ask));
}

void Machine::compared(const Compared& answer) {
  s.comparing_s = 0;
  if (answer.list_s != s.site.list_s) return;  // a still newer one came meanwhile
  Found found;
  for (const auto& person : answer.persons) {
    found[to_string(person.registration)] = person.category;
  }
  Draft late = draft(Saving::What::Bookkeeping);
  late.saving.list_s = answer.list_s;
  Durable& after = late.saving.after;
  const auto report = [&](const std::string& tube, const std::vector<Uuid>& hits) {
    for (const Uuid& registration : hits) {
      const Uuid id =
          tell(late, wire::kLateHit,
               wire::to_json(wire::LateHit{.tube = tube, .registration = to_string(registration)}));
      late.audit.push_back(
          audit::TubeSetApart{.event_id = id, .tube = tube_digest(tube)}.to_record());
    }
  };
  bool changed = false;
  if (after.tube) {
    const auto hits = apply(*after.tube, found, changed);
    if (!hits.empty()) {
      // Nobody else goes into it.
      report(after.tube->code, hits);
      const std::uint64_t piece = after.next_piece;
      close_tube(late, "late_hit");
      change_piece(after, piece, [](SealedTube& t) { t.late = SealedTube::Late::Reported; });
    }
  }
  for (const auto& [piece, before] : s.durable.tubes) {
    SealedTube tube = *before;
    bool here = false;
    const auto hits = apply(tube.tube, found, here);
    if (!here) continue;
    changed = true;
    if (!hits.empty()) tube.late = SealedTube::Late::Reported;
    report(tube.tube.code, hits);
    after.tubes[piece] = std::make_shared<const SealedTube>(std::move(tube));
  }
  if (!changed) {
    s.compared_s = answer.list_s;
    return;
  }
  save(std::move(late));
}

// One tube after the other, each until somebody has said "understood"; a kill does not forget.
void Machine::show_late_hit() {
  const bool free = !s.alert && !s.ask && !s.manual_entry && !s.saving;
  if (!free || !s.staff || (s.stage != Stage::Desk && s.stage != Stage::Packing)) return;
  for (const auto& [piece, tube] : s.durable.tubes) {
    if (tube->late != SealedTube::Late::Reported) continue;
    s.menu = false;
    return show({.kind = AlertView::Kind::LateHit,
                 .code = FailureCode::tube_late_hit,
                 .tube = tube->tube.code},
                Sound::Single);
  }
  show_later();
}

void Machine::late_hit_seen() {
  const std::uint64_t piece = piece_of(s.durable, s.alert->tube);
  if (piece == 0) {
    s.alert.reset();
    return;
  }
  Draft seen = draft(Saving::What::Answer);
  change_piece(seen.saving.after, piece,
               [](SealedTube& tube) { tube.late = SealedTube::Late::Seen; });
  save(std::move(seen));
}

}  // namespace dk::kiosk::sampling
