// Grey dots to draw into: boxes, coverages made by FreeType, pictures. Inside flows/documents only.
// What lies outside is cut off. One thread.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "flows/documents/page.h"

struct FT_Bitmap_;

namespace dk::documents {

class Canvas {
 public:
  // `grey` false: every dot is black or white.
  Canvas(int width, int height, bool grey);

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  // What a colour is on this canvas.
  [[nodiscard]] std::uint8_t shade(Colour colour) const;
  void fill(int x, int y, int width, int height, std::uint8_t shade);
  // Shade where the bitmap (1 or 8 bits) covers.
  void cover(const FT_Bitmap_& bitmap, int x, int y, std::uint8_t shade);
  // Scaled by the mean of what each dot shows; on a canvas of one bit in dots (Floyd-Steinberg).
  void picture(const Picture& picture, int x, int y, int width, int height);
  [[nodiscard]] std::vector<std::uint8_t> packed() const;  // one bit a dot
  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(dots_); }

 private:
  [[nodiscard]] std::uint8_t* dot(int x, int y) {
    return &dots_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                  static_cast<std::size_t>(x)];
  }
  int width_;
  int height_;
  bool grey_;
  std::vector<std::uint8_t> dots_;
};

}  // namespace dk::documents
