// Pictures of pages kept small, and compared: a page is reduced by the mean of its blocks of
// kBlock x kBlock pixels; two of them are the same page when no more than kMostBlocks blocks differ
// by more than kTolerance in any colour. Another edge of a letter is forgiven, a word is not.
#pragma once

#include <string>

#include "kiosk/ui/pictures.h"

namespace dk::kiosk::gallery {

inline constexpr int kBlock = 10;  // pixels a side; divides 1080 and 1920
inline constexpr int kStep = 8;    // nobody sees it, and it packs in half the room
inline constexpr int kTolerance = 14;
inline constexpr int kMostBlocks = 3;  // of 20,736

// As wide and high as whole blocks fit; opaque, in steps of kStep of each colour.
[[nodiscard]] Raster reduced(const Raster& page);

struct Difference {
  bool same_size = true;
  int blocks = 0;  // that differ
  int most = 0;    // by how much the worst one does
  [[nodiscard]] bool same_page() const { return same_size && blocks <= kMostBlocks; }
};
[[nodiscard]] Difference difference(const Raster& wanted, const Raster& now);
// What was wanted, what is there, and where they differ, beside each other.
[[nodiscard]] Raster shown_difference(const Raster& wanted, const Raster& now);

// Without the alpha; `effort` 1 (quick) to 9 (as small as PNG can). Failure: io_error.
[[nodiscard]] Status write_png(const Raster& picture, const std::string& file, int effort);

}  // namespace dk::kiosk::gallery
