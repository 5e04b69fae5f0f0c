// What a receipt or label printer is asked to print: a list of items from top to bottom.
//
// A value without any printer in it: who prints (driver.h) knows dots and commands. Text is UTF-8
// and any character of GB 18030-2022 prints. Sizes are printer dots (203 dpi: 8 dots = 1 mm).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/codes/symbols.h"

namespace dk::drivers {

enum class Align { Left, Centre, Right };

// One line of text; wraps when it is wider than the paper. An empty text is an empty line.
// A cell is 12 x 24 dots (24 x 24 for Han) times width and height.
struct TextLine {
  std::string text{};
  Align align = Align::Left;
  int width = 1;   // 1..8
  int height = 1;  // 1..8
  bool bold = false;
  bool inverted = false;  // white on black, as wide as the text
};
struct QrItem {
  std::string text{};   // bytes; drawn smaller when it does not fit, never below 3 dots a module
  int module_dots = 6;  // 1..16
  codes::QrLevel level = codes::QrLevel::M;
  Align align = Align::Centre;
};
struct Code128Item {
  std::string text{};    // ASCII 32..126
  int height_dots = 80;  // 1..255
  bool hri = true;       // the text in letters below the bars
  Align align = Align::Centre;
};
// One bit per dot, 1 = black, rows padded to whole bytes, the leftmost dot in the highest bit.
struct RasterImage {
  int width_dots = 0;
  int height_dots = 0;
  std::vector<std::uint8_t> rows;  // height * ((width + 7) / 8) bytes
};
struct RasterItem {
  RasterImage image{};
  Align align = Align::Centre;
};
struct FeedItem {
  int lines = 1;  // 1..255
};
struct CutItem {
  bool full = false;  // else a partial cut that keeps the paper in the slot
};

using PrintItem = std::variant<TextLine, QrItem, Code128Item, RasterItem, FeedItem, CutItem>;

struct PrintPage {
  std::vector<PrintItem> items;
};

}  // namespace dk::drivers
