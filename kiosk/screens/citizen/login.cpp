// Who is there: the ways in that work on this terminal now, and how each is done.
#include <algorithm>

#include "kiosk/citizen/rules.h"
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string name_of_way(Way way) { return std::string(citizen::name_of(way)); }

Icon icon_of(Way way) {
  switch (way) {
    case Way::IdCard:
      return icons::kIdCard;
    case Way::SocialCard:
      return icons::kCreditCard;
    case Way::Code:
      break;
  }
  return icons::kPhone;
}

Title title_of(const LoginView& view) {
  if (view.ways.empty()) return {tr("citizen.login.none"), tr("citizen.login.none.line")};
  const std::string way = name_of_way(view.chosen);
  if (view.level > 2) return {tr("citizen.login.level"), tr("citizen.login.level.line")};
  if (view.for_second) {
    return {tr("citizen.login.second." + way), tr("citizen.login.second.line")};
  }
  return {tr("citizen.login.title." + way), tr("citizen.login.line")};
}

std::string step_word(const LoginView& view, int number) {
  const std::string of = view.level > 2 ? "level" : name_of_way(view.chosen);
  std::string key = "citizen.login.step";
  key += std::to_string(number) + "." + of;
  return tr(key);
}

// The desk of the terminal, and what is put on it, at the scale of the width.
void draw_desk(Page& page, Box b, const LoginView& view) {
  Ui& ui = page.ui;
  const Colour arrow = page.at.halves ? theme::kBrand300 : theme::kBrand600;
  const float k = b.w / 984;
  const float top = b.bottom() - 330 * k;
  ui.picture("desk", {b.x, top, b.w, 330 * k});
  const bool code = view.chosen == Way::Code;
  const float size = 88 * k;
  if (code) {
    const Box phone{b.x + 770 * k - 75 * k, std::max(b.y, top - 150 * k), 150 * k, 250 * k};
    ui.rect(phone, theme::kInk900, 26 * k);
    const Box glass = phone.inset(12 * k);
    ui.rect(glass, theme::kWhite, 18 * k);
    const float icon = 100 * k;
    ui.icon(glass.x + (glass.w - icon) / 2, glass.y + (glass.h - icon) / 2, icon, icons::kQrCode,
            theme::kInk900);
    ui.icon(phone.x - size - 30 * k, phone.y + 60 * k, size, icons::kCaretDoubleDown, arrow);
    return;
  }
  const float room = top - b.y;
  const float card_y = top - 138 * k;
  for (const auto& [up, alpha] : {std::pair{84.0F, 0.35F}, {44.0F, 0.55F}}) {
    if (room >= (up + 138) * k) {
      ui.picture("card", {b.x + 327 * k, card_y - up * k, 330 * k, 208 * k}, alpha);
    }
  }
  ui.picture("card", {b.x + 327 * k, std::max(b.y, card_y), 330 * k, 208 * k});
  ui.icon(b.x + 196 * k, top - 92 * k, size, icons::kCaretDoubleDown, arrow);
  ui.icon(b.x + 700 * k, top - 92 * k, size, icons::kCaretDoubleDown, arrow);
}

void draw_steps(Page& page, Box b, const LoginView& view) {
  Ui& ui = page.ui;
  const bool stacked = page.elder;
  const float side = page.elder ? 68 : 60;
  const float w = stacked ? b.w : b.w / 2;
  for (int i = 0; i < 2; ++i) {
    const auto at = static_cast<float>(i);
    const Box box{stacked ? b.x : b.x + at * w, stacked ? b.y + at * 84 : b.y, w, side};
    ui.circle(box.x + side / 2, box.y + side / 2, side / 2, theme::kBrand600);
    const std::string number = std::to_string(i + 1);
    ui.text({box.x, box.y, side, side}, number,
            {.em = ui.em({34, 46}),
             .weight = Weight::Bold,
             .colour = theme::kWhite,
             .align = Align::Centre});
    say(page, "login.step[" + number + "]", {box.x + side + 18, box.y, w - side - 30, side},
        step_word(view, i + 1), {.em = ui.em({36, 50}), .weight = Weight::Bold});
  }
}

