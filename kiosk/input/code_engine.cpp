#include "kiosk/input/code_engine.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <memory>

#include "base/bytes.h"

namespace dk::kiosk::input {
namespace {

constexpr std::size_t kLongest = 8;  // four bytes; also "U+" and six digits

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

bool is_han(char32_t c) {
  return c <= 0x10ffff && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

std::string_view hex_digits(std::string_view code) {
  if (code.starts_with("U+")) code.remove_prefix(2);
  for (const char c : code) {
    if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) return {};
  }
  return code;
}

std::optional<char32_t> by_unicode(std::string_view digits) {
  if (digits.size() < 4 || digits.size() > 6) return std::nullopt;
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  const char32_t c{value};
  return is_han(c) ? std::optional(c) : std::nullopt;
}

// GB 18030-2022, annex: eight characters have left the private use area; ICU before 74 still
// reads their two bytes as private use.
char32_t by_standard_of_2022(char32_t c) {
  struct Moved {
    char32_t from;
    char32_t to;
  };
  static constexpr std::array<Moved, 8> kMoved{{{0xe81e, 0x9fb4},
                                                {0xe826, 0x9fb5},
                                                {0xe82b, 0x9fb6},
                                                {0xe82c, 0x9fb7},
                                                {0xe832, 0x9fb8},
                                                {0xe843, 0x9fb9},
                                                {0xe854, 0x9fba},
                                                {0xe864, 0x9fbb}}};
  for (const auto& [from, to] : kMoved) {
    if (c == from) return to;
  }
  return c;
}

std::optional<char32_t> by_gb18030(std::string_view digits) {
  const auto bytes = from_hex(digits);
  if (!bytes || (bytes->size() != 2 && bytes->size() != 4)) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open("gb18030", &error), ucnv_close);
  if (U_FAILURE(error)) return std::nullopt;
  const std::string_view text = as_text(*bytes);
  const char* at = text.data();
  const char* const end = at + text.size();
  const UChar32 c = ucnv_getNextUChar(converter.get(), &at, end, &error);
  // Two characters of two bytes are also four bytes: not one code.
  if (U_FAILURE(error) || at != end || c == 0xfffd) return std::nullopt;
  const char32_t han = by_standard_of_2022(static_cast<char32_t>(c));
  return is_han(han) ? std::optional(han) : std::nullopt;
}

}  // namespace

std::vector<char32_t> characters_by_code(std::string_view code) {
  const std::string_view digits = hex_digits(code);
  std::vector<char32_t> found;
  if (const auto c = by_unicode(digits)) found.push_back(*c);
  if (code.size() == digits.size()) {
    if (const auto c = by_gb18030(digits)) found.push_back(*c);
  }
  return found;
}

bool CodeEngine::type(char key) {
  if (key >= 'a' && key <= 'z') key = static_cast<char>(key - 'a' + 'A');
  const bool digit = (key >= '0' && key <= '9') || (key >= 'A' && key <= 'F');
  const bool prefix =
      (key == 'U' && typed_.empty()) || (key == '+' && typed_.size() == 1 && typed_.front() == 'U');
  const bool bare_u = typed_.size() == 1 && typed_.front() == 'U';
  if (typed_.size() == kLongest || !(prefix || (digit && !bare_u))) return false;
  typed_.push_back(static_cast<std::uint8_t>(key));
  return true;
}

bool CodeEngine::backspace() {
  if (typed_.empty()) return false;
  typed_.pop_back();
  return true;
}

Secret CodeEngine::composition() { return Secret(ByteView(typed_.data(), typed_.size())); }

Candidates CodeEngine::candidates(std::size_t first, std::size_t count) {
  const std::vector<char32_t> all = characters_by_code(as_text({typed_.data(), typed_.size()}));
  Candidates found;
  for (std::size_t i = first; i < all.size() && found.texts.size() < count; ++i) {
    found.texts.push_back(to_utf8(all[i]));
  }
  found.more = first + found.texts.size() < all.size();
  return found;
}

Secret CodeEngine::choose(std::size_t index) {
  Candidates found = candidates(index, 1);
  if (found.texts.empty()) return {};
  clear();
  return std::move(found.texts.front());
}

void CodeEngine::clear() { typed_ = {}; }

}  // namespace dk::kiosk::input
