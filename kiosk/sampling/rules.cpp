#include "kiosk/sampling/rules.h"

namespace dk::kiosk::sampling {

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

}  // namespace dk::kiosk::sampling
