// JSON as FEEL values and back, for the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "flows/feel/value.h"

namespace dk::flows {

// Texts "@2022-11-18" and their like become dates, times and durations, as FEEL's own literals do.
// Empty: this is no JSON, or a number that decimal128 cannot hold.
[[nodiscard]] std::optional<feel::Value> from_json(std::string_view text);
// Numbers keep all their digits; what JSON has no form for is written as text.
[[nodiscard]] std::string to_json(const feel::Value& value);

}  // namespace dk::flows
