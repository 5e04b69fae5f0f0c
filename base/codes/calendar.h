// Calendar days as codes carry them: "YYYY-MM-DD", real days of the Gregorian calendar only,
// years 1800 to 9999. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace dk::codes {

[[nodiscard]] bool all_digits(std::string_view text);
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_day(std::string_view text);

}  // namespace dk::codes
