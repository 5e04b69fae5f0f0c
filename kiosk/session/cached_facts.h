// The content of one row of the fact cache: facts of one person with their time and their end.
//
//   {"schema":"cached-facts/1","facts":[{"name","value","as_of","source","until"}]}
// Decoder strict (strict_json.h), bounded: answer_malformed. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace dk::kiosk {

inline constexpr std::size_t kMaxCachedFacts = 256;
inline constexpr std::size_t kMaxCachedBytes = 256 * 1024;

struct CachedFact {
  std::string value;  // JSON text (wire/facts.h)
  TimePoint as_of{};
  std::string source;
  TimePoint until{};  // from then on it is not used any more
};
using CachedFacts = std::map<std::string, CachedFact>;  // by name

[[nodiscard]] std::string to_json(const CachedFacts& facts);
[[nodiscard]] Result<CachedFacts> cached_facts_from_json(std::string_view json);

}  // namespace dk::kiosk
