#include "flows/dmn/what_if_budget.h"

#include <algorithm>

namespace dk::dmn {

int WhatIfBudget::left(const State& state, std::string_view person, const feel::Date& today) const {
  const auto use = state.find(person);
  const bool counts = use != state.end() && use->second.day >= today;
  return std::max(0, a_day_ - (counts ? use->second.asked : 0));
}

bool WhatIfBudget::take(State& state, std::string_view person, const feel::Date& today) const {
  std::erase_if(state, [&](const auto& entry) { return entry.second.day < today; });
  if (left(state, person, today) == 0) return false;
  Use& use = state.try_emplace(std::string(person), Use{today, 0}).first->second;
  ++use.asked;
  return true;
}

}  // namespace dk::dmn
