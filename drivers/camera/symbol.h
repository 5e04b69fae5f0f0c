// What was read from a frame: one symbol with its bytes and its place.
//
// Formats have one name each, whichever library read them (those of ZXing-C++: "QRCode",
// "Code128", "EAN-13", "DataMatrix"). A UPC-A is an EAN-13 that begins with 0 (ISO/IEC 15420).
// Corners are pixels of the frame as stored, in the order of the symbol's own upper left, upper
// right, lower right, lower left; a bar code read from one line has a flat quadrilateral.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace dk::drivers {

enum class SymbolFormat {
  QRCode,
  DataMatrix,
  Aztec,
  PDF417,
  Code128,
  Code93,
  Code39,
  EAN13,
  EAN8,
  ITF,
  Codabar,
};
[[nodiscard]] std::string_view name_of(SymbolFormat format);
[[nodiscard]] bool is_linear(SymbolFormat format);

struct PixelPoint {
  double x = 0;
  double y = 0;
};
using Corners = std::array<PixelPoint, 4>;

struct Symbol {
  SymbolFormat format = SymbolFormat::QRCode;
  Bytes bytes;      // as encoded, no character set applied
  std::string aim;  // AIM identifier "]Q1"
  // The character set that the symbol itself names (ECI or Kanji mode), as an ECI number.
  std::optional<int> eci;
  Corners corners;
};

}  // namespace dk::drivers
