// The number of a case as people read it on paper and say it on the phone: "LH221118-K7M3Q-X2D9C".
//
// LH, the day of the decision in China (YYMMDD), nine characters of the case's UUIDv7 and a check
// character. A terminal makes it without asking anybody: with 5,000 cases a day two share a number
// about once in 3,000 years, and then their ids still tell them apart. 29 characters without those
// that are mistaken for another (0 O 1 I L U V); 29 is prime, so that every single wrong character
// and every two exchanged neighbours are noticed. It says nothing of the person. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/uuid.h"

namespace dk::codes {

// `at` in the years 2000 to 2099; another year is taken modulo 100.
[[nodiscard]] std::string make_case_number(const Uuid& case_id, TimePoint at);
// Exactly this form, with a day that exists and the right check character.
[[nodiscard]] bool is_case_number(std::string_view text);

}  // namespace dk::codes
