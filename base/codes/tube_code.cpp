#include "base/codes/tube_code.h"

#include <algorithm>

#include "base/codes/calendar.h"

namespace dk::codes {
namespace {

bool is_tube_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// The number that the characters spell (A = 10 .. Z = 35, hyphens left out), modulo 97.
unsigned modulo_97(std::string_view text) {
  unsigned rest = 0;
  for (const char c : text) {
    if (c == '-') continue;
    const bool digit = c >= '0' && c <= '9';
    const auto value = static_cast<unsigned>(digit ? c - '0' : c - 'A' + 10);
    rest = (rest * (digit ? 10 : 100) + value) % 97;
  }
  return rest;
}

bool check_is_right(std::string_view text) {
  const std::size_t hyphen = text.rfind('-');
  if (hyphen == std::string_view::npos) return false;
  const std::string_view group = text.substr(hyphen + 1);
  return group.size() == 2 && all_digits(group) && modulo_97(text) == 1;
}

}  // namespace

bool looks_like_tube_code(std::string_view text, const TubeCodeRule& rule) {
  if (text.size() < rule.min_length || text.size() > rule.max_length) return false;
  const std::string code = upper(text);
  return code.starts_with(rule.prefix) && std::ranges::all_of(code, is_tube_character);
}

Result<std::string> parse_tube_code(std::string_view text, const TubeCodeRule& rule) {
  if (!looks_like_tube_code(text, rule)) return fail(FailureCode::tube_code_invalid, "shape");
  std::string code = upper(text);
  if (rule.check == TubeCodeRule::Check::Mod97 && !check_is_right(code)) {
    return fail(FailureCode::tube_code_invalid, "check");
  }
  return code;
}

std::string make_tube_code(std::string_view batch, int serial, const TubeCodeRule& rule) {
  std::string digits = std::to_string(serial);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  std::string code = upper(batch) + '-' + digits;
  if (rule.check == TubeCodeRule::Check::None) return code;
  // ISO 7064 MOD 97-10: the two digits that make the whole leave 1.
  const unsigned check = 98 - modulo_97(code) * 100 % 97;
  return code + '-' + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
}

}  // namespace dk::codes
