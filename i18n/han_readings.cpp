#include "i18n/han_readings.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace dk::i18n {
namespace {

struct Run {  // characters first to end, their readings from kReadings[at]
  char32_t first, end;
  std::size_t at;
};
struct Simple {
  char32_t traditional, simplified;
};

#include "i18n/han_table.inc"  // made at build time by i18n/table

}  // namespace

std::u32string to_simplified(std::u32string_view text) {
  std::u32string simplified(text);
  for (char32_t& character : simplified) {
    const auto* found = std::ranges::lower_bound(kSimple, character, {}, &Simple::traditional);
    if (found != std::end(kSimple) && found->traditional == character) {
      character = found->simplified;
    }
  }
  return simplified;
}

std::vector<std::string> han_readings(std::u32string_view characters) {
  std::vector<std::string> readings;
  readings.reserve(characters.size());
  for (const char32_t character : characters) {
    const auto* run = std::ranges::upper_bound(kRuns, character, {}, &Run::end);
    const bool known = run != std::end(kRuns) && run->first <= character;
    readings.emplace_back(known ? kSyllables[kReadings[run->at + (character - run->first)]] : "");
  }
  return readings;
}

}  // namespace dk::i18n
