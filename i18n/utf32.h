// UTF-8 to characters and back; invalid bytes become U+FFFD. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace dk::i18n {

[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view text);

}  // namespace dk::i18n
