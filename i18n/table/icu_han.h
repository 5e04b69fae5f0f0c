// What ICU's transliterators say about Han characters, one by one: the source of the table that
// programs carry (han_readings.h). They take 0.3 s and 14 MB to set up: the build does that, no
// program. Both are empty or unchanged without ICU's data. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dk::i18n {

// Hant-Hans; what would become more than one character stays as it is.
[[nodiscard]] std::u32string icu_simplified(std::u32string_view characters);
// Han-Latin, as "jian4"; empty for what is no syllable.
[[nodiscard]] std::vector<std::string> icu_readings(std::u32string_view characters);

}  // namespace dk::i18n
