// Pictures of one bit per dot: made, drawn into, scaled. Rectangles outside are cut off. Pure.
#pragma once

#include <cstddef>

#include "base/codes/symbols.h"
#include "drivers/receipt-printer/page.h"

namespace dk::drivers {

[[nodiscard]] inline std::size_t row_bytes(int width_dots) {
  return static_cast<std::size_t>((width_dots + 7) / 8);
}
[[nodiscard]] RasterImage make_raster(int width_dots, int height_dots);  // white
// A picture that is as it says: positive sizes, the right number of bytes.
[[nodiscard]] bool is_whole(const RasterImage& image);
[[nodiscard]] bool dot(const RasterImage& image, int x, int y);  // false outside
void set_dot(RasterImage& image, int x, int y);
void fill(RasterImage& image, int x, int y, int width, int height);
// Black dots of `from` are added at (x, y), each drawn scale_x times scale_y dots large.
void draw(RasterImage& onto, const RasterImage& from, int x, int y, int scale_x = 1,
          int scale_y = 1);

void invert(RasterImage& image);  // the padding of a row stays white

[[nodiscard]] RasterImage draw_qr(const codes::QrSymbol& symbol, int module_dots);
// Bars and spaces in turn, in modules (codes::make_code128).
[[nodiscard]] RasterImage draw_bars(const std::vector<std::uint8_t>& bars, int module_dots,
                                    int height_dots);

}  // namespace dk::drivers
