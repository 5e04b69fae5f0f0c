// What is wrong with a drawn frame, as lines for a person. Empty: nothing.
#pragma once

#include <string>
#include <vector>

#include "kiosk/sampling/view.h"
#include "kiosk/ui/checks.h"
#include "kiosk/ui/ui_tree.h"

namespace dk::kiosk::gallery {

// `view` says which Latin letters a Chinese screen may show: the tube's code and people's names.
[[nodiscard]] std::vector<std::string> findings_in(const Checks& checks, const UiTree& tree,
                                                   const sampling::SamplingView& view);

}  // namespace dk::kiosk::gallery
