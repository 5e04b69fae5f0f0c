// Text as dots, for what a printer's own font does not have: rare characters of names, whole
// lines on printers without Chinese. Cells are those of the printer: 12 x 24 dots, 24 x 24 for
// wide characters, times width and height.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/receipt-printer/page.h"

namespace dk::drivers {

inline constexpr int kCellWidthDots = 12;
inline constexpr int kCellHeightDots = 24;

class TextRasterizer {
 public:
  virtual ~TextRasterizer() = default;
  // One character in its cell. columns() cells wide; combining marks are 0 columns and draw into
  // a cell of one column. A character that no font has is drawn as an empty box, never as nothing.
  // Failure: not_found (no font at all). One thread.
  [[nodiscard]] virtual Result<RasterImage> cell(char32_t character, int width, int height,
                                                 bool bold) = 0;
  [[nodiscard]] virtual int columns(char32_t character) = 0;  // 0, 1 or 2
};

// FreeType over the first readable fonts of the list (path, face index).
struct FontFile {
  std::string path;
  long face = 0;
};
[[nodiscard]] std::vector<FontFile> default_fonts();  // Noto Sans CJK SC, HanaMin A, HanaMin B
[[nodiscard]] std::unique_ptr<TextRasterizer> make_freetype_rasterizer(
    std::vector<FontFile> fonts = default_fonts());

// The whole line, as wide as its characters; the caller has seen to it that it fits.
[[nodiscard]] Result<RasterImage> rasterize_line(TextRasterizer& rasterizer,
                                                 const std::u32string& text, int width, int height,
                                                 bool bold);

}  // namespace dk::drivers
