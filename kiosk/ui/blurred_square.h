// A square with rounded corners behind frosted glass: the source of the design's soft shadows.
// Three box blurs, which come close to a Gaussian, over a field of n x n values 0 to 1. Pure.
#pragma once

#include <vector>

namespace dk::kiosk {

class BlurredSquare {
 public:
  BlurredSquare() = default;
  // A field of n x n; the square's edges are `margin` from the field's.
  BlurredSquare(int n, int margin, float radius, float sigma);
  [[nodiscard]] float at(int x, int y) const {
    return field_.empty() ? 0 : field_[static_cast<std::size_t>(y * n_ + x)];
  }

 private:
  void blur_line(float* line, int step, int half);
  int n_ = 0;
  std::vector<float> field_;
  std::vector<float> copy_;
};

}  // namespace dk::kiosk
