// Going on at another terminal, or here with what was begun there.
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using State = citizen::MoveView::State;

void draw_ready(Page& page, Column& column, const citizen::MoveView& view) {
  Ui& ui = page.ui;
  const float words_h = page.elder ? 110 : 88;
  const float side = std::min(column.left() - words_h - 40, page.at.halves ? 460.0F : 640.0F);
  const Box card{column.x + (column.w - side - 48) / 2, column.y, side + 48, side + 48};
  ui.card(card);
  code_symbol(page, "move.code", card.inset(24), view.code, tr("citizen.move.code"));
  column.y = card.bottom() + 16;
  const Box b = column.take(words_h - 24, 0);
  say(page, "move.left", b, tr("citizen.move.left", {{"seconds", seconds_word(view.seconds_left)}}),
      {.em = ui.em({38, 50}), .weight = Weight::Bold, .align = Align::Centre});
}

}  // namespace

void draw(Page& page, const citizen::MoveView& view) {
  const bool ready = view.state == State::Ready;
  const std::string key = view.state == State::Preparing     ? "preparing"
                          : view.state == State::Ready       ? "ready"
                          : view.state == State::NotPossible ? "not_possible"
                          : view.state == State::Fetching    ? "fetching"
                                                             : "refused";
  Column column =
      column_of(page, draw_title(page, {tr("citizen.move." + key),
                                        tr("citizen.move." + key + ".line"), icons::kSwap}));
  if (ready) {
    draw_ready(page, column, view);
  } else if (view.state == State::Refused) {
    telling(page, "move.why", column.take(page.elder ? 460 : 260),
            {.icon = icons::kWarning,
             .tint = theme::kAmberTint,
             .title = i18n::tr_failure(view.why.value_or(FailureCode::not_found),
                                       i18n::Audience::Citizen)});
  } else {
    const bool waits = view.state != State::NotPossible;
    telling(page, "move.state", column.take(page.elder ? 220 : 170),
            {.icon = waits ? icons::kHourglass : icons::kShield,
             .tint = waits ? theme::kBrandTint : theme::kGreenTint,
             .title = tr(waits ? "citizen.move.wait" : "citizen.move.kept")});
  }
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft});
}

}  // namespace dk::kiosk::screens
