// The emergency: what has been done, and what to do meanwhile.
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

void draw(Page& page, const citizen::SosView& view) {
  using State = citizen::SosView::State;
  Ui& ui = page.ui;
  const std::string key = view.state == State::Answered    ? "answered"
                          : view.state == State::Escalated ? "escalated"
                                                           : "calling";
  const bool halves = page.at.halves;
  const Box ground = halves ? Box{0, page.at.header.h, page.at.display.w, page.at.display.h}
                            : Box{0, page.at.header.h, 1080, page.elder ? 700.0F : 720.0F};
  const bool safe = view.state == State::Answered;
  ui.rect(ground, safe ? theme::kGreen800 : theme::kRed700);
  draw_header(page, true);
  const float radius = halves ? 100 : 140;
  const float top = ground.y + (halves ? 40.0F : 60.0F);
  disc(ui, ground.x + ground.w / 2, top + radius, radius,
       safe ? icons::kHandshake : icons::kWarning,
       {theme::kWhite, safe ? theme::kGreen800 : theme::kRed700});
  const float y = top + 2 * radius + 36;
  const Box title{48, y, ground.w - 96, 124};
  say(page, "page.title", title, tr("citizen.sos." + key),
      {.em = 96, .weight = Weight::Bold, .colour = theme::kWhite, .align = Align::Centre});
  const Box line{64, title.bottom() + 8, ground.w - 128, page.elder ? 196.0F : 170.0F};
  tell(page, "page.line", line,
       tr(view.offline && !safe ? "citizen.sos.offline" : "citizen.sos." + key + ".line"),
       {.em = ui.em({42, 56}), .colour = theme::kWhite, .align = Align::Centre});
  Column column = column_of(page, halves ? page.at.content.y + 24 : ground.bottom() + 32);
  const float h = page.elder ? 170 : 140;
  telling(page, "sos.since", column.take(h),
          {.icon = icons::kClock,
           .tint = theme::kRedTint,
           .title = tr("citizen.sos.since", {{"seconds", seconds_word(view.seconds)}})});
  telling(page, "sos.dial", column.take(h),
          {.icon = icons::kPhoneCall, .tint = theme::kRedTint, .title = tr("citizen.sos.dial")});
  if (!view.ticket.empty()) {
    telling(page, "sos.number", column.take(h),
            {.icon = icons::kTicket,
             .tint = {theme::kSegment, theme::kInk700},
             .title = tr("citizen.sos.number", {{"number", view.ticket}})});
  }
  draw_actions(page, {.secondary_id = "sos.end",
                      .secondary = tr(safe ? "citizen.sos.end_answered" : "citizen.sos.end"),
                      .secondary_icon = icons::kCheck});
}

}  // namespace dk::kiosk::screens