void draw_state(Page& page, Box b, const LoginView& view) {
  Ui& ui = page.ui;
  const bool reading = view.stage == LoginView::Stage::Reading;
  ui.rect(b, reading ? theme::kGreen700 : theme::kInk900, 28);
  const float icon = page.elder ? 64 : 48;
  ui.icon(b.x + 32, b.y + (b.h - icon) / 2, icon, reading ? icons::kHourglass : icons::kSending,
          reading ? theme::kWhite : theme::kBrand300);
  const std::string words = reading ? tr("citizen.login.reading")
                                    : tr(view.chosen == Way::Code ? "citizen.login.waiting.code"
                                                                  : "citizen.login.waiting.card");
  const std::string left = reading ? std::string() : seconds_word(view.seconds_left);
  const TextStyle style{.em = ui.em({32, 46}), .colour = theme::kWhite, .align = Align::Right};
  const float left_w = left.empty() ? 0 : ui.measure(left, style);
  const float x = b.x + 32 + icon + 20;
  ui.node("login.state", Role::Status, words, reading ? "reading" : "waiting", b);
  ui.text({x, b.y, b.right() - 56 - left_w - x, b.h}, words,
          {.em = ui.em({36, 50}), .weight = Weight::Bold, .colour = theme::kWhite});
  if (!left.empty()) {
    say(page, "login.left", {b.right() - 32 - left_w, b.y, left_w + 1, b.h}, left, style);
  }
}

void draw_failure(Page& page, Box b, const LoginView& view) {
  Ui& ui = page.ui;
  const std::string words =
      i18n::tr_failure(view.why.value_or(FailureCode::card_removed), i18n::Audience::Citizen);
  ui.rect(b, theme::kRed100, 32);
  ui.border(b, theme::kRed700, 4, 32);
  ui.node("login.failure", Role::Alert, words, "error", b);
  const float radius = std::clamp(b.h * 0.16F, 44.0F, 84.0F);
  const bool high = b.h > 520;
  if (high) {
    const float y = b.y + b.h * 0.32F;
    disc(ui, b.x + b.w / 2, y, radius, icons::kWarning, {theme::kRed700, theme::kWhite});
    const float top = y + radius + 36;
    ui.paragraph({b.x + 56, top, b.w - 112, b.bottom() - 32 - top}, words,
                 {.em = ui.em({46, 58}), .align = Align::Centre});
    return;
  }
  disc(ui, b.x + 40 + radius, b.y + b.h / 2, radius, icons::kWarning,
       {theme::kRed700, theme::kWhite});
  const float x = b.x + 72 + 2 * radius;
  ui.paragraph({x, b.y + 20, b.right() - 32 - x, b.h - 40}, words, {.em = ui.em({38, 50})});
}

void draw_ways(Page& page, Box b, const LoginView& view) {
  const auto count = static_cast<float>(view.ways.size());
  const float w = (b.w - (count - 1) * 24) / std::max(count, 1.0F);
  // Elder: below each other, the whole row is the target.
  const float step = page.elder ? (b.h + 20) / std::max(count, 1.0F) : 0;
  float x = b.x;
  float y = b.y;
  for (const Way way : view.ways) {
    const bool chosen = way == view.chosen;
    const std::string id = "login.way[" + name_of_way(way) + "]";
    const std::string title = way_word(way);
    const std::string line = tr("citizen.login.how." + name_of_way(way));
    const std::string chip = tr("citizen.login.chosen");
    widgets::ChoiceLook look{.title = title,
                             .sub = line,
                             .selected = chosen,
                             .icon = icon_of(way),
                             .chip = chip,
                             .first_focus = chosen};
    if (page.elder) {
      look.chip = {};
      page.tap(widgets::choice_row(page.ui, id, {b.x, y, b.w, step - 20}, look), id);
      y += step;
    } else {
      look.chip = chosen ? look.chip : std::string_view();
      page.tap(widgets::choice_card(page.ui, id, {x, y, w, b.h}, look), id);
      x += w + 24;
    }
  }
}

void draw_login_actions(Page& page, const LoginView& view) {
  const bool failed = view.stage == LoginView::Stage::Failed && !view.ways.empty();
  Actions actions{.secondary_id = "page.back",
                  .secondary = tr("citizen.action.back"),
                  .secondary_icon = icons::kArrowLeft};
  if (failed) {
    actions.primary_id = "login.again";
    actions.primary = tr("citizen.login.again");
  } else if (view.level > 2) {
    actions.primary_id = "login.cannot";
    actions.primary = tr("citizen.login.cannot");
    actions.primary_icon = icons::kUsers;
    actions.quiet = true;
  } else {
    actions.primary_id = "login.no_card";
    actions.primary = tr("citizen.login.no_card");
    actions.primary_icon = icons::kQuestion;
    actions.quiet = true;
  }
  draw_actions(page, actions);
}

