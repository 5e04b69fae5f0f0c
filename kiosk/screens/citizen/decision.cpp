// The result: what it is, the number that matters, why, the paper, and what the person thinks.
#include "kiosk/screens/citizen/decision_parts.h"

#include <algorithm>

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

constexpr float kGap = 22;

// Rings around the tick, as on the picture: decoration, cut at the ground's edge. Words stand on
// them, so they are of the colour that the words are not.
void draw_rings(Ui& ui, Box ground, float x, float y, const OutcomeLook& look, float halo) {
  const Colour away = look.ink == theme::kWhite ? theme::kInk900 : theme::kWhite;
  ui.clip(ground);
  for (const float radius : {255.0F, 320.0F}) ui.ring(x, y, radius, 3, away.with_alpha(0.22F));
  ui.unclip();
  ui.circle(x, y, halo, look.ink.with_alpha(0.16F));
}

// Tall: hero at the top; returns where the first card begins, half over the hero's end.
float draw_hero(Page& page, const DecisionView& view, bool with_card) {
  Ui& ui = page.ui;
  const OutcomeLook look = look_of_outcome(view);
  const float top = look.solid_header ? page.at.header.h : 0;
  const float end = page.elder ? 510 : with_card ? 500 : 420;
  const Box ground{0, top, page.at.header.w, end - top};
  ui.gradient(ground, look.ground, 0);
  const float middle = page.elder ? 222 : 264;
  const float radius = page.elder ? 82 : 104;
  draw_rings(ui, ground, 152, middle, look, radius + 16);
  draw_header(page, look.solid_header);
  disc(ui, 152, middle, radius, look.icon, look.disc);
  if (outcome_of(view) == Outcome::Approve && !page.elder)
    ui.picture("flowers_two", {886, 150, 170, 160});
  const float x = 292;
  const float w = 1032 - x;
  const std::string line = outcome_line(view);
  const Box title{x, page.elder ? 160.0F : 164.0F,
                  outcome_of(view) == Outcome::Approve && !page.elder ? 590.0F : w, 125};
  say(page, "page.title", title, look.title,
      {.em = page.elder ? 96.0F : 112.0F, .weight = Weight::Bold, .colour = look.ink});
  const Box words =
      page.elder ? Box{48, 316, 984, with_card ? 132.0F : 180.0F} : Box{x, 296, w, 104};
  tell(page, "page.line", words, line, {.em = page.elder ? 46.0F : 34.0F, .colour = look.ink});
  if (page.elder) return with_card ? 464 : end + 24;
  return with_card ? 412 : end + 24;
}

void draw_display(Page& page, const DecisionView& view) {
  Ui& ui = page.ui;
  const OutcomeLook look = look_of_outcome(view);
  const Box d = page.at.display;
  const float top = look.solid_header ? page.at.header.h : 0;
  const Box ground{0, top, d.w, d.bottom() - top};
  ui.gradient(ground, look.ground, 0);
  draw_rings(ui, ground, 152, d.y + 136, look, 112);
  draw_header(page, look.solid_header);
  disc(ui, 152, d.y + 136, 96, look.icon, look.disc);
  const float x = 292;
  say(page, "page.title", {x, d.y + 76, d.w - x - 48, 120}, look.title,
      {.em = 96, .weight = Weight::Bold, .colour = look.ink});
  const float w = d.w - 96;
  const float reasons = page.elder ? 0 : height_of_reasons(page, view);
  const Box words{48, d.y + 260, w, page.elder ? 190.0F : 130.0F};
  const float used = tell(page, "page.line", words, outcome_line(view),
                          {.em = page.elder ? 46.0F : 38.0F, .colour = look.ink});
  float y = words.y + used + 28;
  if (has_figure(view)) {
    const float h = height_of_figure(page, w, view);
    draw_figure(page, {48, y, w, h}, view);
    y += h + kGap;
  }
  // Wide: why stands on the half to look at too.
  if (d.h > 900 && reasons > 0) {
    draw_reasons(page, {48, y, w, std::min(reasons, d.bottom() - 24 - y)}, view);
  }
}

