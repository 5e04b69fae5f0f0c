// The fonts of the screens, mapped from their files once and never copied: ImGui rasterises a glyph
// when it is first drawn, so a start touches only the pages of the letters that the first screen
// has. Faces are opened when they are first needed.
//
// Sizes are em pixels as in CSS: for Noto Sans CJK ImGui's size is em * 1.448 (ascent - descent of
// its hhea table). Characters that Noto does not have (GB 18030 has more) come from Hanazono,
// line by line on the same base line. UI thread, after the ImGui context exists.
// Failure of load: not_found, data_damaged.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct ImFont;

namespace dk::kiosk {

enum class Weight { Regular, Bold, Mono };

struct FontFolders {
  std::string noto = "/usr/share/fonts/opentype/noto";
  std::string hanazono = "/usr/share/fonts/truetype/hanazono";
  std::string icons;  // Phosphor-Fill.ttf, Phosphor-Bold.ttf
};

// A part of a text that one font can draw.
struct FontRun {
  ImFont* font = nullptr;
  std::string_view words;
  float factor = 0;  // ImGui size per em px
  bool rare = false;
};

class Fonts {
 public:
  // The faces of one language: zh-CN and en the SC shapes, zh-HK the HK shapes.
  [[nodiscard]] Status load(const FontFolders& folders, std::string_view language);
  // Shapes of another language for what is drawn from now on.
  [[nodiscard]] Status use_language(std::string_view language);

  [[nodiscard]] ImFont* text(Weight weight);
  [[nodiscard]] ImFont* icon(bool bold) const { return bold ? icon_bold_ : icon_fill_; }
  // A text cut into what each font can draw; one run for nearly every text.
  [[nodiscard]] std::vector<FontRun> runs(Weight weight, std::string_view utf8);
  // Whether some font has each character.
  [[nodiscard]] bool can_draw(Weight weight, std::string_view utf8);

  static constexpr float kTextFactor = 1.448F;
  static constexpr float kIconFactor = 1.0F;

 private:
  struct Faces {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* mono = nullptr;
    int face = 0, mono_face = 0;
  };
  struct Rare {
    ImFont* font = nullptr;
    float factor = 0;
    bool tried = false;
  };
  Rare& rare(std::size_t file, bool bold);
  // The font for one character: 0 the text's own, 1 and 2 the rare ones, 3 none.
  std::size_t source_of(Weight weight, char32_t code);

  FontFolders folders_;
  Faces sc_, hk_;
  Faces* current_ = nullptr;
  std::array<std::array<Rare, 2>, 2> rare_;  // file, bold
  ImFont* icon_fill_ = nullptr;
  ImFont* icon_bold_ = nullptr;
};

}  // namespace dk::kiosk
