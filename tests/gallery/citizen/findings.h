// What a person of 82 would stumble over on a drawn page, as lines for an engineer. Empty: nothing.
#pragma once

#include <string>
#include <vector>

#include "kiosk/citizen/view.h"
#include "kiosk/input/input_view.h"
#include "kiosk/ui/checks.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/ui_tree.h"

namespace dk::kiosk::gallery {

struct Drawn {
  const Checks& checks;
  const UiTree& tree;
  const citizen::CitizenView& view;
  const input::InputView* pad = nullptr;  // the one that is open
};

// Texts: none clipped, cut, overlapping or outside, no letter missing, none smaller than the floor.
// Words: no bare key, no place left open, no other script. Targets: large enough, apart, within
// reach of a finger and of the arrow keys. Everything has words to read aloud.
[[nodiscard]] std::vector<std::string> findings_in(const Drawn& drawn);

// Texts that are too near in colour to the ground that they stand on: below 4.5 : 1, sentences
// below 7 : 1 (WCAG 2). `ground` is the same page without a letter, one pixel to a design pixel.
[[nodiscard]] std::vector<std::string> low_contrast(const Checks& checks, const Raster& ground,
                                                    bool elder);
// Without the texts that lie under a toast, which goes by itself, or under a code while it is held.
[[nodiscard]] Checks without_covered(Checks checks, const UiTree& tree);

}  // namespace dk::kiosk::gallery
