#include "base/codes/citizen_number.h"

#include "base/codes/calendar.h"
#include "base/codes/citizen_shape.h"

namespace dk::codes {
namespace {

constexpr std::size_t kLength = 18;

}  // namespace

char citizen_number_check(std::string_view first_17_digits) {
  // Weights 2^(18-i) mod 11 for positions 1 to 17: 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2.
  int weight = 7;
  int sum = 0;
  for (const char c : first_17_digits.substr(0, kLength - 1)) {
    sum += (c - '0') * weight;
    weight = weight * 6 % 11;  // 6 is 1/2 modulo 11
  }
  return "10X98765432"[((sum % 11) + 11) % 11];
}

std::optional<CitizenNumber> shape_of_citizen_number(std::string_view text) {
  if (text.size() != kLength || !all_digits(text.substr(0, kLength - 1))) return std::nullopt;
  if (text.starts_with("00")) return std::nullopt;  // no such region
  const char check = text.back() == 'x' ? 'X' : text.back();
  if (check != citizen_number_check(text)) return std::nullopt;
  CitizenNumber number;
  number.text = std::string(text.substr(0, kLength - 1)) + check;
  number.birth =
      number.text.substr(6, 4) + '-' + number.text.substr(10, 2) + '-' + number.text.substr(12, 2);
  if (!parse_day(number.birth)) return std::nullopt;
  number.male = (number.text[16] - '0') % 2 == 1;
  return number;
}

Result<CitizenNumber> parse_citizen_number(std::string_view text, TimePoint today) {
  auto number = shape_of_citizen_number(text);
  // Days as text "YYYY-MM-DD" sort as days.
  if (!number || number->birth > china_day(today)) {
    return fail(FailureCode::citizen_number_invalid);
  }
  return *number;
}

int age_in_years(std::string_view birth, TimePoint at) {
  const auto born = parse_day(birth);
  const auto today = parse_day(china_day(at));
  if (!born || !today) return -1;
  const int years = static_cast<int>(today->year()) - static_cast<int>(born->year());
  // 29 February is after 28 February and before 1 March of a common year: comparing month and day
  // gives 1 March by itself.
  const bool had_birthday =
      std::pair(today->month(), today->day()) >= std::pair(born->month(), born->day());
  const int age = had_birthday ? years : years - 1;
  return age < 0 ? -1 : age;
}

}  // namespace dk::codes
