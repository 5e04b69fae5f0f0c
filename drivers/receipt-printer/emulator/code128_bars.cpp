#include "drivers/receipt-printer/emulator/code128_bars.h"

#include <array>
#include <string_view>

namespace dk::drivers {
namespace {

// Widths of bars and spaces of each symbol character, 0..105, and stop.
constexpr std::array<std::string_view, 107> kPatterns = {
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

constexpr int kShift = 98;
constexpr int kToC = 99;
constexpr int kToB = 100;
constexpr int kToA = 101;
constexpr int kFnc1 = 102;
constexpr int kStartA = 103;
constexpr int kStop = 106;

// The value of one letter in set A (controls and upper case) or B (printable).
std::optional<int> value_in(char set, std::uint8_t letter) {
  if (letter >= 32 && letter < 96) return letter - 32;
  if (set == 'A' && letter < 32) return letter + 64;
  if (set == 'B' && letter >= 96 && letter < 128) return letter - 32;
  return {};
}

}  // namespace

std::optional<Code128Bars> code128_bars(ByteView data) {
  if (data.size() < 3 || data[0] != '{' || data[1] < 'A' || data[1] > 'C') return {};
  char set = static_cast<char>(data[1]);
  std::vector<int> values = {kStartA + (set - 'A')};
  Code128Bars out;
  for (std::size_t i = 2; i < data.size(); ++i) {
    if (data[i] == '{') {
      if (++i >= data.size()) return {};
      const char escape = static_cast<char>(data[i]);
      if (escape >= 'A' && escape <= 'C' && escape != set) {
        values.push_back(escape == 'A' ? kToA : escape == 'B' ? kToB : kToC);
        set = escape;
      } else if (escape == 'S' && set != 'C') {
        values.push_back(kShift);
      } else if (escape == '1') {
        values.push_back(kFnc1);
      } else if (escape == '{' && set == 'B') {
        values.push_back('{' - 32);
        out.text.push_back('{');
      } else {
        return {};
      }
    } else if (set == 'C') {
      if (data[i] > 99) return {};  // a pair of digits as one byte
      values.push_back(data[i]);
      out.text.push_back(static_cast<char>('0' + data[i] / 10));
      out.text.push_back(static_cast<char>('0' + data[i] % 10));
    } else {
      const auto value = value_in(set, data[i]);
      if (!value) return {};
      values.push_back(*value);
      out.text.push_back(data[i] < 32 ? ' ' : static_cast<char>(data[i]));
    }
  }
  if (values.size() < 2) return {};
  int sum = values[0];
  for (std::size_t i = 1; i < values.size(); ++i) sum += static_cast<int>(i) * values[i] % 103;
  values.push_back(sum % 103);
  values.push_back(kStop);
  for (const int value : values) {
    for (const char width : kPatterns[static_cast<std::size_t>(value)]) {
      out.bars.push_back(static_cast<std::uint8_t>(width - '0'));
    }
  }
  return out;
}

}  // namespace dk::drivers
