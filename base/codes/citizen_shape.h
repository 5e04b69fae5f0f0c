// A citizen number without a clock: everything of GB 11643 but "not after today". For sorting what
// was scanned; whoever uses a number calls parse_citizen_number. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/codes/citizen_number.h"

namespace dk::codes {

[[nodiscard]] std::optional<CitizenNumber> shape_of_citizen_number(std::string_view text);

}  // namespace dk::codes
