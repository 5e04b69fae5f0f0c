// The end of a visit: the card first, then what was wiped, as it was proved.
#include <algorithm>
#include <cmath>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string wiped_word(const std::string& key) {
  const std::string id = "citizen.wiped." + key;
  std::string word = tr(id);
  return word == id ? tr("citizen.wiped.other") : word;
}

void draw_wiped(Page& page, Box b, const GoodbyeView& view) {
  Ui& ui = page.ui;
  ui.card(b);
  const auto count = static_cast<float>(view.wiped.size());
  const bool two = !page.elder && count > 4;
  const float rows = two ? std::ceil(count / 2) : count;
  const float line = std::min(page.elder ? 104.0F : 84.0F, (b.h - 32) / std::max(rows, 1.0F));
  const float w = two ? (b.w - 96) / 2 : b.w - 64;
  for (std::size_t i = 0; i < view.wiped.size(); ++i) {
    const auto& [key, proved] = view.wiped[i];
    const std::size_t row = two ? i / 2 : i;
    const float x = b.x + 32 + (two && i % 2 == 1 ? w + 32 : 0);
    const float y = b.y + 16 + static_cast<float>(row) * line;
    const float icon = std::min(page.elder ? 60.0F : 48.0F, line - 8);
    ui.icon(x, y + (line - icon) / 2, icon, proved ? icons::kCheckCircle : icons::kWarning,
            proved ? theme::kGreen700 : theme::kAmber800);
    const std::string words =
        proved ? wiped_word(key) : tr("citizen.wiped.unproved", {{"what", wiped_word(key)}});
    const Box box{x + icon + 20, y, w - icon - 20, line};
    ui.node("goodbye.wiped[" + key + "]", Role::Status, words, proved ? "proved" : "unproved", box);
    ui.text(box, words, {.em = ui.em({36, 50})});
  }
}

}  // namespace

void draw(Page& page, const TakeCardView& view) {
  Ui& ui = page.ui;
  const bool halves = page.at.halves;
  const Box ground = halves ? Box{0, page.at.header.h, page.at.display.w, page.at.display.h}
                            : Box{0, page.at.header.h, 1080, page.at.dock.y - page.at.header.h};
  ui.gradient(ground, theme::kTrouble, 0);
  draw_header(page, true);
  const std::string title = tr(view.card == Way::SocialCard ? "citizen.take_card.social-card"
                                                            : "citizen.take_card.id-card");
  const std::string line = tr("citizen.take_card.line");
  const float k = halves ? std::min(1.6F, (ground.h - 420) / 208) : 2.4F;
  const Box card{ground.x + (ground.w - 330 * k) / 2, ground.y + (halves ? 40.0F : 150.0F), 330 * k,
                 208 * k};
  ui.picture("card", card);
  ui.border(card.inset(-14), theme::kAmber800, 10, 36);
  const float y = card.bottom() + (halves ? 40.0F : 110.0F);
  const Box words{48, y, ground.w - 96, halves ? 190.0F : 330.0F};
  const float used =
      tell(page, "page.title", words, title,
           {.em = halves ? 96.0F : 136.0F, .weight = Weight::Bold, .align = Align::Centre});
  if (!halves) {
    tell(page, "page.line", {48, words.y + used + 20, words.w, 170}, line,
         {.em = page.elder ? 58.0F : 48.0F, .align = Align::Centre});
    return;
  }
  Column column = column_of(page, page.at.content.y + 24, false);
  telling(page, "page.line", column.take(page.elder ? 260 : 200),
          {.icon = icons::kIdCard, .tint = theme::kAmberTint, .title = line});
}

void draw(Page& page, const GoodbyeView& view) {
  const bool wiping = view.wiped.empty();
  const bool all = std::ranges::all_of(view.wiped, [](const auto& one) { return one.second; });
  Column column = column_of(page, draw_title(page, {tr("citizen.goodbye.title"),
                                                    tr(wiping ? "citizen.goodbye.wiping"
                                                       : all  ? "citizen.goodbye.line"
                                                              : "citizen.goodbye.unproved"),
                                                    icons::kShield}));
  if (view.take_paper) {
    const std::string take = tr("citizen.goodbye.paper");
    const std::string where = tr("citizen.decision.paper.where");
    widgets::banner(page.ui, "goodbye.paper", column.take(page.elder ? 150 : 128),
                    {.title = take, .sub = where, .icon = icons::kReceipt});
  }
  if (!page.at.halves) {
    const float radius = page.elder ? 120 : 150;
    const Box art = column.take(2 * radius + 60);
    disc(page.ui, art.x + art.w / 2, art.y + art.h / 2, radius,
         wiping ? icons::kHourglass : icons::kShield,
         wiping ? theme::kBrandTint : theme::kGreenTint);
  }
  if (!wiping) {
    const bool two = !page.elder && view.wiped.size() > 4;
    const auto rows = static_cast<float>(two ? (view.wiped.size() + 1) / 2 : view.wiped.size());
    const float wanted = rows * (page.elder ? 104.0F : 84.0F) + 32;
    draw_wiped(page, column.take(std::min(wanted, column.left())), view);
  }
  draw_actions(page, {.primary_id = "goodbye.again",
                      .primary = tr("citizen.action.home"),
                      .primary_icon = icons::kHouse,
                      .primary_enabled = !wiping});
}

}  // namespace dk::kiosk::screens
