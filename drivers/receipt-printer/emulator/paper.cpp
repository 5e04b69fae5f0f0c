#include "drivers/receipt-printer/emulator/paper.h"

#include <algorithm>

#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {
constexpr int kMaxRows = 16'000;
}

void Paper::feed(int rows) {
  const int added = std::clamp(rows, 0, kMaxRows - rows_);
  if (added < rows) overlong_ = true;
  rows_ += added;
  total_rows_ += static_cast<std::uint64_t>(added);
  dots_.resize(row_bytes(width_dots_) * static_cast<std::size_t>(rows_));
}

void Paper::print(const RasterImage& image, int x) {
  const int top = rows_;
  feed(image.height_dots);
  RasterImage onto{width_dots_, rows_, std::move(dots_)};
  draw(onto, image, x, top);
  dots_ = std::move(onto.rows);
}

RasterImage Paper::picture() const {
  RasterImage image{width_dots_, rows_, dots_};
  return rows_ > 0 ? image : make_raster(width_dots_, 1);
}

void Paper::tear() {
  rows_ = 0;
  overlong_ = false;
  dots_.clear();
  words_.clear();
}

}  // namespace dk::drivers
