// Code 128 as a printer builds it from GS k 73: data with "{A" "{B" "{C" "{{" escapes in, bars out
// (ISO/IEC 15417, table 1). Nothing when the data is not that. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace dk::drivers {

struct Code128Bars {
  std::vector<std::uint8_t> bars;  // bars and spaces in turn, in modules
  std::string text;                // as written under the bars
};
[[nodiscard]] std::optional<Code128Bars> code128_bars(ByteView data);

}  // namespace dk::drivers
