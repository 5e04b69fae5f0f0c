// Pages as dots: for thermal printers (one bit, letters hinted for the dots that there are) and for
// screens (grey, smooth).
//
// Places are the page model's, rounded to the nearest dot; symbols get whole dots per module, so
// that every bar is as wide as its neighbour. One thread per Fonts.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "flows/documents/fonts.h"
#include "flows/documents/layout.h"
#include "flows/documents/page.h"

namespace dk::documents {

struct Bitmap {
  int width = 0;
  int height = 0;
  int bits = 1;
  // Row by row. 1 bit: 1 = black, rows padded to whole bytes, the leftmost dot in the highest bit.
  // 8 bits: 0 = black, 255 = white.
  std::vector<std::uint8_t> rows;
};

struct RasterOptions {
  int dots_per_metre = 8'000;  // 203 dpi printers have 8 dots to the millimetre
  bool grey = false;
};

// Stopped: "raster_dots", "width" (not a single dot wide or high).
[[nodiscard]] std::expected<Bitmap, Stopped> raster(const Page& page, Fonts& fonts,
                                                    const RasterOptions& options = {});

}  // namespace dk::documents
