// The five faces of a rating. Eyes, mouth and brows differ, so that they are told apart without
// colour; none is chosen by default. UI thread, inside a frame.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// `grade` 1 (very satisfied) to 5; 179 x 162. True when it was pressed.
[[nodiscard]] bool face(Ui& ui, std::string_view id, Box box, int grade, std::string_view label,
                        bool chosen);

}  // namespace dk::kiosk::widgets
