#include "i18n/polyphones.h"

#include <algorithm>
#include <unordered_map>

#include "i18n/letters.h"
#include "i18n/polyphone_table.h"

namespace dk::i18n {
namespace {

constexpr std::size_t kMostWord_bytes = 64;
constexpr std::size_t kMostCharacters = 6;

using Words = std::unordered_map<std::u32string, WordReading>;

struct Tables {
  Words words;
  Words surnames;
  std::size_t faults = 0;
};

std::u32string characters_of(std::string_view utf8) {
  std::u32string characters;
  if (const auto letters = letters_of(utf8, kMostWord_bytes)) {
    for (const auto& letter : *letters) characters += letter.base;
  }
  return characters;
}

std::string_view next(std::string_view& rest, std::string_view ends) {
  const auto start = std::min(rest.find_first_not_of(" \n"), rest.size());
  const auto end = std::min(rest.find_first_of(ends, start), rest.size());
  const auto found = rest.substr(start, end - start);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return found;
}

// Puts each entry into `words`; returns how many do not fit or stand there twice.
std::size_t read(std::string_view table, Words& words) {
  std::size_t faults = 0;
  while (!table.empty()) {
    std::string_view entry = next(table, ";");
    if (entry.empty()) continue;
    const auto word = characters_of(next(entry, " \n"));
    WordReading readings;
    while (!entry.empty()) {
      const auto reading = next(entry, " \n");
      readings.emplace_back(reading == "-" ? std::string_view{} : reading);
    }
    const bool fits = !word.empty() && word.size() <= kMostCharacters &&
                      readings.size() == word.size() &&
                      words.emplace(word, std::move(readings)).second;
    if (!fits) ++faults;
  }
  return faults;
}

const Tables& tables() {
  static const Tables all = [] {
    Tables made;
    made.faults = read(kPolyphoneWords, made.words) + read(kLightWords, made.words) +
                  read(kSurnameReadings, made.surnames);
    return made;
  }();
  return all;
}

WordMatch longest(const Words& words, std::u32string_view text) {
  for (auto length = std::min(kMostCharacters, text.size()); length > 0; --length) {
    const auto found = words.find(std::u32string(text.substr(0, length)));
    if (found != words.end()) return {.characters = length, .readings = &found->second};
  }
  return {};
}

}  // namespace

WordMatch polyphone_word(std::u32string_view text) { return longest(tables().words, text); }
WordMatch surname(std::u32string_view name) { return longest(tables().surnames, name); }

std::size_t polyphone_words() { return tables().words.size(); }
std::size_t polyphone_faults() { return tables().faults; }

}  // namespace dk::i18n
