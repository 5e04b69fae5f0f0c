// links: dk_codes
// decodes: base/codes/citizen_number.cpp base/codes/calendar.cpp
// A number that is taken is whole, and no single other character in it is taken as well.
#include <cstdlib>

#include "base/bytes.h"
#include "base/codes/citizen_number.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  const auto today = dk::from_unix_ms(1668736800000);
  const std::string_view text = dk::as_text({data, size});
  const int age = age_in_years(text, today);
  if (age < -1 || age > 10000) std::abort();
  const auto number = parse_citizen_number(text, today);
  if (!number) return 0;
  if (number->text.size() != 18 || age_in_years(number->birth, today) < 0) std::abort();
  const auto again = parse_citizen_number(number->text, today);
  if (!again || again->birth != number->birth || again->male != number->male) std::abort();
  for (std::size_t i = 0; i < 17; ++i) {
    std::string wrong = number->text;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    if (parse_citizen_number(wrong, today)) std::abort();
  }
  return 0;
}
