// Where a frame differs from the one before it, so that the processor draws only there.
//
// The screen is cut into tiles. Every triangle goes into the sum of each tile that it may touch, in
// the order of drawing; a tile whose sum is the last frame's has the last frame's pixels. That the
// content of a texture changed under the same coordinates cannot be seen here: forget() says so.
// UI thread.
#pragma once

#include <cstdint>
#include <vector>

struct ImDrawData;

namespace dk::kiosk {

// In pixels of the frame buffer.
struct PixelBox {
  int x = 0, y = 0, w = 0, h = 0;
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

class Damage {
 public:
  // Boxes that do not overlap and hold every pixel in which `frame` differs from the last frame;
  // none when it does not. `frame` must have no framebuffer scale.
  [[nodiscard]] std::vector<PixelBox> between_last_and(const ImDrawData& frame);
  // The next frame differs everywhere.
  void forget() { sums_.clear(); }

 private:
  void add_up(const ImDrawData& frame);
  [[nodiscard]] std::vector<PixelBox> changed_tiles(int width, int height) const;

  int columns_ = 0;
  int rows_ = 0;
  std::vector<std::uint64_t> sums_;
  std::vector<std::uint64_t> last_;
  std::vector<PixelBox> stretched_;  // in this frame
};

}  // namespace dk::kiosk
