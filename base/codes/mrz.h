// Machine readable zone of passports and cards, ICAO Doc 9303 parts 4 (TD3, 2 x 44) and 5 (TD1,
// 3 x 30): as an OCR scanner sends it, with or without line ends. Check digits are tried: number,
// birth, expiry, optional data and the composite one. A number of more than nine characters goes on
// in the optional data (TD1). Years of two digits: a birth is not after `today`, an expiry lies
// between 50 years before and after it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace dk::codes {

struct Mrz {
  std::string type;    // "P", "PD", "I", "C", "CR" ...: the two characters without fillers
  std::string issuer;  // three letters, without fillers: "CHN", "D"
  std::string number;
  std::string nationality;
  std::string birth;   // "1974-08-12"; empty when the document does not say the day
  std::string expiry;  // likewise
  int sex = 9;         // GB/T 2261.1: 1, 2, 9 = not said
  std::string name;    // "ERIKSSON ANNA MARIA", surname first, as far as the zone has it
};

// Whether it is one by its shape (length, alphabet, type), whatever the check digits say.
[[nodiscard]] bool looks_like_mrz(std::string_view text);
// Failures: code_malformed (no such shape, an impossible day), citizen_number_invalid (a check
// digit).
[[nodiscard]] Result<Mrz> parse_mrz(std::string_view text, TimePoint today);
// Weights 7, 3, 1; 0-9 as they are, A-Z 10-35, '<' 0. '?' for any other character.
[[nodiscard]] char mrz_check(std::string_view text);

}  // namespace dk::codes
