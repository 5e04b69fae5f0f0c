// Pictures in PNG files: a printed ticket out, a photographed or drawn code in.
// Failures: not_found, unsupported (not a PNG), data_damaged, invalid_argument (too large),
// io_error. One thread each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/receipt-printer/page.h"

namespace dk::drivers {

struct GreyPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> grey;  // row by row, 0 = black
};
// At most 20 MB of file and 40 million dots. Transparent is white.
[[nodiscard]] Result<GreyPicture> read_png(const std::string& path);
// One bit per dot, 203 dpi; written beside and renamed, so that a reader sees all or nothing.
[[nodiscard]] Status write_png(const std::string& path, const RasterImage& image);

}  // namespace dk::drivers
