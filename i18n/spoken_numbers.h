// Numbers as words, for spoken.cpp. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace dk::i18n {

// What the two Chinese scripts write differently, and the grammar around numbers.
struct NumberWords {
  std::u32string_view digits;       // zero to nine
  std::u32string_view code_digits;  // as they are said one by one: 幺 for 1 in Mandarin
  char32_t two;                     // before a measure word: 两
  char32_t ten_thousand, hundred_million;
  char32_t point, negative, to, some;
  std::u32string_view percent, per_mille, degrees, square_metres, tail, yuan, hour, minute, second;
  std::u32string_view measures;  // after these a number is an amount; after these two is `two`
  std::u32string_view units;     // after these it is an amount, but two stays two: 月, 日
  std::u32string_view codes;     // characters that end a word for a code: 尾号
};

// nullptr for a language that is not Chinese.
[[nodiscard]] const NumberWords* number_words(std::string_view language);

// `digits` are ASCII digits: "0300" -> 三百. More than 16 are said one by one.
[[nodiscard]] std::u32string say_amount(std::u32string_view digits, const NumberWords& words);
[[nodiscard]] std::u32string say_digits(std::u32string_view digits, const NumberWords& words);
// A code as people say it on the telephone.
[[nodiscard]] std::u32string say_code(std::u32string_view digits, const NumberWords& words);

}  // namespace dk::i18n
