// Home in large type: one card to begin with, six places on a page, the call for help in danger.
#include <algorithm>

#include "kiosk/screens/citizen/home_parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

// An elder's whole card is the way in.
void draw_elder_start(Page& page, const HomeView& view, Box b) {
  Ui& ui = page.ui;
  const bool in = page.view.logged_in;
  const bool card = can_log_in_by(view, true);
  std::string title = tr("citizen.home.start.none");
  std::string line = tr("citizen.home.start.none.line");
  if (in) {
    title = hello(page);
    line = tr("citizen.home.mine.open_line");
  } else if (!view.ways.empty()) {
    title = tr(card ? "citizen.home.start.card" : "citizen.home.start.code");
    line.clear();
    for (const Way way : view.ways) {
      if (!line.empty()) line += tr("citizen.words.and");
      line += way_word(way);
    }
  }
  if (in) {
    page.button("page.exit", {b.right() - 240, b.y, 240, b.h}, tr("citizen.home.leave"),
                {.icon = icons::kSignOut, .em = 54});
    b.w -= 240 + kHomeGap;
  }
  const char* id = in ? "home.mine" : "home.login";
  const Ui::Act act =
      ui.act(id, b, title, {.state = in ? "personal" : "", .radius = 32, .first_focus = true});
  ui.shadow(b, 2);
  ui.rect(b, theme::kSurface, 32);
  const float side = std::min(150.0F, b.h - 40);
  const Box square{b.x + 32, b.y + (b.h - side) / 2, side, side};
  widgets::tile(ui, square,
                in     ? icons::kUser
                : card ? icons::kIdCard
                       : icons::kQrCode,
                side * 0.7F, {theme::kInk900, theme::kWhite}, 36);
  const float disc = 104;
  const float middle = b.y + b.h / 2;
  ui.circle(b.right() - 32 - disc / 2, middle, disc / 2, theme::kBrand600);
  ui.icon(b.right() - 32 - disc / 2 - 30, middle - 30, 60, icons::kArrowRight, theme::kWhite);
  const float x = square.right() + 32;
  const Box words{x, b.y, b.right() - 32 - disc - 24 - x, b.h};
  widgets::two_lines(ui, words, title, {.em = 66, .weight = Weight::Bold}, line,
                     {.em = 42, .colour = theme::kInk700});
  ui.node(std::string(id) + ".hint", Role::Text, line, "", words);
  ui.pressed(act, b, 32);
  page.tap(act.fired, id);
}

// An elder's area beside a half to look at: no second line, the word as large as it can be.
void draw_elder_row(Page& page, std::string_view id, Box b, const std::string& title, Icon icon,
                    Tint tint, const std::string& chip) {
  Ui& ui = page.ui;
  const Ui::Act act =
      ui.act(id, b, title, {.state = chip.empty() ? "" : "needs_network", .radius = 32});
  ui.card(b);
  ui.border(b, theme::kLine300, 3, 32);
  const Box square{b.x + 20, b.y + (b.h - 88) / 2, 88, 88};
  widgets::tile(ui, square, icon, 60, tint, 28);
  const float x = square.right() + 18;
  const float w = b.right() - 16 - x;
  const TextStyle bold{.em = 54, .weight = Weight::Bold};
  const TextStyle second{.em = 42, .colour = theme::kAmber800};
  if (ui.measure(title, {.em = 42, .weight = Weight::Bold}) <= w) {
    widgets::two_lines(ui, {x, b.y, w, b.h}, title, bold, chip, second);
  } else {
    // A long name takes two lines.
    const float below = chip.empty() ? 0 : 50;
    const float y = b.y + (b.h - 104 - below) / 2;
    ui.paragraph({x, y, w, 104}, title, {.em = 42, .weight = Weight::Bold}, 1.2F);
    if (!chip.empty()) ui.text({x, y + 104, w, below}, chip, second);
  }
  ui.pressed(act, b, 32);
  page.tap(act.fired, std::string(id));
}

