// Han text as Mandarin sounds: "健康码" is jian4 kang1 ma3. ICU's reading of each character,
// corrected by our words (polyphones.h); traditional characters are read as their simplified ones.
// "ü" is written "v", the light tone "5": what the voice and an input method both take.
//
// Deterministic, no I/O; any thread. Never fails: what is not UTF-8, has no reading or goes beyond
// kMostPinyin_bytes is left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

constexpr std::size_t kMostPinyin_bytes = 16 * 1024;

// A name is read by the rules of names: 曾琳 is zeng1 lin2, 单 is shan4.
enum class HanText { Words, Name };

struct Sound {
  std::string syllable;  // "jian4"; a Latin word or a number as it is written; a mark as ",.?!;:"
  char32_t han = 0;      // the character that sounds so, 0 for the rest
  bool settled = false;  // said by a word of ours: tone rules leave it alone
};

// Without the tone rules of neighbours: what a dictionary says.
[[nodiscard]] std::vector<Sound> sounds_of(std::string_view utf8, HanText what = HanText::Words);

// What the Mandarin voice reads: numbers as they are said (spoken.h), tones of 一 and 不 by what
// follows, marks kept as pauses, letters said one by one: "sao3 yi4 sao3, N F C".
[[nodiscard]] std::string numbered_pinyin(std::string_view utf8, HanText what = HanText::Words);

// For search: "jiankangma" and "jkm"; Latin letters and digits as they are, in lower case.
[[nodiscard]] std::string plain_pinyin(std::string_view utf8);
[[nodiscard]] std::string pinyin_initials(std::string_view utf8);

}  // namespace dk::i18n
