#include "i18n/masking.h"

#include <algorithm>
#include <span>
#include <vector>

#include "i18n/compound_surnames.h"
#include "i18n/letters.h"

namespace dk::i18n {
namespace {

constexpr std::size_t kMostBytes = 512;
constexpr std::size_t kMostParts = 8;
constexpr std::size_t kMostStars = 4;
constexpr std::size_t kMostNumberLetters = 64;
constexpr std::string_view kAllHidden = "***";

using Letters = std::span<const Letter>;

std::string stars(std::size_t hidden) { return std::string(std::min(hidden, kMostStars), '*'); }

// What stands between two parts of a name; a stronger mark swallows a weaker one beside it.
enum class Between { Nothing, Space, Dot, Comma };

Between between(char32_t character, bool name_is_han) {
  switch (character) {
    case U' ':
      return Between::Space;
    case U',':
    case 0xFF0C:  // fullwidth comma
      return Between::Comma;
    case 0x00B7:  // middle dot
    case 0x2022:  // bullet
    case 0x2027:  // hyphenation point
    case 0x2219:  // bullet operator
    case 0x30FB:  // katakana middle dot
    case 0xFF65:  // halfwidth katakana middle dot
      return Between::Dot;
    case U'.':  // some card readers write a minority name's dot so; in Latin it is "Jr."
    case 0xFF0E:
      return name_is_han ? Between::Dot : Between::Nothing;
    default:
      return Between::Nothing;
  }
}

struct Part {
  std::vector<Letter> letters;
  Between before = Between::Nothing;
  std::string mark;  // the dot or comma before it, as it was written
};

std::vector<Part> parts_of(Letters name, bool name_is_han) {
  std::vector<Part> parts;
  Part part;
  for (const auto& letter : name) {
    const auto mark = between(letter.base, name_is_han);
    if (mark == Between::Nothing) {
      part.letters.push_back(letter);
      continue;
    }
    if (!part.letters.empty()) {
      parts.push_back(std::move(part));
      part = {};
    }
    if (mark > part.before) {
      part.before = mark;
      part.mark = letter.text;
    }
  }
  if (!part.letters.empty()) parts.push_back(std::move(part));
  return parts;
}

bool is_han_part(const Part& part) {
  return std::ranges::any_of(part.letters, [](const Letter& l) { return is_han(l.base); });
}

std::string mask_han(Letters name) {
  const auto count = name.size();
  if (count <= 1) return stars(count);
  if (count == 2) return name[0].text + "*";
  if (is_compound_surname(name[0].text + name[1].text)) {
    const auto surname = name[0].text + name[1].text;
    return count == 3 ? surname + "*" : surname + stars(count - 3) + name.back().text;
  }
  return name[0].text + stars(count - 2) + name.back().text;
}

// One part of a name that is written with letters.
std::string mask_lettered(Letters part) {
  if (part.size() <= 1) return stars(part.size());
  return part[0].text + stars(part.size() - 1);
}

std::string mark_of(const Part& part) {
  switch (part.before) {
    case Between::Nothing:
      return {};
    case Between::Space:
      return " ";
    case Between::Dot:
      return part.mark;
    case Between::Comma:
      return part.mark == "," ? ", " : part.mark;
  }
  return {};
}

// A minority name: the first character of the first part, the last of the last, and the dots.
std::string mask_dotted(std::span<const Part> parts) {
  const auto& first = parts.front().letters;
  const auto& last = parts.back().letters;
  std::string masked = first.front().text + stars(first.size() - 1);
  for (const auto& part : parts.subspan(1, parts.size() - 2)) {
    masked += mark_of(part) + stars(part.letters.size());
  }
  masked += mark_of(parts.back());
  const bool all_shown = parts.size() == 2 && first.size() == 1 && last.size() == 1;
  return masked + (all_shown ? "*" : stars(last.size() - 1) + last.back().text);
}

// "张　三": names on cards are spread by spaces; between Han characters they mean nothing.
std::vector<Part> without_spaces(std::vector<Part> parts) {
  std::vector<Part> joined;
  for (auto& part : parts) {
    if (part.before == Between::Space && !joined.empty()) {
      std::ranges::move(part.letters, std::back_inserter(joined.back().letters));
    } else {
      joined.push_back(std::move(part));
    }
  }
  return joined;
}

}  // namespace

std::string mask_name(std::string_view name) {
  const auto letters = letters_of(name, kMostBytes);
  if (!letters) return std::string(kAllHidden);
  const bool has_han =
      std::ranges::any_of(*letters, [](const Letter& letter) { return is_han(letter.base); });
  auto parts = parts_of(*letters, has_han);
  if (parts.empty()) return letters->empty() ? std::string{} : stars(1);
  if (parts.size() > kMostParts) return std::string(kAllHidden);
  parts.front().before = Between::Nothing;

  const bool all_han = std::ranges::all_of(parts, is_han_part);
  const bool has_comma =
      std::ranges::any_of(parts, [](const Part& part) { return part.before == Between::Comma; });
  if (all_han && !has_comma) {
    parts = without_spaces(std::move(parts));
    return parts.size() == 1 ? mask_han(parts.front().letters) : mask_dotted(parts);
  }
  std::string masked;
  for (const auto& part : parts) {
    masked += mark_of(part);
    masked += is_han_part(part) ? mask_han(part.letters) : mask_lettered(part.letters);
  }
  return masked;
}

std::string mask_number_public(std::string_view number) {
  auto letters = letters_of(number, kMostBytes);
  if (!letters) return std::string(kAllHidden);
  std::erase_if(*letters, [](const Letter& letter) { return letter.base == U' '; });
  const auto count = letters->size();
  if (count > kMostNumberLetters) return std::string(kAllHidden);
  const std::size_t head = count >= 9 ? 3 : count >= 5 ? 1 : 0;
  const std::size_t tail = count >= 9 ? 2 : count >= 5 ? 1 : 0;
  std::string masked;
  for (std::size_t i = 0; i < count; ++i) {
    const bool shown = i < head || i >= count - tail;
    masked += shown ? (*letters)[i].text : "*";
  }
  return masked;
}

std::string number_tail_staff(std::string_view number) {
  auto letters = letters_of(number, kMostBytes);
  if (!letters) return {};
  std::erase_if(*letters, [](const Letter& letter) { return letter.base == U' '; });
  const auto count = letters->size();
  if (count > kMostNumberLetters) return {};
  std::string tail;
  for (std::size_t i = count - std::min<std::size_t>(4, count / 2); i < count; ++i) {
    tail += (*letters)[i].text;
  }
  return tail;
}

}  // namespace dk::i18n
