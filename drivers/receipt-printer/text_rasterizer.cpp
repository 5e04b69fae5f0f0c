#include "drivers/receipt-printer/text_rasterizer.h"

#include <algorithm>

#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {

Result<RasterImage> rasterize_line(TextRasterizer& rasterizer, const std::u32string& text,
                                   int width, int height, bool bold) {
  int columns = 0;
  for (const char32_t character : text) columns += rasterizer.columns(character);
  RasterImage line =
      make_raster(std::max(columns, 1) * kCellWidthDots * width, kCellHeightDots * height);
  int column = 0;
  for (const char32_t character : text) {
    DK_TRY(cell, rasterizer.cell(character, width, height, bold));
    const int wide = rasterizer.columns(character);
    // A combining mark goes onto the character before it.
    const int at = wide == 0 ? std::max(column - 1, 0) : column;
    draw(line, cell, at * kCellWidthDots * width, 0);
    column += wide;
  }
  return line;
}

}  // namespace dk::drivers
