// "What would change the answer": the smallest change of one fact after which a decision comes out
// otherwise. Data, no words.
//
// Only facts that are declared explainable are varied or named, and nothing that is answered (or
// not answered) depends on another fact beyond what the outcome itself has said: see
// what_if_guard.h. Candidates come from the model: its constants, just below, at, and just above
// each, months and years from today, flags turned, allowed values; each is really evaluated.
// Between the facts as they are and the nearest one that helps it is searched by halves, for
// thresholds that are computed.
//
// Pure; any thread; the work is bounded (Limits). How often a person may ask: what_if_budget.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "flows/dmn/model.h"

namespace dk::dmn {

// A fact that may be named to the person: a leaf of the input data that has a value.
struct Explainable {
  std::vector<std::string> path;  // "applicant", "age"
  feel::List allowed = {};        // what it may be; empty: anything of its kind
  Value least = {};               // bounds of numbers, dates ...; null: none
  Value most = {};
  feel::Decimal unit{1};  // the least step of a number: 1, 0.01 for money
};

struct WhatIfQuestion {
  std::string decision;
  Facts facts;
  std::vector<Explainable> explainable;
  // Whether an outcome helps; empty: any does but the present one and null.
  std::function<bool(const Value&)> helps = {};
};

struct WhatIfLimits {
  std::size_t candidates = 4'000;
  std::uint64_t steps = 300'000;  // of all evaluations together
};

struct Change {
  std::vector<std::string> path;
  Value from;
  Value to;
  Value outcome;
  std::vector<Hit> rules;  // that decide then
  // Numbers and durations: the change over the old value (over the new one when that was 0); days
  // over 365; 1 for what is only another value.
  feel::Decimal distance;
};

struct WhatIf {
  std::optional<Change> change;
  bool complete = true;  // false: a limit ended the search
};

[[nodiscard]] WhatIf what_if(const Model& model, const WhatIfQuestion& question,
                             const feel::DateTime& now, const WhatIfLimits& limits = {});

}  // namespace dk::dmn
