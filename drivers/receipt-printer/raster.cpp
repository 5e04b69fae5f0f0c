#include "drivers/receipt-printer/raster.h"

#include <utility>

#include <algorithm>

namespace dk::drivers {
namespace {

std::size_t byte_of(const RasterImage& image, int x, int y) {
  return static_cast<std::size_t>(y) * row_bytes(image.width_dots) +
         static_cast<std::size_t>(x / 8);
}
bool is_inside(const RasterImage& image, int x, int y) {
  return x >= 0 && y >= 0 && x < image.width_dots && y < image.height_dots;
}

}  // namespace

RasterImage make_raster(int width_dots, int height_dots) {
  RasterImage image{std::max(width_dots, 0), std::max(height_dots, 0), {}};
  image.rows.resize(row_bytes(image.width_dots) * static_cast<std::size_t>(image.height_dots));
  return image;
}

bool is_whole(const RasterImage& image) {
  return image.width_dots > 0 && image.height_dots > 0 &&
         image.rows.size() ==
             row_bytes(image.width_dots) * static_cast<std::size_t>(image.height_dots);
}

bool dot(const RasterImage& image, int x, int y) {
  return is_inside(image, x, y) && (image.rows[byte_of(image, x, y)] & (0x80U >> (x % 8))) != 0;
}

void set_dot(RasterImage& image, int x, int y) {
  if (!is_inside(image, x, y)) return;
  auto& byte = image.rows[byte_of(image, x, y)];
  byte = static_cast<std::uint8_t>(byte | (0x80U >> (x % 8)));
}

void fill(RasterImage& image, int x, int y, int width, int height) {
  const int right = std::min(x + width, image.width_dots);
  const int bottom = std::min(y + height, image.height_dots);
  for (int row = std::max(y, 0); row < bottom; ++row) {
    for (int column = std::max(x, 0); column < right; ++column) set_dot(image, column, row);
  }
}

void draw(RasterImage& onto, const RasterImage& from, int x, int y, int scale_x, int scale_y) {
  for (int row = 0; row < from.height_dots; ++row) {
    for (int column = 0; column < from.width_dots; ++column) {
      if (dot(from, column, row)) {
        fill(onto, x + column * scale_x, y + row * scale_y, scale_x, scale_y);
      }
    }
  }
}

void invert(RasterImage& image) {
  RasterImage inverted = make_raster(image.width_dots, image.height_dots);
  for (int y = 0; y < image.height_dots; ++y) {
    for (int x = 0; x < image.width_dots; ++x) {
      if (!dot(image, x, y)) set_dot(inverted, x, y);
    }
  }
  image = std::move(inverted);
}

RasterImage draw_qr(const codes::QrSymbol& symbol, int module_dots) {
  RasterImage image = make_raster(symbol.width * module_dots, symbol.width * module_dots);
  for (int y = 0; y < symbol.width; ++y) {
    for (int x = 0; x < symbol.width; ++x) {
      if (symbol.modules[static_cast<std::size_t>(y * symbol.width + x)] != 0) {
        fill(image, x * module_dots, y * module_dots, module_dots, module_dots);
      }
    }
  }
  return image;
}

RasterImage draw_bars(const std::vector<std::uint8_t>& bars, int module_dots, int height_dots) {
  int modules = 0;
  for (const std::uint8_t width : bars) modules += width;
  RasterImage image = make_raster(modules * module_dots, height_dots);
  int x = 0;
  bool black = true;
  for (const std::uint8_t width : bars) {
    if (black) fill(image, x, 0, width * module_dots, height_dots);
    x += width * module_dots;
    black = !black;
  }
  return image;
}

}  // namespace dk::drivers
