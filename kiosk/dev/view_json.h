// The sampling view as JSON for the test door: names are masked in it already.
#pragma once

#include <string>

#include "kiosk/sampling/view.h"

namespace dk::kiosk {

[[nodiscard]] std::string to_json(const sampling::SamplingView& view);

}  // namespace dk::kiosk
