// What a key of the keyboard means on the screen that is shown: it presses the button that stands
// there for it, and only if that button can be pressed. So a key never does what cannot be seen.
//
//   +  seal      -  undo      *  change the tube      /  type a number      .  more
//   Backspace, Escape: no (go back, not this time)    Enter: the button with the ring
//
// UI thread.
#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::screens {

// The tap (id without "sampling."), or nothing.
[[nodiscard]] std::optional<std::string> tap_of_key(HardKey key, const UiTree& tree);

}  // namespace dk::kiosk::screens
