// The screens of the testing mode (look: shared design tokens, 1920 x 1080): badge, PIN, desk,
// alerts, questions, packing, the end of a shift. A function of a view: draws through the Ui and
// returns the id of what was tapped ("undo", "seal", "key[5]" ... see sampling/event.h Tapped), if
// anything. UI thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/sampling/view.h"

namespace dk::kiosk {
class Ui;
namespace screens {

// Names the screen that a view shows: "badge", "pin", "desk", "ask", "manual", "menu",
// "alert.<kind>", "packing.<step>", "shift", "not_ready". Another page resets the focus.
[[nodiscard]] std::string page_of(const sampling::SamplingView& view);

[[nodiscard]] std::optional<std::string> draw_sampling(Ui& ui, const sampling::SamplingView& view);

}  // namespace screens
}  // namespace dk::kiosk
