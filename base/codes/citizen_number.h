// Citizen number, GB 11643-1999: 6 digits region, 8 digits birth date, 3 digits serial (odd =
// male), check character ISO 7064 MOD 11-2 ("X" = 10). Region, household and nationality are NEVER
// inferred from it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace dk::codes {

struct CitizenNumber {
  std::string text;   // 18 characters, upper case X
  std::string birth;  // "1949-05-20"
  bool male = false;
};

// Failure: citizen_number_invalid (length, digits, region 00, date not real or after `today`,
// check).
[[nodiscard]] Result<CitizenNumber> parse_citizen_number(std::string_view text, TimePoint today);
[[nodiscard]] char citizen_number_check(std::string_view first_17_digits);
// Completed years in China on the day of `at`; a person born on 29 February completes a year on
// 1 March in common years. -1 when `birth` is not a date or is after that day.
[[nodiscard]] int age_in_years(std::string_view birth, TimePoint at);

}  // namespace dk::codes
