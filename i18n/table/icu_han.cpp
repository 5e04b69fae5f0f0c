#include "i18n/table/icu_han.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

// Each character by itself, a line for each: neighbours must not run together.
std::vector<std::string> change(const char* id, std::u32string_view characters) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> changer(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  if (U_FAILURE(error)) return {};
  icu::UnicodeString text;
  for (const char32_t character : characters) {
    text.append(static_cast<UChar32>(character)).append(UChar32{U'\n'});
  }
  changer->transliterate(text);
  std::string lines;
  text.toUTF8String(lines);
  std::vector<std::string> changed;
  std::size_t start = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto end = std::min(lines.find('\n', start), lines.size());
    changed.push_back(lines.substr(start, end - start));
    start = std::min(end + 1, lines.size());
  }
  return changed;
}

// "nü3" -> "nv3", "de" -> "de5"; empty when it is no syllable.
std::string numbered(const std::string& latin) {
  std::string sound;
  for (const char32_t letter : to_utf32(latin)) {
    if (letter == U'ü') {
      sound += 'v';
    } else if ((letter >= U'a' && letter <= U'z') || (letter >= U'1' && letter <= U'5')) {
      sound += static_cast<char>(letter);
    } else if (letter == U'ê') {
      sound += 'e';
    } else {
      return {};
    }
  }
  if (sound.find_first_of("aeiouv") == std::string::npos) return {};
  if (sound.back() > '5') sound += '5';
  return sound;
}

}  // namespace

std::u32string icu_simplified(std::u32string_view characters) {
  const auto changed = change("Hant-Hans", characters);
  std::u32string simplified(characters);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (const auto one = to_utf32(changed[i]); one.size() == 1) simplified[i] = one[0];
  }
  return simplified;
}

std::vector<std::string> icu_readings(std::u32string_view characters) {
  auto readings = change("Han-Latin; Latin-NumericPinyin", characters);
  for (auto& reading : readings) reading = numbered(reading);
  return readings;
}

}  // namespace dk::i18n
