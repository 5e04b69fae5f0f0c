// What the first page shows in each of its forms. Inside kiosk/screens/citizen only; UI thread.
#pragma once

#include <string>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

inline constexpr float kHomeGap = 24;

[[nodiscard]] bool is_offline(const Page& page);
// By a card, or by a code: prompts name only what works.
[[nodiscard]] bool can_log_in_by(const citizen::HomeView& view, bool card);
[[nodiscard]] std::string hello(const Page& page);  // with the masked name

void draw_sos(Page& page, Box box);
enum class CardKind { Big, Small, Row, Elder };
void draw_area(Page& page, const citizen::HomeView::Area& area, Box box, CardKind kind,
               bool filled);
// The network is away: what that means, and that nothing is lost.
void draw_banner(Page& page, Box box);
// Instead of areas while there are none.
void draw_nothing_yet(Page& page, const citizen::HomeView& view, Box box);
// The half to look at.
void draw_home_display(Page& page);

void draw_elder_home(Page& page, const citizen::HomeView& view);

}  // namespace dk::kiosk::screens
