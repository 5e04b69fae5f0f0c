#include "kiosk/voice/espeak.h"

#include "i18n/letters.h"
#include "i18n/pinyin.h"
#include "i18n/spoken.h"
#include "i18n/utf32.h"

namespace dk::kiosk {
namespace {

// Words a minute; espeak-ng's own default is 175.
constexpr int kWordsPerMinute = 150;
constexpr int kWordsPerMinuteSlow = 115;
constexpr int kAmplitudePerStep = 20;  // of 200

constexpr char32_t kFirstHan = 0x3400;  // marks below it count as Han to Unicode

bool is_han_letter(char32_t c) { return c >= kFirstHan && i18n::is_han(c); }

// Whether espeak-ng shall see the character at all; others become a space.
bool passes(char32_t c) {
  constexpr std::u32string_view kMarks = U".,?!;:'-";
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         c == U' ' || kMarks.find(c) != std::u32string_view::npos;
}

// Marks that are a pause in every language.
char32_t usual_mark(char32_t c) {
  switch (c) {
    case 0x3002:  // full stop
    case 0x2026:  // ellipsis
    case U'\n':
      return U'.';
    case 0x3001:  // between things of a list
    case 0xFF0C:
    case 0xFF1A:
    case 0x2014:
      return U',';
    case 0xFF1F:
      return U'?';
    case 0xFF01:
    case 0xFF1B:
      return U'.';
    default:
      return c;
  }
}

// A Chinese name inside an English sentence is said in pinyin, or espeak-ng says "Chinese letter".
std::string english_text(std::string_view words) {
  std::u32string text;
  std::u32string han;
  const auto end_name = [&] {
    for (const auto& sound : i18n::sounds_of(i18n::to_utf8(han), i18n::HanText::Name)) {
      text += U' ';
      text += i18n::to_utf32(std::string_view(sound.syllable).substr(0, sound.syllable.size() - 1));
    }
    if (!han.empty()) text += U' ';
    han.clear();
  };
  for (const char32_t c : i18n::to_utf32(words)) {
    if (is_han_letter(c)) {
      han += c;
      continue;
    }
    end_name();
    const char32_t mark = usual_mark(c);
    const bool latin = mark >= 0xC0 && mark <= 0x24F;  // é, ü
    text += passes(mark) || latin ? mark : U' ';
  }
  end_name();
  return i18n::to_utf8(text);
}

std::string cantonese_text(std::string_view words) {
  std::u32string text;
  for (const char32_t c : i18n::to_utf32(words)) {
    const char32_t mark = usual_mark(c);
    text += passes(mark) || is_han_letter(mark) ? mark : U' ';
  }
  return i18n::to_utf8(text);
}

}  // namespace

std::string espeak_text(const Speech& speech) {
  std::string text;
  if (speech.language == "zh-CN") {
    text = i18n::numbered_pinyin(speech.words);
  } else if (speech.language == "zh-HK") {
    text = cantonese_text(i18n::spoken(speech.words, speech.language));
  } else {
    text = english_text(i18n::spoken(speech.words, "en"));
  }
  if (text.find_first_not_of(" .,?!;:'-") == std::string::npos) return {};
  return text + '\n';
}

std::vector<std::string> espeak_arguments(const Speech& speech, const std::string& device) {
  const char* voice = speech.language == "zh-CN"   ? "cmn-latn-pinyin"
                      : speech.language == "zh-HK" ? "yue"
                                                   : "en";
  std::vector<std::string> arguments{
      "-v", voice, "-s", std::to_string(speech.slow ? kWordsPerMinuteSlow : kWordsPerMinute), "-a",
      std::to_string(speech.volume * kAmplitudePerStep),
      // UTF-8, all of the standard input.
      "-b", "1", "--stdin"};
  if (!device.empty()) arguments.insert(arguments.end(), {"-d", device});
  return arguments;
}

}  // namespace dk::kiosk
