#include "kiosk/ui/blurred_square.h"

#include <algorithm>
#include <cmath>

namespace dk::kiosk {

BlurredSquare::BlurredSquare(int n, int margin, float radius, float sigma)
    : n_(n),
      field_(static_cast<std::size_t>(n) * static_cast<std::size_t>(n)),
      copy_(static_cast<std::size_t>(n)) {
  const float low = static_cast<float>(margin) + radius;
  const float high = static_cast<float>(n - margin) - radius;
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      const float fx = static_cast<float>(x) + 0.5F;
      const float fy = static_cast<float>(y) + 0.5F;
      const float far = std::hypot(fx - std::clamp(fx, low, high), fy - std::clamp(fy, low, high));
      field_[static_cast<std::size_t>(y * n + x)] = std::clamp(radius - far + 0.5F, 0.0F, 1.0F);
    }
  }
  const int half =
      std::max(1, static_cast<int>(std::lround((std::sqrt(4 * sigma * sigma + 1) - 1) / 2)));
  for (int pass = 0; pass < 3; ++pass) {
    for (int i = 0; i < n; ++i) blur_line(field_.data() + i * n, 1, half);
    for (int i = 0; i < n; ++i) blur_line(field_.data() + i, n, half);
  }
}

void BlurredSquare::blur_line(float* line, int step, int half) {
  for (int i = 0; i < n_; ++i) copy_[static_cast<std::size_t>(i)] = line[i * step];
  float sum = 0;
  for (int i = -half; i <= half; ++i) {
    sum += copy_[static_cast<std::size_t>(std::clamp(i, 0, n_ - 1))];
  }
  const float width = static_cast<float>(2 * half + 1);
  for (int i = 0; i < n_; ++i) {
    line[i * step] = sum / width;
    sum += copy_[static_cast<std::size_t>(std::min(i + half + 1, n_ - 1))];
    sum -= copy_[static_cast<std::size_t>(std::max(i - half, 0))];
  }
}

}  // namespace dk::kiosk
