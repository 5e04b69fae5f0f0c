// Symbols as module patterns, for screens, printers and tests: who draws them chooses the size.
// QR by libqrencode (byte mode for anything, alphanumeric or numeric where it fits, UTF-8 named by
// ECI where it is not ASCII); Code 128 own (small).
// Failures: invalid_argument (empty, not encodable, too long). Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dk::codes {

struct QrSymbol {
  int width = 0;                      // modules per side, without quiet zone
  std::vector<std::uint8_t> modules;  // row by row, 1 = dark
};
enum class QrLevel { L, M, Q, H };
[[nodiscard]] Result<QrSymbol> make_qr(std::string_view text, QrLevel level);

// Bars and spaces in turn, beginning with a bar, in modules, stop included, without quiet zone.
// Code sets B and C chosen for shortness; ASCII 32..126.
[[nodiscard]] Result<std::vector<std::uint8_t>> make_code128(std::string_view text);

}  // namespace dk::codes
