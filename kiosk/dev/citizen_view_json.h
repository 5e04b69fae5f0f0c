// The citizen's view as JSON for the test door: names and numbers are masked in it already, and a
// take-away code is told as being there, not as text.
#pragma once

#include <string>

#include "kiosk/citizen/view.h"

namespace dk::kiosk {

[[nodiscard]] std::string to_json(const citizen::CitizenView& view);

}  // namespace dk::kiosk
