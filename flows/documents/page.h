// The page model: what a laid out document is, before it is dots or PDF.
//
// Plain values in whole micrometres from the page's top left corner, y downwards, so that two
// machines that lay out the same have the same bits. Glyphs are numbers of a font of the Fonts that
// laid the page out (fonts.h). Items are drawn in their order. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace dk::documents {

using Um = std::int32_t;  // micrometre

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Colour&) const = default;
};

// 8 bits a channel, red green blue alpha, row by row.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

struct Glyph {
  std::uint32_t index = 0;
  char32_t character = 0;
  Um x = 0;  // of its origin on the base line
  Um y = 0;
};
// Glyphs of one font on one line, in reading order.
struct TextRun {
  std::uint16_t font = 0;
  Um em = 0;
  Colour colour{};
  std::int32_t angle = 0;  // of each glyph about its origin, 1/65536 degree, counter-clockwise
  std::vector<Glyph> glyphs{};
};
struct Box {
  Um x = 0, y = 0, width = 0, height = 0;
  Colour colour{};
};
struct PlacedPicture {
  Um x = 0, y = 0, width = 0, height = 0;
  std::shared_ptr<const Picture> picture{};
};
// A QR or Code 128 symbol without its quiet zone (which the layout has kept free).
struct Symbol {
  enum class Kind : std::uint8_t { Qr, Code128 } kind = Kind::Qr;
  std::string text{};
  Um x = 0, y = 0, width = 0, height = 0;
  int columns = 0;                      // modules
  int rows = 0;                         // 1 for bars
  std::vector<std::uint8_t> modules{};  // row by row, 1 = dark
};
struct Ring {
  Um x = 0, y = 0;  // centre
  Um radius = 0;    // outer
  Um thickness = 0;
  Colour colour{};
};
struct Point {
  Um x = 0, y = 0;
};
struct Polygon {  // filled, non-zero winding
  std::vector<Point> points{};
  Colour colour{};
};

using Item = std::variant<TextRun, Box, PlacedPicture, Symbol, Ring, Polygon>;

struct Page {
  Um width = 0;
  Um height = 0;
  std::vector<Item> items{};
};

void move_by(Item& item, Um x, Um y);

}  // namespace dk::documents
