// What the libraries saw in one frame, put together: the same symbol in the same place is one, and
// what may be a mistake must be seen again before it is believed. Pure; one thread.
#pragma once

#include <cstddef>
#include <vector>

#include "drivers/camera/frame.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

enum class Library { Zxing, Zbar };

class Sightings {
 public:
  static constexpr std::size_t kMostSymbols = 128;  // of one frame

  // One look of one library at one picture. Returns how many symbols are believed now that were
  // not.
  std::size_t add(std::vector<Symbol> seen, Library by);
  [[nodiscard]] bool anything_believed() const { return believed_count() > 0; }
  [[nodiscard]] std::size_t believed_count() const;
  [[nodiscard]] double believed_area() const;  // of the frame, in its pixels
  [[nodiscard]] bool anything_doubted() const;
  // Sorted from top to bottom, left to right.
  [[nodiscard]] std::vector<Symbol> believed() const;
  // Paints over what was believed, in a picture whose pixels are `scale` of the frame's.
  void paint_over(GreyFrame& picture, double scale) const;

 private:
  struct Sighting {
    Symbol symbol;
    int looks = 0;
    bool by_zxing = false;
    bool by_zbar = false;
  };
  [[nodiscard]] static bool is_believed(const Sighting& sighting);
  std::vector<Sighting> sightings_;
};

}  // namespace dk::drivers
