// A picture from a camera or a file as the decoder sees it: one grey byte for each pixel.
//
// Row by row without padding, 0 = black, (0, 0) is the upper left pixel *as stored*: a rotation
// that a file's EXIF asks for is not applied, so that corners can be found again in the file. Plain
// value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dk::drivers {

struct GreyFrame {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> grey;  // width * height

  [[nodiscard]] std::size_t pixels() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
  [[nodiscard]] bool whole() const { return width > 0 && height > 0 && grey.size() == pixels(); }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] std::uint8_t* row(int y) {
    return grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
};

}  // namespace dk::drivers
