// What ICU knows about Han characters: traditional to simplified (Hant-Hans), and each character's
// commonest Mandarin reading (Han-Latin), from a table that the build has made of ICU's rules: they
// would take 0.3 s and 14 MB to set up in the program. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

// Character by character; a text keeps its length, so that positions stay what they were.
[[nodiscard]] std::u32string to_simplified(std::u32string_view text);
// "jian4" for each character, "nv3" for 女, tone 5 for the light ones; empty for what has none.
[[nodiscard]] std::vector<std::string> han_readings(std::u32string_view characters);

}  // namespace dk::i18n
