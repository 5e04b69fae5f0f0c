// What ICU knows about Han characters: traditional to simplified (Hant-Hans), and each character's
// commonest Mandarin reading (Han-Latin). ICU makes each of the two on first use, which takes 0.1 s
// of processor time: call once off the UI thread before the first screen needs it.
// One lock inside; any thread. Without ICU's data file texts stay as they are and have no readings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

// Character by character; a text keeps its length, so that positions stay what they were.
[[nodiscard]] std::u32string to_simplified(std::u32string_view text);
// "jian4" for each character, "nv3" for 女, tone 5 for the light ones; empty for what has none.
[[nodiscard]] std::vector<std::string> han_readings(std::u32string_view characters);

// UTF-8 to characters; invalid bytes become U+FFFD.
[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view text);

}  // namespace dk::i18n
