// The screens of the citizen's mode (look: shared design tokens, portrait 1080 x 1920 and wide
// 1920 x 1080). A function of a view: draws through the Ui and returns what a hand has done, if
// anything. UI thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "kiosk/citizen/view.h"
#include "kiosk/ui/ui.h"
#include "kiosk/ui/widgets/pads.h"

namespace dk::kiosk::screens {

struct CitizenTouch {
  std::optional<std::string> tapped;  // id of a widget (kiosk/citizen/event.h, Tapped)
  std::string held;                   // id of what is pressed right now; empty: nothing
  bool signature = false;             // something stands on the signature pad
};

// Between ui.begin() and ui.end(). `signature` keeps the strokes of the pad; the caller's, wiped
// with the session. `pad` draws the input pad over the lower part of the page, when one is open,
// and gives what was touched in it to its owner; `typed` draws what is being typed into the place
// that the page has for it.
struct CitizenInputs {
  widgets::Written* signature = nullptr;
  std::function<void(Ui&)> pad{};
  std::function<void(Ui&, Box)> typed{};
};
[[nodiscard]] CitizenTouch draw_citizen(Ui& ui, const citizen::CitizenView& view,
                                        const CitizenInputs& inputs);

// Canvas and look of a view, for ui.begin().
[[nodiscard]] Look look_of(const citizen::CitizenView& view);

}  // namespace dk::kiosk::screens
