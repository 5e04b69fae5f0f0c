// JSON (RFC 8259) as FEEL values and back. A library of its own, so that feel/ stays without a JSON
// parser. Numbers keep all their digits: none is a double on its way.
//
// Pure; any thread. What is no JSON, or is beyond a limit, fails with a plain sentence for authors.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "flows/feel/value.h"

namespace dk::flows {

struct JsonRules {
  // Texts "@2022-11-18" and their like become dates, times and durations, as FEEL's own literals
  // do.
  bool literals = true;
  std::size_t bytes = 64u << 20;
  std::size_t depth = 128;
};

// Of a name that an object has twice the last value counts, as in ECMAScript.
[[nodiscard]] std::expected<feel::Value, std::string> parse_json(std::string_view text,
                                                                 const JsonRules& rules = {});
// Empty: this is no JSON, or a number that decimal128 cannot hold.
[[nodiscard]] std::optional<feel::Value> from_json(std::string_view text);
// What JSON has no form for is written as text: "@2022-11-18".
[[nodiscard]] std::string to_json(const feel::Value& value);

}  // namespace dk::flows
