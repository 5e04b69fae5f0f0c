#include "i18n/search.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "i18n/han_readings.h"
#include "i18n/pinyin.h"
#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

constexpr std::size_t kMostQuery_bytes = 4 * (kMostQueryLetters + 1);
static_assert(kMostQueryLetters < 64, "a position in a query is a bit");

bool is_letter(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c; }

// Words of letters, digits and simplified characters; everything else parts them.
std::vector<std::u32string> words_of(std::string_view query) {
  std::vector<std::u32string> words;
  bool apart = true;
  for (char32_t c : to_simplified(to_utf32(query))) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms
    c = c == U'ü' ? U'v' : lower(c);
    if (c == U'\'') continue;  // "xi'an"
    const bool counts = is_letter(c) || is_digit(c) || c >= 0x2E80;
    if (counts && apart) words.emplace_back();
    if (counts) words.back() += c;
    apart = !counts;
  }
  return words;
}

std::size_t letters_of_initial(std::string_view sound) {
  const bool two = sound.size() > 1 && sound[1] == 'h' &&
                   std::string_view("zcs").find(sound[0]) != std::string_view::npos;
  return two ? 2 : 1;
}

// How many letters `query` and `sound` have in common at their beginnings.
std::size_t common(std::u32string_view query, std::string_view sound) {
  std::size_t count = 0;
  while (count < std::min(query.size(), sound.size()) &&
         query[count] == static_cast<char32_t>(sound[count])) {
    ++count;
  }
  return count;
}

constexpr std::uint64_t bit(std::size_t position) { return std::uint64_t{1} << position; }

// Which parts of the query may be used up by the units so far: bit p for its first p letters.
struct Reached {
  std::uint64_t whole = 0;    // each syllable in full
  std::uint64_t initial = 0;  // at least one by its initial
  bool part = false;          // all of it, the last syllable in part
};

}  // namespace

SearchIndex::SearchIndex(std::vector<SearchEntry> entries) {
  entries_.reserve(entries.size());
  for (auto& from : entries) {
    Entry entry;
    entry.id = std::move(from.id);
    for (const auto& title : from.titles) add_text(entry, title, false);
    for (const auto& keyword : from.keywords) add_text(entry, keyword, true);
    entries_.push_back(std::move(entry));
  }
}

void SearchIndex::add_text(Entry& entry, std::string_view text, bool keyword) {
  Text made{.units = {}, .keyword = keyword};
  bool apart = true;
  for (const auto& sound : sounds_of(text)) {
    if (sound.han != 0) {
      made.units.push_back({.written = sound.han,
                            .sound = sound.syllable.substr(0, sound.syllable.size() - 1),
                            .starts_word = apart});
      apart = false;
      continue;
    }
    apart = true;  // a mark parts what stands around it, and so does a word of letters
    for (const char letter : sound.syllable) {
      const char32_t c = lower(static_cast<unsigned char>(letter));
      if (!is_letter(c) && !is_digit(c)) break;
      made.units.push_back({.written = c, .sound = {}, .starts_word = apart});
      apart = false;
    }
    apart = true;
  }
  const bool known = std::ranges::any_of(entry.texts, [&](const Text& other) {
    return other.keyword == keyword &&
           std::ranges::equal(other.units, made.units, {}, &Unit::written, &Unit::written);
  });
  if (!made.units.empty() && !known) entry.texts.push_back(std::move(made));
}

bool SearchIndex::fits_at(const Text& text, std::size_t start, std::u32string_view query,
                          Fit& fit) {
  const auto& units = text.units;
  const auto end = bit(query.size());
  Reached reached{.whole = 1, .initial = 0};
  std::size_t i = start;
  for (; i < units.size() && (reached.whole | reached.initial) != 0; ++i) {
    if (reached.part || ((reached.whole | reached.initial) & end) != 0) break;
    const auto& unit = units[i];
    Reached next;
    for (auto open = reached.whole | reached.initial; open != 0; open &= open - 1) {
      const auto position = static_cast<std::size_t>(std::countr_zero(open));
      const auto rest = query.substr(position);
      const auto go = [&](std::size_t letters, bool by_initial) {
        const bool whole = (reached.whole & bit(position)) != 0 && !by_initial;
        (whole ? next.whole : next.initial) |= bit(position + letters);
      };
      if (rest.front() == unit.written) go(1, false);
      const auto same = common(rest, unit.sound);
      if (same == 0) continue;
      const auto initial = letters_of_initial(unit.sound);
      const bool last = same == rest.size() && (same > initial || position > 0);
      if (same == unit.sound.size()) {
        go(same, false);
      } else if (last && (reached.whole & bit(position)) != 0) {
        next.part = true;
      } else if (last) {
        go(same, true);
      }
      go(1, true);
      if (initial == 2 && same >= 2) go(2, true);
    }
    reached = next;
  }
  const bool complete = (reached.whole & end) != 0;
  const bool whole = complete || reached.part;
  if (!whole && (reached.initial & end) == 0) return false;
  fit.start = start;
  fit.length = units.size();
  if (!whole) {
    fit.rank = start == 0 ? SearchRank::Initials : SearchRank::InitialsInside;
    return start == 0 || query.size() > 1;  // one letter would find nearly everything
  }
  if (start == 0 && !text.keyword) {
    fit.rank = complete && i == units.size() ? SearchRank::Exact : SearchRank::Prefix;
  } else {
    fit.rank = units[start].starts_word ? SearchRank::Word : SearchRank::Substring;
  }
  return true;
}

bool SearchIndex::best_fit(const Entry& entry, std::u32string_view query, Fit& best) {
  bool found = false;
  for (const auto& text : entry.texts) {
    for (std::size_t start = 0; start < text.units.size(); ++start) {
      const auto& unit = text.units[start];
      // A word of letters is found by its beginning only.
      if (unit.sound.empty() && !unit.starts_word) continue;
      const bool begins =
          unit.written == query.front() ||
          (!unit.sound.empty() && static_cast<char32_t>(unit.sound[0]) == query.front());
      if (!begins) continue;
      Fit fit;
      if (!fits_at(text, start, query, fit)) continue;
      if (!found || fit < best) best = fit;
      found = true;
    }
  }
  return found;
}

std::vector<SearchHit> SearchIndex::find(std::string_view query, std::size_t most) const {
  if (query.size() > kMostQuery_bytes) return {};
  const auto words = words_of(query);
  std::u32string together;
  for (const auto& word : words) together += word;
  if (together.empty() || together.size() > kMostQueryLetters) return {};

  std::vector<std::pair<Fit, std::size_t>> found;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Fit fit;
    bool fits = best_fit(entries_[i], together, fit);
    if (!fits && words.size() > 1) {
      // In another order; as good as the worst of them, and no better than a word.
      fit.rank = SearchRank::Word;
      fits = std::ranges::all_of(words, [&](const std::u32string& word) {
        Fit one;
        const bool has = best_fit(entries_[i], word, one);
        if (has) fit = std::max(fit, one);
        return has;
      });
    }
    if (fits) found.emplace_back(fit, i);
  }
  std::ranges::sort(found);
  std::vector<SearchHit> hits;
  for (const auto& [fit, i] : found) {
    if (hits.size() == most) break;
    hits.push_back({.entry = i, .id = entries_[i].id, .rank = fit.rank});
  }
  return hits;
}

}  // namespace dk::i18n
