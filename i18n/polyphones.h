// How characters with several readings sound in words: "银行" is yin2 hang2, "行政" xing2 zheng4.
// ICU's Han-Latin gives each character its commonest reading; this is what it cannot know. Also the
// words whose second half is light ("告诉" gao4 su5), and surnames that have a reading of their
// own. Simplified characters; whoever asks converts first. Immutable after the first call: any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

// One reading for each character; empty where the character sounds as it does elsewhere.
using WordReading = std::vector<std::string>;

struct WordMatch {
  std::size_t characters = 0;
  const WordReading* readings = nullptr;  // lives as long as the program
};

// The longest known word that `text` begins with, from one character on; nothing: 0 characters.
[[nodiscard]] WordMatch polyphone_word(std::u32string_view text);
// The surname that a name begins with, of one or two characters, where it is read in its own way.
[[nodiscard]] WordMatch surname(std::u32string_view name);

// For tests: every line of the tables as it was understood.
[[nodiscard]] std::size_t polyphone_words();
[[nodiscard]] std::size_t polyphone_faults();

}  // namespace dk::i18n
