// Surnames of two characters, simplified and traditional. Only for masking: a name that merely
// begins like one (段 + 干…) is masked by the same rule, which hides one character as well.
// Pure; any thread.
#pragma once

#include <string_view>

namespace dk::i18n {

[[nodiscard]] bool is_compound_surname(std::string_view two_characters);

}  // namespace dk::i18n
