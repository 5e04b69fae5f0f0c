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

// Whole answers of the form for what is being typed, as rows of 116: the page puts them between
// field and pad. As many as have room in the box; nothing without answers.
[[nodiscard]] std::vector<input::InputEvent> draw_input_answers(Ui& ui, Box box,
                                                                const input::InputView& view);

}  // namespace dk::kiosk::screens
