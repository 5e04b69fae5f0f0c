// A text as it is said: what a voice cannot read by itself becomes words of the same language.
//
//   zh-CN  "补贴300元"        补贴三百元          zh-HK the same in traditional characters
//          "2022-11-18 14:26" 二零二二年十一月十八日 十四点二十六分
//          "440***19"         尾号幺九            a masked number says its tail, digit by digit
//          "张*三"            张某三
//          "12345678"         幺二三四…           codes digit by digit: long, with leading zeros or
//                                                 letters, after words like 尾号
//   en     the same in English: "ending in 1 9", "18 November 2022"
//
// Other languages come back unchanged. Pure; any thread; never fails: what is not understood stays,
// and what goes beyond kMostSpoken_bytes is cut there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dk::i18n {

constexpr std::size_t kMostSpoken_bytes = 16 * 1024;

[[nodiscard]] std::string spoken(std::string_view utf8, std::string_view language);

}  // namespace dk::i18n
