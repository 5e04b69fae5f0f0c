// links: dk_i18n
// decodes: i18n/pinyin.cpp i18n/spoken.cpp i18n/spoken_numbers.cpp i18n/polyphones.cpp
// i18n/han_readings.cpp Any bytes are read, twice the same way; what the Mandarin voice gets is
// ASCII only, and what it gets for a syllable ends in a tone.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "i18n/pinyin.h"
#include "i18n/spoken.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dk::i18n;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const auto what : {HanText::Words, HanText::Name}) {
    const auto pinyin = numbered_pinyin(input, what);
    if (pinyin != numbered_pinyin(input, what)) std::abort();
    for (const char c : pinyin) {
      if (c < ' ' || c > '~') std::abort();
    }
    for (const auto& sound : sounds_of(input, what)) {
      if (sound.syllable.empty()) std::abort();
      const char last = sound.syllable.back();
      if (sound.han != 0 && (last < '1' || last > '5')) std::abort();
    }
  }
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    // No digit is left for a Chinese voice: it would count where it should spell.
    const auto said = spoken(input, language);
    if (language[0] == 'z' && said.find_first_of("0123456789") != std::string::npos) std::abort();
  }
  return 0;
}
