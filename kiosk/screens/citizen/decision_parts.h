// The parts of the result page, each in a box that the page gives. Inside kiosk/screens/citizen
// only; UI thread, inside a frame.
#pragma once

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

// Colour, icon and word of an outcome, always together.
struct OutcomeLook {
  Gradient ground;
  Colour ink;  // of what is written on the ground
  Icon icon;
  Tint disc;          // the icon's
  std::string title;  // "Approved"
  bool solid_header = false;
};
[[nodiscard]] OutcomeLook look_of_outcome(const citizen::DecisionView& view);
// The sentence below the title; of what was taken in without network how it goes on.
[[nodiscard]] std::string outcome_line(const citizen::DecisionView& view);

// The number that matters, what happens now, the number of the case; nothing to say: false.
[[nodiscard]] bool has_figure(const citizen::DecisionView& view);
[[nodiscard]] float height_of_figure(const Page& page, float w, const citizen::DecisionView& view);
void draw_figure(Page& page, Box box, const citizen::DecisionView& view);
// What was looked at; of a refusal what would have changed it, first. As many lines as fit.
void draw_reasons(Page& page, Box box, const citizen::DecisionView& view);
[[nodiscard]] float height_of_reasons(const Page& page, const citizen::DecisionView& view);
// A person looks at a refusal again.
void draw_human(Page& page, Box box, const citizen::DecisionView& view);
void draw_paper(Page& page, Box box, const citizen::DecisionView& view);
void draw_code(Page& page, Box box, const citizen::DecisionView& view);
// Large type: each a row of its own; the code is shown in `shown` while the row is pressed.
void draw_paper_large(Page& page, Box box, const citizen::DecisionView& view);
void draw_code_large(Page& page, Box box, Box shown, const citizen::DecisionView& view);
// Five faces; after a low grade why, then thanks.
void draw_rating(Page& page, Box box, const citizen::DecisionView& view);
[[nodiscard]] float height_of_rating(const Page& page, const citizen::DecisionView& view);

}  // namespace dk::kiosk::screens
