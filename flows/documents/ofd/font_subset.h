// The part of a font file that a document uses, as a font file of its own (HarfBuzz' subsetter).
// Layout tables are left out: whoever embeds it says where each glyph stands. The same glyphs of
// the same file give the same bytes. Pure but for reading the file; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <set>
#include <string>

#include "flows/documents/fonts.h"

namespace dk::documents {

struct FontSubset {
  std::string bytes;                              // OpenType
  std::string name;                               // PostScript name: "NotoSansCJKsc-Regular"
  bool is_cff = false;                            // .otf, else .ttf
  std::map<std::uint32_t, std::uint32_t> glyphs;  // number in the whole font -> in this one
};

// The unexpected is a sentence for engineers: no such file, no font.
[[nodiscard]] std::expected<FontSubset, std::string> subset_font(
    const FontSource& source, const std::set<std::uint32_t>& glyphs,
    const std::set<char32_t>& characters);

}  // namespace dk::documents
