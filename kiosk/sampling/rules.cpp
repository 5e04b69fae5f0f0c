#include "kiosk/sampling/rules.h"

#include <algorithm>

#include "base/crypto/crypto.h"

namespace dk::kiosk::sampling {

std::string person_digest(std::string_view type, std::string_view number) {
  return to_hex(crypto::sha256({as_bytes(type), as_bytes("\x1f"), as_bytes(number)}));
}

bool can_undo(const State& state) {
  const auto& tube = state.durable.tube;
  return tube && !tube->persons.empty() &&
         state.now - tube->persons.back().at <= std::chrono::seconds(state.site.undo_s);
}

int wrong_tries(const State& state, const std::string& staff_id) {
  const auto found = state.durable.tries.find(staff_id);
  return found == state.durable.tries.end() ? 0 : found->second.wrong;
}

std::int64_t locked_seconds(const State& state, const std::string& staff_id) {
  const auto found = state.durable.tries.find(staff_id);
  if (found == state.durable.tries.end()) return 0;
  const std::int64_t left_ms = found->second.locked_until_ms - to_unix_ms(state.now);
  return left_ms <= 0 ? 0 : (left_ms + 999) / 1000;
}

int next_capacity(const State& state) {
  const auto& choices = state.site.capacities;
  const int chosen = state.durable.chosen_capacity;
  return std::ranges::find(choices, chosen) != choices.end() ? chosen : state.site.tube_capacity;
}

bool is_loose(const SealedTube& tube) {
  return tube.box.empty() && !tube.tube.persons.empty() && tube.gone_at == TimePoint{};
}

bool is_compared(const Tube& tube) {
  return std::ranges::all_of(tube.persons, [](const Person& person) { return person.compared; });
}

TimePoint first_sample(const Tube& tube) {
  return tube.persons.empty() ? TimePoint{} : tube.persons.front().at;
}

bool needs_single(wire::KeyPersonCategory category) {
  return category == wire::KeyPersonCategory::Single ||
         category == wire::KeyPersonCategory::YellowLane;
}

std::uint64_t piece_of(const Durable& durable, const std::string& tube) {
  // The newest first: a bar code may come again after its tube was forgotten.
  for (auto at = durable.tubes.rbegin(); at != durable.tubes.rend(); ++at) {
    if (at->second->tube.code == tube) return at->first;
  }
  return 0;
}

bool was_used(const Durable& durable, const std::string& tube) {
  return (durable.tube && durable.tube->code == tube) || piece_of(durable, tube) != 0;
}

std::vector<std::uint64_t> tubes_in(const Durable& durable, const std::string& box) {
  std::vector<std::uint64_t> pieces;
  for (const auto& [piece, tube] : durable.tubes) {
    if (!box.empty() && tube->box == box) pieces.push_back(piece);
  }
  std::ranges::sort(pieces, {},
                    [&](std::uint64_t piece) { return durable.tubes.at(piece)->place; });
  return pieces;
}

std::vector<std::uint64_t> loose_tubes(const Durable& durable) {
  std::vector<std::uint64_t> pieces;
  for (const auto& [piece, tube] : durable.tubes) {
    if (is_loose(*tube)) pieces.push_back(piece);
  }
  return pieces;
}

std::optional<Sample> recent_sample(const State& state, const std::string& digest) {
  std::optional<Sample> last;
  const TimePoint since = state.now - std::chrono::hours(state.site.resample_h);
  for (const auto& [piece, tube] : state.durable.tubes) {
    for (const Person& person : tube->tube.persons) {
      if (person.digest != digest || person.at <= since) continue;
      if (!last || person.at > last->at) last = Sample{tube->tube.code, person.at};
    }
  }
  return last;
}

Milliseconds kept_for(const State& state) {
  return std::max<Milliseconds>(kKeptAtLeast, std::chrono::hours(state.site.resample_h));
}

bool prune(Durable& durable, Milliseconds kept, TimePoint now) {
  // A list that is still owed needs its box.
  const auto owed = [&](const std::string& box) {
    return !box.empty() && std::ranges::any_of(durable.jobs, [&](const PrintJob& job) {
      return job.kind == PrintJob::Kind::HandOver && job.tube == box;
    });
  };
  const auto over = [&](TimePoint gone, const std::string& box) {
    return gone != TimePoint{} && now - gone >= kept && !owed(box);
  };
  const std::size_t tubes = std::erase_if(durable.tubes, [&](const auto& entry) {
    return over(entry.second->gone_at, entry.second->box);
  });
  const std::size_t boxes =
      std::erase_if(durable.boxes, [&](const HandedBox& box) { return over(box.at, box.code); });
  return tubes + boxes > 0;
}

ShiftView shift_view(const State& state) {
  ShiftView view;
  const Durable& durable = state.durable;
  if (durable.shift) {
    const wire::ShiftCounts& counts = durable.shift->counts;
    view.staff_masked = durable.shift->staff_masked;
    view.since = durable.shift->since;
    view.persons = counts.persons;
    view.tubes = counts.tubes;
    view.singles = counts.singles;
    view.undone = counts.undone;
    view.not_compared = counts.not_compared;
    view.manual = counts.manual;
    view.boxes = counts.boxes;
    view.labels_unknown = static_cast<int>(counts.labels_unknown);
  }
  view.loose_tubes = static_cast<int>(loose_tubes(durable).size());
  view.labels_owed = static_cast<int>(std::ranges::count(
      durable.jobs, PrintJob::Kind::Label, [](const PrintJob& job) { return job.kind; }));
  if (durable.tube) {
    view.open_tube = durable.tube->code;
    view.open_tube_persons = static_cast<int>(durable.tube->persons.size());
  }
  return view;
}

}  // namespace dk::kiosk::sampling