void draw_turn(Page& page, const HomeView& view, Box b) {
  const bool last = view.page + 1 >= view.pages;
  page.button(last ? "page.previous" : "page.next", b,
              tr(last ? "citizen.home.less" : "citizen.home.more"),
              {.icon = last ? icons::kArrowLeft : icons::kSquares, .em = 46});
}

// Three rows of two: the areas of this page, then search and what happens offline where there is
// room. With `cards` there is room for a second line.
void draw_elder_places(Page& page, const HomeView& view, Box room, float gap, bool cards) {
  Ui& ui = page.ui;
  std::size_t place = 0;
  const float w = (room.w - gap) / 2;
  const float h = (room.h - 2 * gap) / 3;
  const auto next = [&] {
    const Box b{room.x + static_cast<float>(place % 2) * (w + gap),
                room.y + static_cast<float>(place / 2) * (h + gap), w, h};
    ++place;
    return b;
  };
  const auto extra = [&](std::string_view id, const std::string& title, std::string_view line,
                         Icon icon, Tint tint) {
    if (place >= 6) return;
    const Box b = next();
    if (!cards) return draw_elder_row(page, id, b, title, icon, tint, {});
    page.tap(
        widgets::elder_card(ui, id, b, {.title = title, .sub = line, .icon = icon, .tint = tint}),
        std::string(id));
  };
  for (const HomeView::Area& area : view.areas) {
    const Box b = next();
    if (cards) {
      draw_area(page, area, b, CardKind::Elder, view.page == 0 && place <= 2);
    } else {
      const AreaLook look = look_of_area(area.id);
      draw_elder_row(page, "home.area[" + area.id + "]", b, area_title(area.id), look.icon,
                     look.tint, finish_chip(area.finish));
    }
  }
  if (is_offline(page)) {
    extra("home.offline", tr("citizen.home.offline.short"), {}, icons::kShield, theme::kGreenTint);
  }
  extra("home.search", tr("citizen.home.search.short"), tr("citizen.search.how"), icons::kSearch,
        theme::kBrandTint);
}

void draw_elder_end(Page& page, const HomeView& view, Box b) {
  if (view.pages > 1) {
    draw_turn(page, view, {b.x, b.y, b.w - 400 - kHomeGap, b.h});
    draw_sos(page, {b.right() - 400, b.y, 400, b.h});
  } else {
    draw_sos(page, b);
  }
}

void draw_elder_halves(Page& page, const HomeView& view) {
  draw_home_display(page);
  const Box c = page.at.content;
  const float x = c.x + 48;
  const float w = c.w - 96;
  const float y = c.y + 20;
  draw_elder_start(page, view, {x, y, w, 168});
  const float end = page.at.dock.y - 20 - 120;
  const float places = y + 168 + kHomeGap;
  draw_elder_places(page, view, {x, places, w, end - 20 - places}, 18, false);
  draw_elder_end(page, view, {x, end, w, 120});
}

void draw_elder_tall(Page& page, const HomeView& view) {
  Ui& ui = page.ui;
  const bool away = is_offline(page);
  ui.gradient({0, 0, 1080, 330}, theme::kHeroElder, 0);
  draw_header(page, false);
  say(page, "page.title", {48, 142, 984, 101}, tr("citizen.home.title.elder"),
      {.em = 84, .weight = Weight::Bold, .colour = theme::kWhite});
  draw_elder_start(page, view, {48, 276, 984, 212});
  float y = 524;
  if (away) {
    draw_banner(page, {48, y - 12, 984, 140});
    y += 152;
  }
  const float end = page.at.dock.y - 20 - 120;
  draw_elder_places(page, view, {48, y, 984, end - kHomeGap - y}, kHomeGap, !away);
  draw_elder_end(page, view, {48, end, 984, 120});
}

}  // namespace

void draw_elder_home(Page& page, const HomeView& view) {
  page.at.halves ? draw_elder_halves(page, view) : draw_elder_tall(page, view);
}

}  // namespace dk::kiosk::screens
