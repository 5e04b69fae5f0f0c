// The terminal is busy for the person: says with what, and that nothing is lost when it fails.
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

void draw(Page& page, const citizen::WorkingView& view) {
  using Doing = citizen::WorkingView::Doing;
  const bool failed = view.doing == Doing::NotSaved;
  const std::string key = failed ? "not_saved" : view.doing == Doing::Saving ? "saving" : "facts";
  Column column = column_of(page, draw_title(page, {tr("citizen.working." + key), view.service}));
  const float h = page.elder ? 250 : 190;
  if (!page.at.halves) {
    const float radius = page.elder ? 150 : 170;
    const Box art = column.take(2 * radius + 80);
    disc(page.ui, art.x + art.w / 2, art.y + art.h / 2, radius,
         failed ? icons::kWarning : icons::kHourglass,
         failed ? theme::kAmberTint : theme::kBrandTint);
  }
  if (failed) {
    const std::string words =
        i18n::tr_failure(view.why.value_or(FailureCode::io_error), i18n::Audience::Citizen);
    telling(page, "working.why", column.take(h),
            {.icon = icons::kWarning, .tint = theme::kAmberTint, .title = words});
    telling(
        page, "working.safe", column.take(page.elder ? 200 : 150),
        {.icon = icons::kShield, .tint = theme::kGreenTint, .title = tr("citizen.working.safe")});
    draw_actions(page, {.primary_id = "working.again",
                        .primary = tr("citizen.working.again"),
                        .primary_icon = icons::kPaperPlane});
    return;
  }
  telling(page, "working.state", column.take(h),
          {.icon = icons::kHourglass, .title = tr("citizen.working." + key + ".line")});
  if (view.paused_for) {
    telling(page, "working.paused", column.take(h),
            {.icon = icons::kPause,
             .tint = theme::kAmberTint,
             .title = tr("citizen.working.paused", {{"device", device_word(*view.paused_for)}})});
  } else if (view.slow) {
    telling(
        page, "working.slow", column.take(h),
        {.icon = icons::kClock, .tint = theme::kAmberTint, .title = tr("citizen.working.slow")});
  }
  if (view.doing == Doing::Facts) {
    draw_actions(page, {.secondary_id = "page.back",
                        .secondary = tr("citizen.action.back"),
                        .secondary_icon = icons::kArrowLeft});
  }
}

}  // namespace dk::kiosk::screens
