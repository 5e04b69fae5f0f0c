#include "i18n/spoken_numbers.h"

namespace dk::i18n {
namespace {

// tidy: data
constexpr NumberWords kSimplified{
    .digits = U"零一二三四五六七八九",
    .code_digits = U"零幺二三四五六七八九",
    .two = U'两',
    .ten_thousand = U'万',
    .hundred_million = U'亿',
    .point = U'点',
    .negative = U'负',
    .to = U'至',
    .some = U'某',
    .percent = U"百分之",
    .per_mille = U"千分之",
    .degrees = U"摄氏度",
    .square_metres = U"平方米",
    .tail = U"尾号",
    .yuan = U"元",
    .hour = U"点",
    .minute = U"分",
    .second = U"秒",
    .measures =
        U"元块个人支条张次位天年小分秒种项件份岁周步家台部遍名间箱管本笔只片户段层页处道倍万亿千百"
        U"星平公",
    .units = U"月日号楼级路期班",
    .codes = U"号码线话证编",
};

// tidy: data
constexpr NumberWords kTraditional{
    .digits = U"零一二三四五六七八九",
    .code_digits = U"零一二三四五六七八九",
    .two = U'兩',
    .ten_thousand = U'萬',
    .hundred_million = U'億',
    .point = U'點',
    .negative = U'負',
    .to = U'至',
    .some = U'某',
    .percent = U"百分之",
    .per_mille = U"千分之",
    .degrees = U"攝氏度",
    .square_metres = U"平方米",
    .tail = U"尾號",
    .yuan = U"元",
    .hour = U"點",
    .minute = U"分",
    .second = U"秒",
    .measures =
        U"元塊個人支條張次位天年小分秒種項件份歲週步家台部遍名間箱管本筆隻片戶段層頁處道倍萬億千百"
        U"星平公",
    .units = U"月日號樓級路期班",
    .codes = U"號碼線話證編",
};

constexpr std::size_t kMostAmountDigits = 16;

// One to four digits, as inside a larger number when `inside`.
void say_group(std::u32string_view group, bool inside, const NumberWords& words,
               std::u32string& said) {
  // tidy: data
  constexpr std::u32string_view kPlaces = U" 十百千";
  bool gap = false;
  bool begun = inside;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto digit = static_cast<std::size_t>(group[i] - U'0');
    const auto place = group.size() - 1 - i;
    if (digit == 0) {
      gap = begun;
      continue;
    }
    if (gap) said += words.digits[0];
    gap = false;
    // 十二, not 一十二, at the beginning.
    if (digit != 1 || place != 1 || begun) {
      said += digit == 2 && place == 3 && !begun ? words.two : words.digits[digit];
    }
    if (place > 0) said += kPlaces[place];
    begun = true;
  }
}

}  // namespace

const NumberWords* number_words(std::string_view language) {
  if (language == "zh-CN") return &kSimplified;
  if (language == "zh-HK") return &kTraditional;
  return nullptr;
}

std::u32string say_digits(std::u32string_view digits, const NumberWords& words) {
  std::u32string said;
  for (const char32_t digit : digits) said += words.digits[digit - U'0'];
  return said;
}

std::u32string say_code(std::u32string_view digits, const NumberWords& words) {
  // The government's telephone number is counted up, not spelled.
  if (digits == U"12345") return say_digits(digits, words);
  std::u32string said;
  for (const char32_t digit : digits) said += words.code_digits[digit - U'0'];
  return said;
}

std::u32string say_amount(std::u32string_view digits, const NumberWords& words) {
  const auto first = digits.find_first_not_of(U'0');
  if (first == std::u32string_view::npos) return std::u32string(1, words.digits[0]);
  digits.remove_prefix(first);
  if (digits.size() > kMostAmountDigits) return say_digits(digits, words);

  std::u32string said;
  for (std::size_t left = digits.size(); left > 0;) {
    const std::size_t size = (left - 1) % 4 + 1;
    const auto group = digits.substr(digits.size() - left, size);
    left -= size;
    const auto groups_after = left / 4;
    if (group.find_first_not_of(U'0') != std::u32string_view::npos) {
      const bool lonely_two = said.empty() && group == U"2" && groups_after > 0;
      if (lonely_two) {
        said += words.two;
      } else {
        say_group(group, !said.empty(), words, said);
      }
      if (groups_after % 2 == 1) said += words.ten_thousand;
    }
    if (groups_after == 2) said += words.hundred_million;
  }
  return said;
}

}  // namespace dk::i18n
