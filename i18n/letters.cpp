#include "i18n/letters.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include <memory>
#include <utility>
#include <vector>

namespace dk::i18n {
namespace {

// The text without what nobody sees, or nothing when it is not UTF-8.
std::optional<icu::UnicodeString> visible(std::string_view utf8) {
  // A UTF-16 text never has more units than its UTF-8 has bytes.
  std::vector<UChar> units(utf8.size() + 1);
  int32_t count = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8(units.data(), static_cast<int32_t>(units.size()), &count, utf8.data(),
                static_cast<int32_t>(utf8.size()), &error);
  if (U_FAILURE(error)) return std::nullopt;

  const icu::UnicodeString all(units.data(), count);
  icu::UnicodeString seen;
  for (int32_t position = 0; position < count; position = all.moveIndex32(position, 1)) {
    const UChar32 character = all.char32At(position);
    const auto kind = u_charType(character);
    if (u_isUWhiteSpace(character) != 0) {
      seen.append(UChar32{U' '});
    } else if (kind != U_CONTROL_CHAR && kind != U_FORMAT_CHAR) {
      seen.append(character);
    }
  }
  return seen;
}

// Kept for each thread: making one costs as much as everything else that masking a name does.
icu::BreakIterator* character_borders() {
  static thread_local std::unique_ptr<icu::BreakIterator> borders;
  if (borders == nullptr) {
    UErrorCode error = U_ZERO_ERROR;
    borders.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
    if (U_FAILURE(error)) borders.reset();
  }
  return borders.get();
}

}  // namespace

std::optional<std::vector<Letter>> letters_of(std::string_view utf8, std::size_t most_bytes) {
  if (utf8.size() > most_bytes) return std::nullopt;
  const auto text = visible(utf8);
  if (!text) return std::nullopt;

  icu::BreakIterator* borders = character_borders();
  if (borders == nullptr) return std::nullopt;
  borders->setText(*text);

  std::vector<Letter> letters;
  for (int32_t start = borders->first(), end = borders->next(); end != icu::BreakIterator::DONE;
       start = end, end = borders->next()) {
    Letter letter;
    letter.base = static_cast<char32_t>(text->char32At(start));
    text->tempSubStringBetween(start, end).toUTF8String(letter.text);
    letters.push_back(std::move(letter));
  }
  // `text` goes now. The iterator has copied it into itself: the longest text that still stands
  // inside a UnicodeString is written over the name.
  constexpr int32_t kLongestInside = (UNISTR_OBJECT_SIZE - sizeof(void*) - 2) / sizeof(UChar);
  static const icu::UnicodeString kNobody(kLongestInside, U' ', kLongestInside);
  borders->setText(kNobody);
  return letters;
}

bool is_han(char32_t character) {
  if (character >= 0x20000 && character <= 0x3FFFF) return true;
  const auto code = static_cast<UChar32>(character);
  return u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC) != 0 ||
         uscript_hasScript(code, USCRIPT_HAN) != 0 || u_charType(code) == U_PRIVATE_USE_CHAR;
}

}  // namespace dk::i18n