// Below each other in the half that is touched: first what must not be missed.
void draw_halves(Page& page, const DecisionView& view) {
  draw_display(page, view);
  Column column = column_of(page, page.at.content.y + 24);
  const bool asks_why = !view.rating_reasons.empty() && !view.rated;
  const float rating = height_of_rating(page, view);
  if (asks_why) return draw_rating(page, column.take(std::min(rating, column.left())), view);
  if (view.may_ask_human) draw_human(page, column.take(page.elder ? 124 : 104, 18), view);
  const float left = column.left() - rating - 18;
  if (page.elder && left >= 132) {
    const Box row = column.take(std::min(left, 150.0F), 18);
    const float w = (row.w - 24) / 2;
    const Box d = page.at.display;
    draw_paper_large(page, {row.x, row.y, w, row.h}, view);
    draw_code_large(page, {row.x + w + 24, row.y, w, row.h}, {48, d.bottom() - 360, d.w - 96, 340},
                    view);
  } else if (left >= 236) {
    const float reasons = height_of_reasons(page, view);
    const bool room = page.at.display.h < 900 && reasons > 0 && left > 236 + 170;
    if (room) draw_reasons(page, column.take(std::min(reasons, left - 236 - 18), 18), view);
    const Box row = column.take(240, 18);
    const float w = (row.w - 24) / 2;
    draw_paper(page, {row.x, row.y, w, row.h}, view);
    draw_code(page, {row.x + w + 24, row.y, w, row.h}, view);
  }
  draw_rating(page, column.take(rating), view);
}

// Large type: the paper and the code a row each, as far as there is room over the rating.
void draw_tall_large(Page& page, const DecisionView& view, Column column) {
  const float top = column.y;
  const float rating = height_of_rating(page, view);
  const float h = 140;
  if (column.left() - rating >= h + kGap) draw_paper_large(page, column.take(h, kGap), view);
  if (column.left() - rating >= h + kGap) {
    const Box row = column.take(h, kGap);
    draw_code_large(page, row, {row.x, std::min(top, row.y - 420), row.w, 400}, view);
  }
  draw_rating(page, column.take(std::min(rating, column.left())), view);
}

void draw_tall(Page& page, const DecisionView& view) {
  const bool figure = has_figure(view);
  Column column = column_of(page, draw_hero(page, view, figure));
  column.end += 6;
  if (figure) {
    draw_figure(page, column.take(height_of_figure(page, column.w, view), kGap), view);
  }
  const bool asks_why = !view.rating_reasons.empty() && !view.rated;
  if (view.may_ask_human) draw_human(page, column.take(page.elder ? 140 : 120, kGap), view);
  const float rating = height_of_rating(page, view);
  if (page.elder) return draw_tall_large(page, view, column);
  const float paper = 244;
  const float left = column.left() - rating - kGap;
  const float reasons = asks_why ? 0 : height_of_reasons(page, view);
  if (reasons > 0 && left - paper - kGap > 160) {
    draw_reasons(page, column.take(std::min(reasons, left - paper - kGap), kGap), view);
  }
  if (column.left() - rating - kGap >= paper) {
    const Box row = column.take(paper, kGap);
    const float w = (row.w - 24) / 2;
    draw_paper(page, {row.x, row.y, w, row.h}, view);
    draw_code(page, {row.x + w + 24, row.y, w, row.h}, view);
  }
  draw_rating(page, column.take(std::min(rating, column.left())), view);
}

}  // namespace

void draw(Page& page, const DecisionView& view) {
  if (page.at.halves) {
    draw_halves(page, view);
  } else {
    draw_tall(page, view);
  }
  draw_actions(page,
               {.secondary_id = "decision.again",
                .secondary = tr("citizen.decision.again"),
                .secondary_icon = page.elder ? std::nullopt : std::optional(icons::kPlusCircle),
                .primary_id = "decision.finish",
                .primary = tr("citizen.decision.finish"),
                .primary_icon = icons::kSignOut,
                .note = tr("citizen.decision.finish.seconds",
                           {{"seconds", seconds_word(view.seconds_left)}}),
                .secondary_w = 372});
}

}  // namespace dk::kiosk::screens
