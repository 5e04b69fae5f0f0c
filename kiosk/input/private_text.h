// What somebody is typing, kept so that it is gone when it goes: characters in wiped memory, with
// no short-string buffer inside the object that would be left behind. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace dk::kiosk::input {

using Characters = std::vector<char32_t, WipingAllocator<char32_t>>;

[[nodiscard]] Secret to_utf8(std::span<const char32_t> characters);
[[nodiscard]] Secret to_utf8(char32_t character);
// Nothing when the text is not UTF-8, or has more than `most` characters: never half of it.
[[nodiscard]] Characters to_characters(std::string_view utf8, std::size_t most);
[[nodiscard]] inline Secret secret_text(std::string_view utf8) { return Secret(as_bytes(utf8)); }

}  // namespace dk::kiosk::input
