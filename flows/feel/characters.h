// The characters of FEEL's grammar (DMN 1.5 clause 10.3.1.2, rules 27 to 30 and 61). UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dk::feel {

struct Character {
  char32_t code = 0;  // 0 at the end
  std::size_t size = 0;
};
// Bytes that are not UTF-8 come one by one as U+FFFD.
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code);

// Bytes of white space there; 0 when there is none.
[[nodiscard]] std::size_t space_at(std::string_view text, std::size_t at);
[[nodiscard]] bool is_name_start(char32_t code);
[[nodiscard]] bool is_name_part(char32_t code);  // start, digits, combining marks
// May stand inside a name that is known: . / - ' + *
[[nodiscard]] bool is_name_operator(char character);

}  // namespace dk::feel
