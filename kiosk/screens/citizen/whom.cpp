// For whom it is done: each answer begins it at once.
#include <algorithm>
#include <cmath>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

Icon icon_of(Whom whom) {
  switch (whom) {
    case Whom::Me:
      return icons::kUser;
    case Whom::Child:
    case Whom::Parent:
      return icons::kUsers;
    case Whom::Firm:
      break;
  }
  return icons::kHouse;
}

std::string line_of(const ForWhomView::Choice& choice) {
  if (choice.name.empty()) return tr("citizen.whom.card");
  if (choice.whom == Whom::Me) return choice.name;
  if (choice.until.empty()) return tr("citizen.whom.visit", {{"name", choice.name}});
  return tr("citizen.whom.until", {{"name", choice.name}, {"day", choice.until}});
}

}  // namespace

void draw(Page& page, const ForWhomView& view) {
  Column column =
      column_of(page, draw_title(page, {tr("citizen.whom.title"), view.service, icons::kUsers}));
  const float asking = !view.asking ? 0 : page.elder ? 132 : page.at.halves ? 88 : 120;
  const float gap = page.at.halves ? 16 : 20;
  const float room = column.left() - (asking > 0 ? asking + gap : 0);
  const float floor = page.elder ? 124 : 104;
  const auto count = static_cast<float>(std::max<std::size_t>(view.choices.size(), 1));
  // Two beside each other only when one below the other would be too low for a finger.
  const bool two = (room + gap) / count - gap < floor;
  const float rows = two ? std::ceil(count / 2) : count;
  const float h = std::clamp((room + gap) / rows - gap, floor, page.elder ? 216.0F : 164.0F);
  const float w = two ? (column.w - gap) / 2 : column.w;
  for (std::size_t i = 0; i < view.choices.size(); ++i) {
    const ForWhomView::Choice& choice = view.choices[i];
    const bool right = two && i % 2 == 1;
    const Box box{column.x + (right ? w + gap : 0), column.y, w, h};
    if (!two || right || i + 1 == view.choices.size()) column.y += h + gap;
    const std::string id = "whom[" + choice.handle + "]";
    const std::string title = whom_word(choice.whom);
    const std::string line = line_of(choice);
    if (two) {
      // Narrow: a child or a firm is told apart by its name.
      const bool by_name = choice.whom == Whom::Child || choice.whom == Whom::Firm;
      page.button(
          id, box, by_name && !choice.name.empty() ? choice.name : title,
          {.icon = icon_of(choice.whom), .em = page.ui.em({40, 50}), .first_focus = i == 0});
      continue;
    }
    page.tap(
        widgets::item_row(
            page.ui, id, box,
            {.title = title, .sub = line, .icon = icon_of(choice.whom), .first_focus = i == 0}),
        id);
  }
  if (view.asking) {
    telling(page, "whom.asking", column.take(asking),
            {.icon = icons::kHourglass, .title = tr("citizen.whom.asking")});
  }
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft});
}

}  // namespace dk::kiosk::screens
