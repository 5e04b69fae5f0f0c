#include "i18n/pinyin.h"

#include <algorithm>

#include "i18n/han_readings.h"
#include "i18n/letters.h"
#include "i18n/polyphones.h"
#include "i18n/spoken.h"
#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Full-width letters and digits as the usual ones.
char32_t narrow(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }

// The pause that a mark is, or 0.
char pause_of(char32_t c) {
  switch (c) {
    case U',':
    case U'(':
    case U')':
    case 0x3001:  // the mark between things of a list
    case 0x2014:  // dash
      return ',';
    case U'.':
    case U'\n':
    case 0x3002:  // full stop
    case 0x2026:  // ellipsis
      return '.';
    case U'?':
    case U'!':
    case U';':
    case U':':
      return static_cast<char>(c);
    default:
      return 0;
  }
}

// Where a text's characters get their sounds, by position.
void read_words(std::u32string_view text, std::vector<Sound>& at) {
  for (std::size_t i = 0; i < text.size();) {
    const auto word = polyphone_word(text.substr(i));
    for (std::size_t k = 0; k < word.characters && word.characters > 1; ++k) {
      at[i + k].syllable = (*word.readings)[k];
      at[i + k].settled = !at[i + k].syllable.empty();
    }
    i += std::max<std::size_t>(word.characters, 1);
  }
}

void read_surname(std::u32string_view name, std::vector<Sound>& at) {
  const auto word = surname(name);
  for (std::size_t k = 0; k < word.characters; ++k) at[k].syllable = (*word.readings)[k];
  // Light in most words, never in a name.
  constexpr char32_t kChild = 0x5B50;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i] == kChild) at[i].syllable = "zi3";
  }
}

void read_characters(std::u32string_view text, std::vector<Sound>& at) {
  const auto readings = han_readings(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!at[i].syllable.empty()) continue;
    const auto own = polyphone_word(text.substr(i, 1));
    at[i].syllable = own.characters == 1 ? own.readings->front() : readings[i];
  }
}

constexpr char32_t kOne = 0x4E00;
constexpr char32_t kNot = 0x4E0D;

bool is_numeral(char32_t c) {
  // tidy: data
  constexpr std::u32string_view kNumerals = U"零〇一二三四五六七八九十幺第初";
  return kNumerals.find(c) != std::u32string_view::npos;
}

char tone_of(const Sound& sound) { return sound.han == 0 ? '\0' : sound.syllable.back(); }

// 一 is yi1 in a number, yi2 before a fourth tone, yi4 before the others; 不 is bu2 before a
// fourth tone. From the end, because the one that follows may change first.
void apply_tone_rules(std::vector<Sound>& sounds) {
  for (std::size_t i = sounds.size(); i-- > 0;) {
    auto& sound = sounds[i];
    if (sound.settled || i + 1 == sounds.size() || sounds[i + 1].han == 0) continue;
    const auto& next = sounds[i + 1];
    const char follows = next.han == kOne && !next.settled ? '1' : tone_of(next);
    if (sound.han == kNot) {
      sound.syllable = follows == '4' ? "bu2" : "bu4";
    } else if (sound.han == kOne && !is_numeral(next.han) &&
               (i == 0 || !is_numeral(sounds[i - 1].han))) {
      sound.syllable = follows == '4' ? "yi2" : "yi4";
    }
  }
}

// "NFC" and "LH1" are said letter by letter; a word stays a word.
std::string said(const std::string& latin) {
  const bool word =
      latin.size() > 1 && std::ranges::all_of(latin, [](char c) { return c >= 'a' && c <= 'z'; });
  if (word) return latin;
  std::string letters;
  for (const char c : latin) {
    if (!letters.empty()) letters += ' ';
    letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return letters;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::vector<Sound> sounds_of(std::string_view utf8, HanText what) {
  if (utf8.size() > kMostPinyin_bytes) return {};
  std::u32string text = to_simplified(to_utf32(utf8));
  std::ranges::transform(text, text.begin(), narrow);

  std::vector<Sound> at(text.size());
  if (what == HanText::Name) {
    read_surname(text, at);
  } else {
    read_words(text, at);
  }
  read_characters(text, at);

  std::vector<Sound> sounds;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_latin(c) || is_digit(c)) {
      const bool goes_on = i > 0 && (is_latin(text[i - 1]) || is_digit(text[i - 1]));
      if (!goes_on) sounds.emplace_back();
      sounds.back().syllable += static_cast<char>(c);
    } else if (const char pause = pause_of(c); pause != 0) {
      sounds.push_back({.syllable = std::string(1, pause)});
    } else if (!at[i].syllable.empty() && is_han(c)) {
      sounds.push_back(at[i]);
      sounds.back().han = c;
    }
  }
  return sounds;
}

std::string numbered_pinyin(std::string_view utf8, HanText what) {
  auto sounds = sounds_of(what == HanText::Name ? std::string(utf8) : spoken(utf8, "zh-CN"), what);
  apply_tone_rules(sounds);
  std::string pinyin;
  for (const auto& sound : sounds) {
    const bool mark =
        sound.han == 0 && pause_of(static_cast<unsigned char>(sound.syllable[0])) != 0;
    if (mark && pinyin.empty()) continue;
    if (!mark && !pinyin.empty()) pinyin += ' ';
    pinyin += sound.han != 0 || mark ? sound.syllable : said(sound.syllable);
  }
  return pinyin;
}

std::string plain_pinyin(std::string_view utf8) {
  std::string letters;
  for (const auto& sound : sounds_of(utf8)) {
    if (sound.han != 0) {
      letters.append(sound.syllable, 0, sound.syllable.size() - 1);
    } else if (pause_of(static_cast<unsigned char>(sound.syllable[0])) == 0) {
      letters += lower(sound.syllable);
    }
  }
  return letters;
}

std::string pinyin_initials(std::string_view utf8) {
  std::string letters;
  for (const auto& sound : sounds_of(utf8)) {
    if (sound.han != 0) {
      letters += sound.syllable[0];
    } else if (pause_of(static_cast<unsigned char>(sound.syllable[0])) == 0) {
      letters += lower(sound.syllable);
    }
  }
  return letters;
}

}  // namespace dk::i18n
