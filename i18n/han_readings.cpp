#include "i18n/han_readings.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace dk::i18n {
namespace {

// What a character becomes never changes, and asking ICU takes 20 us: asked once. At most as many
// as there are Han characters.
class Changer {
 public:
  explicit Changer(const char* id) {
    UErrorCode error = U_ZERO_ERROR;
    changer_.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
    if (U_FAILURE(error)) changer_.reset();
  }
  std::vector<std::string> change(std::u32string_view characters) {
    const std::lock_guard lock(mutex_);
    std::u32string unknown;
    for (const char32_t character : characters) {
      if (known_.try_emplace(character).second) unknown += character;
    }
    if (!unknown.empty()) ask(unknown);
    std::vector<std::string> changed;
    changed.reserve(characters.size());
    for (const char32_t character : characters) changed.push_back(known_.at(character));
    return changed;
  }

 private:
  // Each character by itself, a line for each: neighbours must not run together.
  void ask(std::u32string_view characters) {
    icu::UnicodeString text;
    for (const char32_t character : characters) {
      text.append(static_cast<UChar32>(character)).append(UChar32{U'\n'});
    }
    if (changer_ != nullptr) changer_->transliterate(text);
    std::string lines;
    text.toUTF8String(lines);
    std::size_t start = 0;
    for (const char32_t character : characters) {
      const auto end = std::min(lines.find('\n', start), lines.size());
      known_[character] = lines.substr(start, end - start);
      start = std::min(end + 1, lines.size());
    }
  }

  std::mutex mutex_;
  std::unique_ptr<icu::Transliterator> changer_;
  std::unordered_map<char32_t, std::string> known_;
};

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

std::u32string to_simplified(std::u32string_view text) {
  static Changer changer("Hant-Hans");
  const auto changed = changer.change(text);
  std::u32string simplified(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto one = to_utf32(changed[i]); one.size() == 1) simplified[i] = one[0];
  }
  return simplified;
}

std::vector<std::string> han_readings(std::u32string_view characters) {
  static Changer changer("Han-Latin; Latin-NumericPinyin");
  auto readings = changer.change(characters);
  for (auto& reading : readings) reading = numbered(reading);
  return readings;
}

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
