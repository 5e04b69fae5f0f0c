// The fonts of documents: which one has a character, how wide a glyph is. Files are mapped by
// FreeType and opened when they are first needed.
//
// Widths are the font's design units, so no hinting and no rounding of a size ever moves a line
// break. A font file that is not there is left out; with none at all, any() is false. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct FT_FaceRec_;

namespace dk::documents {

struct FontSource {
  std::string path;
  int face = 0;
  enum class Role : std::uint8_t { Text, Bold, Fallback } role = Role::Fallback;
  std::string language{};  // whose letter shapes: "zh-HK"; empty: every other language
};
// Noto Sans CJK SC and HK in two weights; DejaVu Sans and Hanazono for what it does not have.
[[nodiscard]] std::vector<FontSource> default_fonts();

class Fonts {
 public:
  explicit Fonts(std::vector<FontSource> sources = default_fonts());
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  struct Style {
    bool bold = false;
    std::string_view language{};
  };
  struct Found {
    std::uint16_t font = 0;
    std::uint32_t glyph = 0;
    bool missing = false;  // the glyph is the text font's empty box
  };
  // `selector`: the variation selector behind it (names have them), 0 for none.
  [[nodiscard]] Found find(char32_t character, char32_t selector, const Style& style);
  [[nodiscard]] std::int32_t advance(std::uint16_t font, std::uint32_t glyph, std::int32_t em);
  [[nodiscard]] bool any();
  // Where a font comes from; nullptr: there is no such font.
  [[nodiscard]] const FontSource* source(std::uint16_t font) const;
  // FreeType's face, for who draws. nullptr: the file is not there. Owned by Fonts.
  [[nodiscard]] FT_FaceRec_* face(std::uint16_t font);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::documents
