// Names, dates, money and whole numbers as the three languages write them (CLDR, by ICU; the
// process's own locale plays no part):
//
//   zh-CN, zh-HK  赵建国     2022年11月18日    300元, 1,200.50元   12,345
//   en            赵建国     18 November 2022  CNY 300             12,345
//
// Any thread. Dates are quick (a formatter per language and thread is kept); making the one of a
// number takes about a millisecond: for texts that are made once, not for every frame. Another
// language is written as "en"; without ICU's data as plain digits.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dk::i18n {

// A Han name has no space in any language; other names are family name first in Chinese ("SANTOS
// MARIA LUZ"), last in English. Spaces around the parts are dropped; a missing part too.
[[nodiscard]] std::string format_name(std::string_view family, std::string_view given,
                                      std::string_view language);
// Empty when there is no such day.
[[nodiscard]] std::string format_date(std::chrono::year_month_day day, std::string_view language);
// The calendar day in China.
[[nodiscard]] std::string format_date(TimePoint at, std::string_view language);
// "1949-05-20" as people read it; any other text stays as it is.
[[nodiscard]] std::string format_day(std::string_view text, std::string_view language);
// Hundredths of a yuan; the two decimals stand only where there are some.
[[nodiscard]] std::string format_money(std::int64_t fen, std::string_view language);
[[nodiscard]] std::string format_number(std::int64_t value, std::string_view language);

}  // namespace dk::i18n
