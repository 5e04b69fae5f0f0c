// Values that a fact may be changed to, found in the model. Inside flows/dmn only.
#pragma once

#include "flows/dmn/what_if.h"
#include "flows/dmn/what_if_guard.h"

namespace dk::dmn {

// Where a value stands among those of its kind, in the least steps of the fact (units of a number,
// days, seconds of times, months); empty for kinds without an order.
[[nodiscard]] std::optional<feel::Decimal> position(const Value& value, const Explainable& fact);
// The value at that place; null when there is none. `like` gives kind, day and zone.
[[nodiscard]] Value value_at(const feel::Decimal& position, const Value& like,
                             const Explainable& fact);
// The fact may be that: within its bounds, and allowed.
[[nodiscard]] bool possible(const Value& value, const Explainable& fact);
[[nodiscard]] const Value* value_of(const Facts& facts, const std::vector<std::string>& path);

struct Candidate {
  std::size_t fact = 0;  // index of the explainable facts
  Value to;
  feel::Decimal distance;
  feel::Decimal steps;  // between equal distances
  int side = 0;         // below, above, or beside
};
[[nodiscard]] Candidate candidate(std::size_t index, const Explainable& fact, const Value& from,
                                  Value to);
[[nodiscard]] bool nearer(const Candidate& a, const Candidate& b);

// All of them, the nearest first.
[[nodiscard]] std::vector<Candidate> candidates(const WhatIfQuestion& question, Reach& reach,
                                                const Guard& guard, feel::Evaluation& evaluation);

}  // namespace dk::dmn
