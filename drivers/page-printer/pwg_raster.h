// Pages of dots as PWG Raster (PWG 5102.4), the format that every IPP Everywhere printer takes.
//
// A document is "RaS2" and, for each page, a header of 1796 bytes in big-endian order and the rows,
// equal rows counted, each row packed in runs. Grey of 8 bits (sgray_8), or the same three times
// over (srgb_8) for printers that take only that. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::drivers {

// 0 = black, 255 = white, row by row from the top left corner.
struct GreyPage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rows{};  // width * height
};

// How the printer wants the back of a sheet, from pwg-raster-document-sheet-back. Sheets are turned
// along their long edge.
enum class SheetBack { Normal, Flipped, Rotated };
[[nodiscard]] SheetBack sheet_back_of(std::string_view keyword);

struct PwgRasterOptions {
  int dots_per_inch = 300;
  std::string media{};  // a PWG media name
  int pages = 0;        // of the document; 0 = not known
  bool colour = false;
  bool two_sided = false;
  SheetBack back = SheetBack::Normal;
};

class PwgRasterWriter {
 public:
  explicit PwgRasterWriter(PwgRasterOptions options);
  // Failures: invalid_argument (no page, or not as large as it says), code_too_large (the document
  // is beyond kMaxDocumentBytes).
  [[nodiscard]] Status add(const GreyPage& page);
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  PwgRasterOptions options_;
  int pages_ = 0;
  Bytes out_;
};

inline constexpr std::size_t kMaxDocumentBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kPwgHeaderBytes = 1796;

}  // namespace dk::drivers
