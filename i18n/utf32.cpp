#include "i18n/utf32.h"

#include <unicode/unistr.h>

namespace dk::i18n {

std::u32string to_utf32(std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::u32string characters;
  characters.reserve(static_cast<std::size_t>(text.length()));
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    characters += static_cast<char32_t>(text.char32At(i));
  }
  return characters;
}

std::string to_utf8(std::u32string_view text) {
  icu::UnicodeString units;
  for (const char32_t character : text) units.append(static_cast<UChar32>(character));
  std::string utf8;
  units.toUTF8String(utf8);
  return utf8;
}

}  // namespace dk::i18n
