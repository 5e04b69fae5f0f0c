#include "flows/documents/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace dk::documents {

namespace {

// Face indices inside the Noto Sans CJK collections (fc-query).
constexpr int kFaceSc = 2, kFaceHk = 4;
constexpr const char* kNoto = "/usr/share/fonts/opentype/noto/NotoSansCJK-";
constexpr const char* kHanazono = "/usr/share/fonts/truetype/hanazono/HanaMin";
constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

struct LibraryDone {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceDone {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};

}  // namespace

std::vector<FontSource> default_fonts() {
  using Role = FontSource::Role;
  const std::string regular = std::string(kNoto) + "Regular.ttc";
  const std::string bold = std::string(kNoto) + "Bold.ttc";
  const std::string rare(kHanazono);
  return {{regular, kFaceSc, Role::Text},
          {bold, kFaceSc, Role::Bold},
          {regular, kFaceHk, Role::Text, "zh-HK"},
          {bold, kFaceHk, Role::Bold, "zh-HK"},
          {kDejaVu, 0, Role::Fallback},
          {rare + "A.ttf", 0, Role::Fallback},
          {rare + "B.ttf", 0, Role::Fallback}};
}

class Fonts::Impl {
 public:
  explicit Impl(std::vector<FontSource> sources) : sources_(std::move(sources)) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) == 0) library_.reset(library);
    faces_.resize(sources_.size());
  }

  FT_Face face(std::size_t font) {
    if (font >= sources_.size() || !library_) return nullptr;
    Opened& opened = faces_[font];
    if (!opened.tried) {
      opened.tried = true;
      FT_Face face = nullptr;
      const FontSource& source = sources_[font];
      if (FT_New_Face(library_.get(), source.path.c_str(), source.face, &face) == 0) {
        opened.face.reset(face);
        // Bitmap fonts have no design units.
        if (!FT_IS_SCALABLE(face) || face->units_per_EM == 0) opened.face.reset();
      }
    }
    return opened.face.get();
  }

  const FontSource* source(std::size_t font) const {
    return font < sources_.size() ? &sources_[font] : nullptr;
  }

  Found find(char32_t character, char32_t selector, const Style& style) {
    List& list = list_of(style);
    const std::uint64_t key = std::uint64_t{selector} << 32 | character;
    if (const auto known = list.known.find(key); known != list.known.end()) return known->second;
    const Found found = look(character, selector, list.order);
    list.known.emplace(key, found);
    return found;
  }

  bool any() {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (face(i) != nullptr) return true;
    }
    return false;
  }

 private:
  struct Opened {
    std::unique_ptr<FT_FaceRec_, FaceDone> face;
    bool tried = false;
  };
  struct List {
    bool bold;
    std::string shapes;
    std::vector<std::uint16_t> order;                // of sources, the first that has it draws it
    std::unordered_map<std::uint64_t, Found> known;  // by selector and character
  };

  // Own shapes in the wanted weight, own shapes in another, then whoever has it.
  List& list_of(const Style& style) {
    const bool own_shapes = std::any_of(sources_.begin(), sources_.end(), [&](const auto& source) {
      return source.language == style.language;
    });
    const std::string_view shapes = own_shapes ? style.language : std::string_view();
    for (List& list : lists_) {
      if (list.bold == style.bold && list.shapes == shapes) return list;
    }
    List& list = lists_.emplace_back(List{style.bold, std::string(shapes), {}, {}});
    const auto wanted = style.bold ? FontSource::Role::Bold : FontSource::Role::Text;
    const auto rank = [&](const FontSource& source) {
      if (source.role == FontSource::Role::Fallback) return 2;
      if (source.language != shapes) return 3;
      return source.role == wanted ? 0 : 1;
    };
    for (int each = 0; each < 4; ++each) {
      for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (rank(sources_[i]) == each) list.order.push_back(static_cast<std::uint16_t>(i));
      }
    }
    return list;
  }

  Found look(char32_t character, char32_t selector, const std::vector<std::uint16_t>& order) {
    std::optional<std::uint16_t> first;
    for (const std::uint16_t font : order) {
      const FT_Face opened = face(font);
      if (opened == nullptr) continue;
      if (!first) first = font;
      FT_UInt glyph = 0;
      if (selector != 0) glyph = FT_Face_GetCharVariantIndex(opened, character, selector);
      if (glyph == 0) glyph = FT_Get_Char_Index(opened, character);
      if (glyph != 0) return {font, glyph, false};
    }
    return {first.value_or(0), 0, true};
  }

  std::vector<FontSource> sources_;
  std::unique_ptr<FT_LibraryRec_, LibraryDone> library_;  // before the faces: it goes after them
  std::vector<Opened> faces_;
  std::vector<List> lists_;
};

Fonts::Fonts(std::vector<FontSource> sources) : impl_(std::make_unique<Impl>(std::move(sources))) {}
Fonts::~Fonts() = default;

Fonts::Found Fonts::find(char32_t character, char32_t selector, const Style& style) {
  return impl_->find(character, selector, style);
}

std::int32_t Fonts::advance(std::uint16_t font, std::uint32_t glyph, std::int32_t em) {
  const FT_Face opened = impl_->face(font);
  FT_Fixed units = 0;
  if (opened == nullptr || FT_Get_Advance(opened, glyph, FT_LOAD_NO_SCALE, &units) != 0) return 0;
  const std::int64_t upem = opened->units_per_EM;
  return static_cast<std::int32_t>((std::int64_t{units} * em + upem / 2) / upem);
}

bool Fonts::any() { return impl_->any(); }
const FontSource* Fonts::source(std::uint16_t font) const { return impl_->source(font); }
FT_FaceRec_* Fonts::face(std::uint16_t font) { return impl_->face(font); }

}  // namespace dk::documents