// What may be done besides, when there is room for a row.
void draw_besides(Page& page, Box b, const LoginView& view) {
  const bool failed = view.stage == LoginView::Stage::Failed;
  if (failed) {
    const std::string id = view.level > 2 ? "login.cannot" : "login.no_card";
    page.button(id, {b.x, b.y, b.w, std::min(b.h, page.elder ? 150.0F : 124.0F)},
                tr("citizen." + id), {.icon = icons::kQuestion, .em = page.ui.em(theme::kButton)});
    return;
  }
  telling(page, "login.family", b,
          {.icon = icons::kShield,
           .tint = theme::kGreenTint,
           .title = tr("citizen.login.family"),
           .sub = tr("citizen.login.family.line")});
}

}  // namespace

void draw(Page& page, const LoginView& view) {
  Ui& ui = page.ui;
  const bool failed = view.stage == LoginView::Stage::Failed;
  Column column = column_of(page, draw_title(page, title_of(view)));
  const float besides = page.elder ? 150 : 164;
  if (view.ways.empty()) {
    telling(page, "login.nothing", column.take(page.elder ? 240 : 180),
            {.icon = icons::kWarning,
             .tint = theme::kAmberTint,
             .title = tr("citizen.login.none.help")});
    return draw_login_actions(page, view);
  }
  const auto count = static_cast<float>(view.ways.size());
  // Large and in half of the room: first what happened, "again" leads back to the ways.
  const bool choice = view.ways.size() > 1 && !(failed && page.elder && page.at.halves);
  float ways_h = page.elder ? count * 150 + (count - 1) * 20 : 236;
  if (!choice) ways_h = 0;
  const bool row = failed || (!page.elder && !view.for_second && view.level <= 2);
  const float below = (choice ? ways_h + 30 : 0) + (row ? besides + 24 : 0);
  if (page.at.halves) {
    const Box d = page.at.display;
    const float h = std::min(330.0F, d.h - 480);
    const float w = std::min(d.w - 96, h * 984 / 330);
    draw_desk(
        page,
        {(d.w - w) / 2, d.bottom() - 24 - h - (d.h > 800 ? 120 : 0), w, h + (d.h > 800 ? 120 : 0)},
        view);
    if (failed) {
      const float h2 = std::max(180.0F, column.left() - below - 30);
      draw_failure(page, column.take(std::min(h2, 420.0F), 30), view);
    } else {
      const float room = column.left() - below;
      if (room > (page.elder ? 330 : 210)) {
        draw_steps(page, column.take(page.elder ? 152 : 60), view);
      }
      draw_state(page, column.take(page.elder ? 116 : 96, 30), view);
    }
  } else {
    const Box panel = column.take(column.left() - below, 30);
    if (failed) {
      draw_failure(page, panel, view);
    } else {
      ui.shadow(panel, 1);
      ui.gradient(panel, theme::kLoginPanel, 32);
      const float steps = page.elder ? 152 : 60;
      draw_steps(page, {panel.x + 40, panel.y + 36, panel.w - 60, steps}, view);
      const float state = page.elder ? 112 : 88;
      const Box bar{panel.x + 40, panel.bottom() - 24 - state, panel.w - 80, state};
      const Box room{panel.x, panel.y + 36 + steps + 20, panel.w,
                     bar.y - 20 - (panel.y + 36 + steps + 20)};
      const float k = std::min(1.0F, room.h / 560);
      // Where there is more room than the art takes it stands in the middle.
      const float h = std::min(room.h, (room.h + 560) / 2);
      draw_desk(page, {room.x + room.w * (1 - k) / 2, room.y, room.w * k, h}, view);
      draw_state(page, bar, view);
    }
  }
  if (choice) draw_ways(page, column.take(ways_h, 30), view);
  if (row) draw_besides(page, column.take(besides), view);
  draw_login_actions(page, view);
}

}  // namespace dk::kiosk::screens
