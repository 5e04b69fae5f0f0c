// The input pad over the lower part of a citizen's page (y 904 to 1920; on a wide screen the right
// of it): tabs, candidates, keys, the pad to write on. It takes the place of action bar and dock.
//
// A function of a view: returns what a hand has done, in its order; for a finger that writes that
// is several points in a frame. UI thread, between ui.begin() and ui.end(). Ids are "input.*".
#pragma once

#include <vector>

#include "kiosk/input/input_view.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk::screens {

[[nodiscard]] std::vector<input::InputEvent> draw_input(Ui& ui, const input::InputView& view);

// What is being typed, for the page to put over the pad: the line with its caret, and below it
// whole answers of the form as rows, as many as have room in the box. In low reach nothing up there
// is pressed: then only the line.
[[nodiscard]] std::vector<input::InputEvent> draw_typed(Ui& ui, Box box,
                                                        const input::InputView& view);

}  // namespace dk::kiosk::screens
