// Places on the canvas in design pixels, origin top left.
#pragma once

namespace dk::kiosk {

struct Point {
  float x = 0, y = 0;
};

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] constexpr float right() const { return x + w; }
  [[nodiscard]] constexpr float bottom() const { return y + h; }
  [[nodiscard]] constexpr Box inset(float by) const {
    return {x + by, y + by, w - 2 * by, h - 2 * by};
  }
};

}  // namespace dk::kiosk
