// Strokes of a finger on the pad, and the interface that reads them.
//
// Points are in design pixels of the pad, x to the right, y down. A stroke is what was drawn
// between touching and letting go; it never changes afterwards. Strokes are wiped when they go.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/secret.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/script.h"

namespace dk::kiosk::input {

struct InkPoint {
  float x = 0;
  float y = 0;
};

using Stroke = std::vector<InkPoint, WipingAllocator<InkPoint>>;

// More strokes than any character has, and three characters in a row of most names.
inline constexpr std::size_t kMostStrokes = 64;
inline constexpr std::size_t kMostPointsOfStroke = 512;

class InkReader {
 public:
  virtual ~InkReader() = default;
  // At most `count` readings, the likeliest first. Nothing for nothing; never fails: scribble has
  // readings too. Strokes beyond kMostStrokes are not read.
  [[nodiscard]] virtual Candidates read(std::span<const Stroke> strokes, Script script,
                                        std::size_t count) = 0;
  // Forgets what it has read before.
  virtual void clear() = 0;
};

}  // namespace dk::kiosk::input
