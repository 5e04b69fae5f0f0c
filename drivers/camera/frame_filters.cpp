#include "drivers/camera/frame_filters.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace dk::drivers {
namespace {

GreyFrame empty_like(const GreyFrame& frame) {
  GreyFrame result{frame.width, frame.height, {}};
  result.grey.resize(frame.pixels());
  return result;
}

// A running sum along each row, edges repeated.
void blur_rows(const GreyFrame& from, GreyFrame& to, int radius) {
  const int last = from.width - 1;
  const auto scale = static_cast<std::uint32_t>((1U << 16) / static_cast<unsigned>(2 * radius + 1));
  for (int y = 0; y < from.height; ++y) {
    const std::uint8_t* in = from.row(y);
    std::uint8_t* out = to.row(y);
    std::uint32_t sum = static_cast<std::uint32_t>(radius + 1) * in[0];
    for (int x = 0; x < radius; ++x) sum += in[std::min(x, last)];
    for (int x = 0; x <= last; ++x) {
      sum += in[std::min(x + radius, last)];
      out[x] = static_cast<std::uint8_t>((sum * scale + (1U << 15)) >> 16);
      sum -= in[std::max(x - radius, 0)];
    }
  }
}

// The same along columns, row by row, so that memory is read in order.
void blur_columns(const GreyFrame& from, GreyFrame& to, int radius) {
  const int last = from.height - 1;
  const auto width = static_cast<std::size_t>(from.width);
  const auto scale = static_cast<std::uint32_t>((1U << 16) / static_cast<unsigned>(2 * radius + 1));
  std::vector<std::uint32_t> sums(width);
  const auto add = [&](int y, bool more) {
    const std::uint8_t* in = from.row(std::clamp(y, 0, last));
    for (std::size_t x = 0; x < width; ++x) {
      if (more) {
        sums[x] += in[x];
      } else {
        sums[x] -= in[x];
      }
    }
  };
  for (int y = -radius; y < radius; ++y) add(y, true);
  for (int y = 0; y <= last; ++y) {
    add(y + radius, true);
    std::uint8_t* out = to.row(y);
    for (std::size_t x = 0; x < width; ++x) {
      out[x] = static_cast<std::uint8_t>((sums[x] * scale + (1U << 15)) >> 16);
    }
    add(y - radius, false);
  }
}

int turned_side(const GreyFrame& frame) {
  return static_cast<int>(std::ceil((frame.width + frame.height) * std::numbers::sqrt2 / 2));
}

std::uint8_t byte(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

}  // namespace

GreyFrame halved(const GreyFrame& frame) {
  GreyFrame result{frame.width / 2, frame.height / 2, {}};
  result.grey.resize(result.pixels());
  for (int y = 0; y < result.height; ++y) {
    const std::uint8_t* upper = frame.row(2 * y);
    const std::uint8_t* lower = frame.row(2 * y + 1);
    std::uint8_t* out = result.row(y);
    for (int x = 0; x < result.width; ++x) {
      out[x] = static_cast<std::uint8_t>(
          (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
    }
  }
  return result;
}

GreyFrame doubled(const GreyFrame& frame) {
  GreyFrame result{frame.width * 2, frame.height * 2, {}};
  result.grey.resize(result.pixels());
  for (int y = 0; y < result.height; ++y) {
    const int near_y = y / 2;
    const int far_y = std::clamp(near_y + (y % 2 == 0 ? -1 : 1), 0, frame.height - 1);
    const std::uint8_t* near = frame.row(near_y);
    const std::uint8_t* far = frame.row(far_y);
    std::uint8_t* out = result.row(y);
    for (int x = 0; x < result.width; ++x) {
      const int near_x = x / 2;
      const int far_x = std::clamp(near_x + (x % 2 == 0 ? -1 : 1), 0, frame.width - 1);
      out[x] = static_cast<std::uint8_t>(
          (9 * near[near_x] + 3 * near[far_x] + 3 * far[near_x] + far[far_x] + 8) / 16);
    }
  }
  return result;
}

GreyFrame blurred(const GreyFrame& frame, int radius) {
  GreyFrame rows = empty_like(frame);
  GreyFrame result = empty_like(frame);
  blur_rows(frame, rows, radius);
  blur_columns(rows, result, radius);
  return result;
}

GreyFrame sharpened(const GreyFrame& frame, int radius, int strength) {
  GreyFrame result = blurred(frame, radius);
  for (std::size_t i = 0; i < result.grey.size(); ++i) {
    const int own = frame.grey[i];
    result.grey[i] = byte(own + (own - result.grey[i]) * strength / 4);
  }
  return result;
}

GreyFrame thresholded(const GreyFrame& frame, int radius, int percent) {
  GreyFrame result = blurred(frame, radius);
  for (std::size_t i = 0; i < result.grey.size(); ++i) {
    result.grey[i] = frame.grey[i] * 100 < result.grey[i] * (100 - percent) ? 0 : 255;
  }
  return result;
}

GreyFrame inverted(const GreyFrame& frame) {
  GreyFrame result = frame;
  for (auto& pixel : result.grey) pixel = static_cast<std::uint8_t>(255 - pixel);
  return result;
}

PixelPoint turned_back(PixelPoint at, const GreyFrame& frame) {
  const int side = turned_side(frame);
  const double x = at.x - side / 2.0;
  const double y = at.y - side / 2.0;
  return {(x + y) * std::numbers::sqrt2 / 2 + frame.width / 2.0,
          (y - x) * std::numbers::sqrt2 / 2 + frame.height / 2.0};
}

GreyFrame turned(const GreyFrame& frame) {
  const int side = turned_side(frame);
  GreyFrame result{side, side, {}};
  result.grey.resize(result.pixels(), 0x80);
  for (int y = 0; y < side; ++y) {
    std::uint8_t* out = result.row(y);
    for (int x = 0; x < side; ++x) {
      const PixelPoint from = turned_back({static_cast<double>(x), static_cast<double>(y)}, frame);
      const int left = static_cast<int>(std::floor(from.x));
      const int top = static_cast<int>(std::floor(from.y));
      if (left < 0 || top < 0 || left + 1 >= frame.width || top + 1 >= frame.height) continue;
      const int right_share = static_cast<int>((from.x - left) * 16);
      const int low_share = static_cast<int>((from.y - top) * 16);
      const std::uint8_t* upper = frame.row(top) + left;
      const std::uint8_t* lower = frame.row(top + 1) + left;
      const int above = upper[0] * (16 - right_share) + upper[1] * right_share;
      const int below = lower[0] * (16 - right_share) + lower[1] * right_share;
      out[x] = static_cast<std::uint8_t>((above * (16 - low_share) + below * low_share) / 256);
    }
  }
  return result;
}

}  // namespace dk::drivers
