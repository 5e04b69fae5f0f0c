// The fields of a form as they are drawn, with the heights of kiosk/citizen/form_pages.h, and the
// top that all pages of a journey share. Inside kiosk/screens/citizen only; UI thread, inside a
// frame.
#pragma once

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

struct JourneyTop {
  std::string_view service;
  citizen::JourneyStep step = citizen::JourneyStep::Choose;
  int minutes_left = 0;    // 0: not said
  std::string question{};  // an elder's page: the title; empty: the service is
  std::string line{};      // under the question
};
// Header, title and steps; returns where the page's own things begin.
Column journey_top(Page& page, const JourneyTop& top);

// In a box of height_of() px. `alone`: the page's only question, whose label is the title already;
// it takes what room there is.
void draw_field(Page& page, Box box, const citizen::FieldView& field, bool alone);
// What is known: two beside each other in the card, no target but "change" where there is room.
void draw_facts_closed(Page& page, Box box, const citizen::FormView& view, bool with_button);
// One a line, each that may be corrected with its button.
void draw_facts_open(Page& page, Box box, const citizen::FormView& view);
// Why it is not taken, in the author's words or ours; empty: nothing is wrong.
[[nodiscard]] std::string error_words(const citizen::FieldView& field);

}  // namespace dk::kiosk::screens
