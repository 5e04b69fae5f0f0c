// GB 18030 bytes as characters, the reading side. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace dk::drivers {

struct Gb18030Character {
  char32_t character = 0xfffd;
  std::size_t bytes = 0;  // 0 = the bytes end in the middle of a character
};
// The first character. What is not GB 18030 is one U+FFFD of one byte.
[[nodiscard]] Gb18030Character first_gb18030(ByteView bytes);
[[nodiscard]] std::string to_utf8(const std::u32string& text);

}  // namespace dk::drivers
