#include "base/codes/calendar.h"

#include <algorithm>

namespace dk::codes {
namespace {

unsigned number_of(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

}  // namespace

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = text.substr(0, 4);
  const auto month = text.substr(5, 2);
  const auto day = text.substr(8, 2);
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number_of(year))),
                                         std::chrono::month(number_of(month)),
                                         std::chrono::day(number_of(day))};
  if (!date.ok() || date.year() < std::chrono::year(1800)) return std::nullopt;
  return date;
}

}  // namespace dk::codes
