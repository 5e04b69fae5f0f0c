// Finding a service by a few key presses: Chinese in either script, pinyin in full ("gaoling"), in
// part ("gaol") or its initials ("gljt"), all of them mixed, and the first letters of English
// words.
//
// Immutable once made; find() is for any thread and takes well under a millisecond for 300 entries.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

constexpr std::size_t kMostQueryLetters = 48;

struct SearchEntry {
  std::string id;
  std::vector<std::string> titles;    // in each language
  std::vector<std::string> keywords;  // other words that people use for it
};

// How well an entry fits, best first.
enum class SearchRank { Exact, Prefix, Word, Initials, Substring, InitialsInside };

struct SearchHit {
  std::size_t entry = 0;  // position in what the index was made from
  std::string_view id;    // lives as long as the index
  SearchRank rank = SearchRank::Exact;
};

class SearchIndex {
 public:
  explicit SearchIndex(std::vector<SearchEntry> entries);

  // At most `most`, best first; those that fit equally well by where they fit, then the shorter
  // title, then in the order of the entries. Nothing for an empty query or one that is longer than
  // kMostQueryLetters. Words with spaces between them may stand in any order.
  [[nodiscard]] std::vector<SearchHit> find(std::string_view query, std::size_t most) const;

 private:
  // One character of a text: as it is written, and how it sounds.
  struct Unit {
    char32_t written = 0;
    std::string sound;  // plain pinyin; empty for letters and digits
    bool starts_word = false;
  };
  struct Text {
    std::vector<Unit> units;
    bool keyword = false;
  };
  struct Entry {
    std::string id;
    std::vector<Text> texts;
  };
  struct Fit {
    SearchRank rank = SearchRank::Exact;
    std::size_t start = 0;
    std::size_t length = 0;
    friend auto operator<=>(const Fit&, const Fit&) = default;
  };

  static void add_text(Entry& entry, std::string_view text, bool keyword);
  static bool fits_at(const Text& text, std::size_t start, std::u32string_view query, Fit& fit);
  static bool best_fit(const Entry& entry, std::u32string_view query, Fit& best);

  std::vector<Entry> entries_;
};

}  // namespace dk::i18n
