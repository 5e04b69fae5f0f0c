// A signature with the finger. What was written is the caller's; it is wiped with the session.
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

void draw(Page& page, const citizen::SignView& view) {
  Column column = column_of(page, draw_title(page, {tr("citizen.sign.title"), view.service}));
  const TextStyle style{.em = page.ui.em(theme::kBody), .colour = theme::kInk700};
  if (page.at.halves) {
    const Box d = page.at.display;
    tell(page, "sign.statement", {d.x + 48, d.y + 470, d.w - 96, 150}, view.statement,
         {.em = page.ui.em({36, 46}), .colour = theme::kWhite});
  } else {
    tell(page, "sign.statement", column.take(page.elder ? 140 : 104), view.statement, style);
  }
  const Box pad = column.take(std::min(column.left(), 760.0F));
  if (page.inputs.signature != nullptr) {
    (void)widgets::signature_pad(page.ui, "sign.pad", pad,
                                 {.label = tr("citizen.sign.pad"),
                                  .width = 8,
                                  .line = true,
                                  .hint = tr("citizen.sign.hint")},
                                 *page.inputs.signature);
  }
  const bool written = page.inputs.signature != nullptr && !page.inputs.signature->strokes.empty();
  page.touch.signature = written && !page.inputs.signature->writing;
  draw_actions(page, {.secondary_id = "sign.clear",
                      .secondary = tr("citizen.sign.clear"),
                      .secondary_icon = icons::kEraser,
                      .primary_id = "sign.done",
                      .primary = tr(written ? "citizen.sign.done" : "citizen.sign.first"),
                      .primary_icon = written ? std::optional(icons::kCheck) : std::nullopt,
                      .primary_enabled = written && !view.empty});
  // Writing it anew concerns nobody but the pad.
  if (written && page.touch.tapped == "sign.clear") {
    *page.inputs.signature = {};
    page.touch.signature = false;
  }
}

}  // namespace dk::kiosk::screens
