#include "flows/documents/canvas.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>

namespace dk::documents {

namespace {

int luminance(int red, int green, int blue) {
  return (299 * red + 587 * green + 114 * blue) / 1000;
}

struct Tone {
  int grey = 0;
  int alpha = 0;
};

// The mean of the picture's dots that one dot of the paper shows.
Tone mean(const Picture& picture, int left, int right, int top, int bottom) {
  std::int64_t grey = 0;
  std::int64_t alpha = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const std::size_t at =
          4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
               static_cast<std::size_t>(x));
      const int a = picture.rgba[at + 3];
      grey += a * luminance(picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]);
      alpha += a;
    }
  }
  const std::int64_t count = std::int64_t{right - left} * (bottom - top);
  return {alpha == 0 ? 0 : static_cast<int>(grey / alpha), static_cast<int>(alpha / count)};
}

// Where the dots of a side of `own` dots begin that dot `at` of `shown` shows; at least one.
int source(int at, int shown, int own) { return static_cast<int>(std::int64_t{at} * own / shown); }

}  // namespace

Canvas::Canvas(int width, int height, bool grey)
    : width_(width),
      height_(height),
      grey_(grey),
      dots_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255) {}

std::uint8_t Canvas::shade(Colour colour) const {
  const int tone = luminance(colour.red, colour.green, colour.blue);
  if (grey_) return static_cast<std::uint8_t>(tone);
  return tone < 128 ? 0 : 255;
}

void Canvas::fill(int x, int y, int width, int height, std::uint8_t shade) {
  const int left = std::clamp(x, 0, width_);
  const int right = std::clamp(x + width, 0, width_);
  for (int row = std::max(y, 0); row < std::min(y + height, height_); ++row) {
    if (right > left) std::fill_n(dot(left, row), right - left, shade);
  }
}

void Canvas::cover(const FT_Bitmap_& bitmap, int x, int y, std::uint8_t shade) {
  const bool mono = bitmap.pixel_mode == FT_PIXEL_MODE_MONO;
  for (int row = 0; row < static_cast<int>(bitmap.rows); ++row) {
    if (y + row < 0 || y + row >= height_) continue;
    const unsigned char* from = bitmap.buffer + std::ptrdiff_t{row} * bitmap.pitch;
    for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
      if (x + column < 0 || x + column >= width_) continue;
      const int covered =
          mono ? ((from[column / 8] >> (7 - column % 8) & 1) != 0 ? 255 : 0) : from[column];
      if (covered == 0) continue;
      std::uint8_t& under = *dot(x + column, y + row);
      under = static_cast<std::uint8_t>((under * (255 - covered) + shade * covered + 127) / 255);
    }
  }
}

void Canvas::picture(const Picture& picture, int x, int y, int width, int height) {
  if (width <= 0 || height <= 0) return;
  // Errors of the row that is drawn and of the next one, sixteenths.
  const auto places = static_cast<std::size_t>(width) + 2;
  std::vector<int> now(places, 0);
  std::vector<int> next(places, 0);
  for (int row = 0; row < height; ++row) {
    if (y + row >= height_) return;
    const int top = source(row, height, picture.height);
    const int bottom = std::max(source(row + 1, height, picture.height), top + 1);
    for (int column = 0; column < width; ++column) {
      if (x + column < 0 || x + column >= width_ || y + row < 0) continue;
      const int left = source(column, width, picture.width);
      const int right = std::max(source(column + 1, width, picture.width), left + 1);
      const Tone tone = mean(picture, left, right, top, bottom);
      std::uint8_t& under = *dot(x + column, y + row);
      const int wanted = (under * (255 - tone.alpha) + tone.grey * tone.alpha + 127) / 255;
      if (grey_) {
        under = static_cast<std::uint8_t>(wanted);
        continue;
      }
      if (tone.alpha == 0) continue;
      const auto at = static_cast<std::size_t>(column) + 1;
      const int with_error = wanted + now[at] / 16;
      under = with_error < 128 ? 0 : 255;
      const int error = with_error - under;
      now[at + 1] += 7 * error;
      next[at - 1] += 3 * error;
      next[at] += 5 * error;
      next[at + 1] += error;
    }
    std::swap(now, next);
    std::fill(next.begin(), next.end(), 0);
  }
}

std::vector<std::uint8_t> Canvas::packed() const {
  const auto stride = static_cast<std::size_t>((width_ + 7) / 8);
  std::vector<std::uint8_t> bits(stride * static_cast<std::size_t>(height_), 0);
  std::size_t at = 0;
  for (std::size_t row = 0; row < static_cast<std::size_t>(height_); ++row) {
    for (std::size_t column = 0; column < static_cast<std::size_t>(width_); ++column, ++at) {
      if (dots_[at] < 128) {
        bits[row * stride + column / 8] |= static_cast<std::uint8_t>(0x80U >> (column % 8));
      }
    }
  }
  return bits;
}

}  // namespace dk::documents
