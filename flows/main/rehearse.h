// Rehearsal: what a version of an item would have said to past cases, before it goes live.
//
// A file of past cases has one JSON object a line:
//   {"case": "2022-000417", "at": "@2022-11-18T10:00:00+08:00", "facts": {...}, "as_of": "@...",
//    "identity": 3, "notice": true, "answers": {...}, "jobs": {...},
//    "outcome": "APPROVE", "rule": "R7"}
// facts to jobs as for `flowctl run`; a job that is not given counts as done, since a case that was
// refused then has none. "rule" may be left out: then only outcomes are compared.
// Nothing of a person leaves this file but the case's id, not even in what is wrong with a line.
// One thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "flows/engine/item.h"
#include "flows/feel/value.h"

namespace dk::flows {

inline constexpr std::size_t kMaxCaseLineBytes = 1u << 20;
inline constexpr std::size_t kMaxCaseWordBytes = 64;  // an id, a rule

// What a case came to.
struct Verdict {
  std::string outcome;  // kUnfinished: the case's answers do not lead to an end any more
  std::string rule;     // empty: none decided, or it is not known
  bool operator==(const Verdict&) const = default;
};
inline constexpr std::string_view kUnfinished = "UNFINISHED";

struct PastCase {
  std::string id;
  feel::DateTime at;
  feel::Context given;
  Verdict recorded;  // without an outcome: the line has none
};

// The error is a plain sentence that quotes nothing of the line.
[[nodiscard]] std::expected<PastCase, std::string> read_past_case(std::string_view line);
[[nodiscard]] Verdict rehearse(const engine::Item& item, const PastCase& past);
// Rules are compared where both are known.
[[nodiscard]] bool differs(const Verdict& before, const Verdict& after);

}  // namespace dk::flows
