// Sampling tube bar codes: Code 128, usually 10-16 characters of [A-Z0-9-], as "LH1122-0457-15".
//
// What a maker prints is the site's fact, so the rule is data (signed site configuration), not
// code. With check Mod97 the last group is ISO 7064 MOD 97-10 (two digits) over the characters
// before it, hyphens left out, letters as A=10..Z=35. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dk::codes {

struct TubeCodeRule {
  std::string prefix = "LH";
  std::size_t min_length = 10;
  std::size_t max_length = 16;
  enum class Check { None, Mod97 } check = Check::Mod97;
};

// Has the shape of a tube code of this site (the check is not looked at).
[[nodiscard]] bool looks_like_tube_code(std::string_view text, const TubeCodeRule& rule);
// The canonical text (upper case). Failure: tube_code_invalid.
[[nodiscard]] Result<std::string> parse_tube_code(std::string_view text, const TubeCodeRule& rule);
// batch "LH1122", serial 457 -> "LH1122-0457-15" (check group per rule; none with Check::None).
[[nodiscard]] std::string make_tube_code(std::string_view batch, int serial,
                                         const TubeCodeRule& rule);

}  // namespace dk::codes
