#include "kiosk/input/private_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/codes/utf8.h"

namespace dk::kiosk::input {
namespace {

struct Encoded {
  std::array<std::uint8_t, 4> bytes{};
  std::size_t size = 0;
};

Encoded encode(char32_t c) {
  const auto tail = [c](int shift) {
    return static_cast<std::uint8_t>(0x80 | ((c >> shift) & 63));
  };
  if (c < 0x80) return {{static_cast<std::uint8_t>(c)}, 1};
  if (c < 0x800) return {{static_cast<std::uint8_t>(0xc0 | (c >> 6)), tail(0)}, 2};
  if (c < 0x10000) return {{static_cast<std::uint8_t>(0xe0 | (c >> 12)), tail(6), tail(0)}, 3};
  return {{static_cast<std::uint8_t>(0xf0 | (c >> 18)), tail(12), tail(6), tail(0)}, 4};
}

std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

}  // namespace

Secret to_utf8(std::span<const char32_t> characters) {
  std::size_t size = 0;
  for (const char32_t c : characters) size += encode(c).size;
  Secret text(size);
  std::size_t at = 0;
  for (const char32_t c : characters) {
    const Encoded one = encode(c);
    for (std::size_t i = 0; i < one.size; ++i) text.writable()[at++] = one.bytes[i];
  }
  return text;
}

Secret to_utf8(char32_t character) { return to_utf8(std::span(&character, 1)); }

Characters to_characters(std::string_view utf8, std::size_t most) {
  Characters characters;
  if (!codes::is_utf8(utf8)) return characters;
  characters.reserve(std::min(utf8.size(), most));
  for (std::size_t at = 0; at < utf8.size();) {
    if (characters.size() == most) return {};
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = length_of(lead);
    char32_t c = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
      c = (c << 6) | (static_cast<unsigned char>(utf8[at + i]) & 63U);
    }
    characters.push_back(c);
    at += length;
  }
  return characters;
}

}  // namespace dk::kiosk::input
