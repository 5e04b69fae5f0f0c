#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "drivers/receipt-printer/raster.h"
#include "drivers/receipt-printer/text_rasterizer.h"

namespace dk::drivers {
namespace {

// The em of a Han character fills its cell of 24 dots; letters stand on the same line as Han.
constexpr int kBaselineFromTop = 21;
constexpr int kEmDots = 24;
constexpr int kNarrowEmDots = 22;  // letters of a proportional font, made to fit 12 dots

struct LibraryDone {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceDone {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, LibraryDone>;
using Face = std::unique_ptr<FT_FaceRec_, FaceDone>;

class FreetypeRasterizer : public TextRasterizer {
 public:
  explicit FreetypeRasterizer(const std::vector<FontFile>& fonts) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return;
    library_.reset(library);
    for (const FontFile& font : fonts) {
      FT_Face face = nullptr;
      if (FT_New_Face(library, font.path.c_str(), font.face, &face) == 0) faces_.emplace_back(face);
    }
  }

  int columns(char32_t character) override {
    const auto c = static_cast<UChar32>(character);
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
  }

  Result<RasterImage> cell(char32_t character, int width, int height, bool bold) override {
    if (faces_.empty()) return fail(FailureCode::not_found, "no font for text as raster");
    const int cells = std::max(columns(character), 1);
    RasterImage image = make_raster(cells * kCellWidthDots * width, kCellHeightDots * height);
    if (character <= 0x20 || character == 0x7f || u_isblank(static_cast<UChar32>(character))) {
      return image;
    }
    for (const Face& face : faces_) {
      const FT_UInt glyph = FT_Get_Char_Index(face.get(), character);
      if (glyph == 0) continue;
      if (draw_glyph(*face, glyph, cells, width, height, bold, image)) return image;
    }
    draw_box(image);
    return image;
  }

 private:
  static bool draw_glyph(FT_FaceRec_& face, FT_UInt glyph, int cells, int width, int height,
                         bool bold, RasterImage& image) {
    const int em = cells == 2 ? kEmDots : kNarrowEmDots;
    if (FT_Set_Pixel_Sizes(&face, static_cast<FT_UInt>(em * width),
                           static_cast<FT_UInt>(em * height)) != 0 ||
        FT_Load_Glyph(&face, glyph, FT_LOAD_TARGET_MONO | FT_LOAD_NO_BITMAP) != 0) {
      return false;
    }
    FT_GlyphSlot slot = face.glyph;
    const int cell_width = image.width_dots;
    int advance = static_cast<int>(slot->advance.x >> 6);
    if (advance > cell_width && slot->format == FT_GLYPH_FORMAT_OUTLINE) {
      // A letter wider than its cell (W, m) is made narrow rather than cut.
      FT_Matrix narrow{static_cast<FT_Fixed>(0x10000L * cell_width / advance), 0, 0, 0x10000L};
      FT_Outline_Transform(&slot->outline, &narrow);
      advance = cell_width;
    }
    if (bold) FT_Outline_EmboldenXY(&slot->outline, 64 * width, 32 * height);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_MONO) != 0) return false;
    const FT_Bitmap& bitmap = slot->bitmap;
    // Marks have no advance of their own: they stand left of the pen.
    const int left = advance > 0 ? (cell_width - advance) / 2 + slot->bitmap_left
                                 : (cell_width - static_cast<int>(bitmap.width)) / 2;
    const int top = kBaselineFromTop * height - slot->bitmap_top;
    for (int y = 0; y < static_cast<int>(bitmap.rows); ++y) {
      const unsigned char* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
      for (int x = 0; x < static_cast<int>(bitmap.width); ++x) {
        if ((row[x / 8] & (0x80U >> (x % 8))) != 0) set_dot(image, left + x, top + y);
      }
    }
    return true;
  }

  static void draw_box(RasterImage& image) {
    const int width = image.width_dots - 2;
    const int height = image.height_dots - 4;
    fill(image, 1, 2, width, 1);
    fill(image, 1, 1 + height, width, 1);
    fill(image, 1, 2, 1, height);
    fill(image, width, 2, 1, height);
  }

  Library library_;  // before the faces: it goes after them
  std::vector<Face> faces_;
};

}  // namespace

std::vector<FontFile> default_fonts() {
  return {{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2},
          {"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0},
          {"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0}};
}

std::unique_ptr<TextRasterizer> make_freetype_rasterizer(std::vector<FontFile> fonts) {
  return std::make_unique<FreetypeRasterizer>(fonts);
}

}  // namespace dk::drivers
