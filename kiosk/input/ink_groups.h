// Strokes written beside each other, cut into what can be characters. Pure; any thread.
//
// Strokes that stand above each other belong together: they make an atom. A character is one atom
// or several neighbours. Whether a piece is one character is told by its reader; here only shapes
// are known: nobody writes a character much wider than the line is high, and a gap as wide as a
// third of the line parts characters.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "kiosk/input/ink.h"

namespace dk::kiosk::input {

struct InkBox {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  [[nodiscard]] float width() const { return right - left; }
  [[nodiscard]] float height() const { return bottom - top; }
};

[[nodiscard]] InkBox box_of(std::span<const Stroke> strokes, std::span<const std::size_t> chosen);

struct InkLine {
  // Indices of strokes in the order of writing; atoms from left to right.
  std::vector<std::vector<std::size_t>> atoms;
  float height = 0;               // of the line; at least as high as its widest atom is wide
  float expected_characters = 1;  // by its width
};

[[nodiscard]] InkLine line_of(std::span<const Stroke> strokes);

// Atoms first, first + 1 ... last.
struct InkPiece {
  std::size_t first = 0;
  std::size_t last = 0;
  friend auto operator<=>(const InkPiece&, const InkPiece&) = default;
};
using InkCut = std::vector<InkPiece>;

// The ways to cut that the shapes allow, at most `most`: whole ones first. Never empty for a line
// that is not empty.
[[nodiscard]] std::vector<InkCut> cuts_of(std::span<const Stroke> strokes, const InkLine& line,
                                          std::size_t most);
[[nodiscard]] std::vector<std::size_t> strokes_of(const InkLine& line, const InkPiece& piece);

}  // namespace dk::kiosk::input
