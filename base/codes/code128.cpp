// Code 128 (ISO/IEC 15417): start, symbol characters, check modulo 103, stop.
#include <algorithm>
#include <array>

#include "base/codes/symbols.h"

namespace dk::codes {
namespace {

constexpr unsigned kToC = 99;
constexpr unsigned kToB = 100;
constexpr unsigned kStartB = 104;
constexpr unsigned kStartC = 105;
constexpr unsigned kStop = 106;
constexpr std::size_t kMaxCharacters = 80;

// Widths of bar, space, bar, space, bar, space (stop: and a last bar) by value, ISO/IEC 15417
// table 1.
constexpr std::array<std::string_view, 107> kWidths = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

bool two_digits_at(std::string_view text, std::size_t i) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return i + 1 < text.size() && digit(text[i]) && digit(text[i + 1]);
}

// How many symbol characters the rest of the text costs from position i in each set, counted from
// the end; a change of set costs one.
struct Costs {
  std::vector<unsigned> in_b;
  std::vector<unsigned> in_c;
};

Costs costs_of(std::string_view text) {
  Costs costs{std::vector<unsigned>(text.size() + 1, 0), std::vector<unsigned>(text.size() + 1, 0)};
  for (std::size_t i = text.size(); i-- > 0;) {
    const unsigned stay_b = 1 + costs.in_b[i + 1];
    const unsigned stay_c = two_digits_at(text, i) ? 1 + costs.in_c[i + 2] : 1 + stay_b;
    costs.in_b[i] = std::min(stay_b, 1 + stay_c);
    costs.in_c[i] = std::min(stay_c, 1 + stay_b);
  }
  return costs;
}

std::vector<unsigned> values_of(std::string_view text) {
  const Costs costs = costs_of(text);
  bool set_c = costs.in_c[0] < costs.in_b[0];
  std::vector<unsigned> values = {set_c ? kStartC : kStartB};
  for (std::size_t i = 0; i < text.size();) {
    const unsigned stay_b = 1 + costs.in_b[i + 1];
    if (set_c && two_digits_at(text, i) && costs.in_c[i] == 1 + costs.in_c[i + 2]) {
      values.push_back(static_cast<unsigned>(text[i] - '0') * 10 +
                       static_cast<unsigned>(text[i + 1] - '0'));
      i += 2;
    } else if (set_c) {
      values.push_back(kToB);
      set_c = false;
    } else if (costs.in_b[i] == stay_b) {
      values.push_back(static_cast<unsigned>(text[i] - ' '));
      ++i;
    } else {
      values.push_back(kToC);
      set_c = true;
    }
  }
  return values;
}

}  // namespace

Result<std::vector<std::uint8_t>> make_code128(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (text.empty() || text.size() > kMaxCharacters || !plain) {
    return fail(FailureCode::invalid_argument, "Code 128: text");
  }
  std::vector<unsigned> values = values_of(text);
  unsigned sum = values[0];
  for (std::size_t i = 1; i < values.size(); ++i) {
    sum = (sum + static_cast<unsigned>(i) * values[i]) % 103;
  }
  values.push_back(sum);
  values.push_back(kStop);
  std::vector<std::uint8_t> widths;
  for (const unsigned value : values) {
    for (const char width : kWidths[value])
      widths.push_back(static_cast<std::uint8_t>(width - '0'));
  }
  return widths;
}

}  // namespace dk::codes
