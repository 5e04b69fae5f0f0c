// How far something is: the steps of a form, a bar, the seconds that are left. To look at only.
// What counts changes when its number does, never by itself. UI thread, inside a frame.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// Three to five steps on the width of the box, 109 high. `current` counts from 0; past the end all
// are done. A node "ID[i]" for each with "done", "current" or "next".
void stepper(Ui& ui, std::string_view id, Box box, std::span<const std::string> words, int current);
// The elders' bar under the header, 1080 x 20; the words beside it are the header's chip.
void step_bar(Ui& ui, std::string_view id, Box box, std::string_view label, int done, int of);

// 28 high; `part` 0 to 1.
void progress_bar(Ui& ui, std::string_view id, Box box, std::string_view label, float part,
                  Gradient fill = theme::kPrinting);

// 344 x 344: what is left of `total` seconds, the number and a caption; the last ten in red. A new
// picture once a second at most.
void countdown_ring(Ui& ui, std::string_view id, Box box, int left_s, int total_s,
                    std::string_view caption);

// Something takes as long as it takes: three dots, one of them dark in turn, and words. The box is
// as high as the words. Stands still with reduced motion.
void busy(Ui& ui, std::string_view id, Box box, std::string_view words);

// The large tick of "it is done" in a square of 208; it grows to its size when it comes.
void success_tick(Ui& ui, Box box, Colour ink = theme::kGreen700);

}  // namespace dk::kiosk::widgets
