#include "flows/feel/characters.h"

namespace dk::feel {

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  std::size_t size = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (first >= 0xf5 || size == 0) return {0xfffd, 1};
  char32_t code = first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const unsigned next = byte(at + i);
    if ((next & 0xc0U) != 0x80U) return {0xfffd, 1};
    code = code << 6 | (next & 0x3fU);
  }
  const bool too_long = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (too_long || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {0xfffd, 1};
  return {code, size};
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

std::size_t space_at(std::string_view text, std::size_t at) {
  const Character c = character_at(text, at);
  const char32_t code = c.code;
  const bool space = (code >= 0x09 && code <= 0x0d) || code == 0x20 || code == 0x85 ||
                     code == 0xa0 || code == 0x1680 || code == 0x180e ||
                     (code >= 0x2000 && code <= 0x200b) || code == 0x2028 || code == 0x2029 ||
                     code == 0x202f || code == 0x205f || code == 0x3000 || code == 0xfeff;
  return space ? c.size : 0;
}

bool is_name_start(char32_t code) {
  if (code < 0x80) {
    return code == '?' || code == '_' || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z');
  }
  return (code >= 0xc0 && code <= 0xd6) || (code >= 0xd8 && code <= 0xf6) ||
         (code >= 0xf8 && code <= 0x2ff) || (code >= 0x370 && code <= 0x37d) ||
         (code >= 0x37f && code <= 0x1fff) || (code >= 0x200c && code <= 0x200d) ||
         (code >= 0x2070 && code <= 0x218f) || (code >= 0x2c00 && code <= 0x2fef) ||
         (code >= 0x3001 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfdcf) ||
         (code >= 0xfdf0 && code <= 0xfffc) || (code >= 0x10000 && code <= 0xeffff);
}

bool is_name_part(char32_t code) {
  return is_name_start(code) || (code >= '0' && code <= '9') || code == 0xb7 ||
         (code >= 0x300 && code <= 0x36f) || (code >= 0x203f && code <= 0x2040);
}

bool is_name_operator(char character) {
  return character == '.' || character == '/' || character == '-' || character == '\'' ||
         character == '+' || character == '*';
}

}  // namespace dk::feel
