// The first page: the person's own card, search, the areas, what many people do, the call for help
// in danger. As many areas as the terminal can offer stand there, one to eight.
#include <algorithm>

#include "kiosk/screens/citizen/home_parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

// Prompts name only what works.
std::string login_line(const HomeView& view) {
  const bool card = can_log_in_by(view, true);
  const bool code = can_log_in_by(view, false);
  if (card && code) return tr("citizen.home.mine.both");
  if (card) return tr("citizen.home.mine.card");
  return code ? tr("citizen.home.mine.code") : tr("citizen.home.mine.none");
}

// 984 wide; before the login the primary button of the page, afterwards the person.
void draw_mine(Page& page, const HomeView& view, Box b) {
  Ui& ui = page.ui;
  const bool in = page.view.logged_in;
  ui.shadow(b, 2);
  ui.rect(b, theme::kSurface, 32);
  const float side = b.h - (b.h > 160 ? 48.0F : 42.0F);
  const Box square{b.x + 24, b.y + (b.h - side) / 2, side, side};
  widgets::tile(ui, square, in ? icons::kUser : icons::kQrCode, side * 0.7F,
                {theme::kInk900, theme::kWhite}, 28);
  const float button_h = b.h > 160 ? 116 : 104;
  const float button_y = b.y + (b.h - button_h) / 2;
  const Box main{b.right() - 240, button_y, 212, button_h};
  const Box leave{main.x - 24 - 170, button_y, 170, button_h};
  const float x = square.right() + 26;
  const float w = (in ? leave.x : main.x) - 24 - x;
  const float y = b.y + b.h / 2 - 50;
  say(page, "home.mine.title", {x, y, w, 58}, in ? hello(page) : tr("citizen.home.mine"),
      {.em = 46, .weight = Weight::Bold}, in ? "personal" : "");
  say(page, "home.mine.line", {x, y + 58, w, 43},
      in ? tr("citizen.home.mine.open_line") : login_line(view),
      {.em = 31, .colour = theme::kInk700});
  if (in) {
    page.button("page.exit", leave, tr("citizen.home.leave"), {.em = 36});
    page.button("home.mine", main, tr("citizen.home.open"),
                {.kind = ButtonKind::Primary, .first_focus = true});
  } else {
    page.button("home.login", main, tr("citizen.home.login"),
                {.kind = ButtonKind::Primary, .first_focus = true});
  }
}

void draw_search(Page& page, Box b) {
  Ui& ui = page.ui;
  const std::string words = tr("citizen.home.search");
  const Ui::Act act = ui.act("home.search", b, words, {.role = Role::Field, .radius = 28});
  ui.rect(b, theme::kSurface, 28);
  ui.border(b, theme::kLine500, 3, 28);
  ui.icon(b.x + 33, b.y + (b.h - 48) / 2, 48, icons::kSearch, theme::kBrand700);
  ui.text({b.x + 101, b.y, b.w - 131, b.h}, words,
          {.em = ui.em(theme::kBody), .colour = theme::kInk600});
  ui.pressed(act, b, 28);
  page.tap(act.fired, "home.search");
}

// Rows of two filled cards, then up to three a row; what is few becomes wide, not lonely.
void draw_grid(Page& page, const HomeView& view, Box room) {
  const std::size_t count = view.areas.size();
  const std::size_t big = std::min<std::size_t>(count, 2);
  const std::size_t small = count - big;
  const std::size_t a_row = small == 4 || small == 2 ? 2 : 3;
  const std::size_t rows = small == 0 ? 0 : (small + a_row - 1) / a_row;
  const auto lines = static_cast<float>(rows);
  const float part = std::min(1.0F, (room.h - kHomeGap * lines) / (288 + 244 * lines));
  float y = room.y;
  const auto row = [&](std::size_t from, std::size_t n, float h, CardKind kind) {
    const auto columns = static_cast<float>(n);
    const float w = (room.w - kHomeGap * (columns - 1)) / columns;
    for (std::size_t i = 0; i < n; ++i) {
      draw_area(page, view.areas[from + i],
                {room.x + static_cast<float>(i) * (w + kHomeGap), y, w, h}, kind,
                kind == CardKind::Big);
    }
    y += h + kHomeGap;
  };
  if (big > 0) row(0, big, 288 * part, CardKind::Big);
  for (std::size_t from = big; from < count; from += a_row) {
    row(from, std::min(a_row, count - from), 244 * part, CardKind::Small);
  }
}

float grid_height(const HomeView& view) {
  const std::size_t small = view.areas.size() - std::min<std::size_t>(view.areas.size(), 2);
  const std::size_t a_row = small == 4 || small == 2 ? 2 : 3;
  const std::size_t rows = small == 0 ? 0 : (small + a_row - 1) / a_row;
  return (view.areas.empty() ? 0.0F : 288.0F) + static_cast<float>(rows) * (244 + kHomeGap);
}

// Short outlined words beside a small heading; only as many as can be read.
void draw_common(Page& page, const HomeView& view, Box b) {
  if (view.common.empty()) return;
  Ui& ui = page.ui;
  const std::string heading = tr("citizen.home.common");
  const Box words{b.x, b.y, 92, b.h};
  ui.paragraph({words.x, words.y + 11, words.w, 80}, heading, {.em = 32, .weight = Weight::Bold},
               1.2F);
  ui.node("home.common", Role::Text, heading, "", words);
  const float x = b.x + 138;
  const float room = b.right() - x;
  std::size_t n = view.common.size();
  const auto width = [&] {
    return (room - 18 * static_cast<float>(n - 1)) / static_cast<float>(n);
  };
  const auto fits = [&] {
    return std::ranges::all_of(
        view.common.begin(), view.common.begin() + static_cast<std::ptrdiff_t>(n),
        [&](const ServiceView& one) { return ui.measure(one.title, {.em = 28}) <= width() - 28; });
  };
  while (n > 1 && !fits()) --n;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string id = "service[" + view.common[i].id + "]";
    page.tap(
        widgets::quick_pick(ui, id, {x + static_cast<float>(i) * (width() + 18), b.y, width(), b.h},
                            view.common[i].title),
        id);
  }
}

// The same with what each is, where there is room for it.
void draw_common_rows(Page& page, const HomeView& view, float y, float bottom) {
  if (view.common.empty()) return;
  say(page, "home.common", {48, y, 984, 54}, tr("citizen.home.common"),
      {.em = 42, .weight = Weight::Bold});
  y += 74;
  for (const ServiceView& one : view.common) {
    if (y + 156 > bottom) return;
    draw_service(page, one, {48, y, 984, 156});
    y += 156 + 22;
  }
}

void draw_offline_card(Page& page, Box b) {
  const std::string title = tr("citizen.home.offline.how");
  const std::string line = tr("citizen.home.offline.how.line");
  page.tap(widgets::item_row(
               page.ui, "home.offline", b,
               {.title = title, .sub = line, .icon = icons::kShield, .tint = theme::kGreenTint}),
           "home.offline");
}

void draw_tall(Page& page, const HomeView& view) {
  Ui& ui = page.ui;
  const bool away = is_offline(page);
  const float hero = away ? 528 : 520;
  ui.gradient({0, 0, 1080, hero}, theme::kHero, 0);
  ui.clip({0, 0, 1080, hero});
  if (away) {
    ui.picture("hills", {0, 260, 1080, 268}, 0.5F);
  } else {
    // A little fainter than drawn: words stand on its hills.
    ui.picture("skyline", {0, 100, 1080, 420}, 0.85F);
  }
  ui.picture("flowers", {890, 140, 190, 190});
  ui.unclip();
  draw_header(page, false);
  const float title = away ? 68 : 84;
  float y = away ? 150 : 172;
  say(page, "page.title", {48, y, 820, title * 1.16F}, tr("citizen.home.title"),
      {.em = title, .weight = Weight::Bold, .colour = theme::kWhite});
  y += title * 1.16F + 12;
  say(page, "page.line", {48, y, 820, 49}, tr("citizen.home.line"),
      {.em = 36, .colour = theme::kWhite});
  if (away) draw_banner(page, {48, 312, 984, 120});
  draw_mine(page, view, {48, away ? 456.0F : 424.0F, 984, 168});
  const float row = away ? 648 : 620;
  draw_search(page, {48, row, 640, 104});
  draw_sos(page, {712, row, 320, 104});
  const float grid = row + 104 + (away ? kHomeGap : 30);
  const float lowest = page.at.dock.y - 30;
  // Offline, how it goes on is more important than what many do.
  const float below = away ? 132 + kHomeGap : view.common.empty() ? 0.0F : 22 + 100 + 30.0F;
  const float used = std::min(grid_height(view), lowest - grid - below);
  draw_nothing_yet(page, view, {48, grid, 984, 120});
  draw_grid(page, view, {48, grid, 984, used});
  float y_end = grid + (view.areas.empty() ? 144.0F : used + kHomeGap);
  if (away) {
    draw_offline_card(page, {48, y_end, 984, 132});
    y_end += 132 + kHomeGap;
  }
  if (lowest - y_end >= 24 + 74 + 156) {
    draw_common_rows(page, view, y_end + 24, lowest);
  } else if (lowest - y_end >= 100) {
    draw_common(page, view, {48, lowest - (away ? 100.0F : 122.0F), 984, 100});
  }
}

// Search, what happens offline, danger: one row.
void draw_last_row(Page& page, Box b) {
  if (!is_offline(page)) {
    draw_search(page, {b.x, b.y, b.w - 320 - kHomeGap, b.h});
    draw_sos(page, {b.right() - 320, b.y, 320, b.h});
    return;
  }
  const float w = (b.w - 2 * kHomeGap) / 3;
  page.button("home.search", {b.x, b.y, w, b.h}, tr("citizen.home.search.short"),
              {.icon = icons::kSearch, .em = 34});
  page.button("home.offline", {b.x + w + kHomeGap, b.y, w, b.h}, tr("citizen.home.offline.short"),
              {.icon = icons::kWifiSlash, .em = 34});
  draw_sos(page, {b.right() - w, b.y, w, b.h});
}

void draw_halves(Page& page, const HomeView& view) {
  draw_home_display(page);
  const Box c = page.at.content;
  const float x = c.x + 48;
  const float w = c.w - 96;
  const float bottom = page.at.dock.y - 24;
  float y = c.y + (c.y < 100 ? 24.0F : 0.0F);
  draw_mine(page, view, {x, y, w, 150});
  y += 172;
  const float half = (w - 18) / 2;
  draw_nothing_yet(page, view, {x, y, w, 120});
  for (std::size_t i = 0; i < view.areas.size(); i += 2) {
    const bool filled = i == 0;
    const float h = filled ? 152 : 128;
    for (std::size_t k = i; k < std::min(i + 2, view.areas.size()); ++k) {
      draw_area(page, view.areas[k], {x + static_cast<float>(k - i) * (half + 18), y, half, h},
                CardKind::Row, filled);
    }
    y += h + 18;
  }
  const float last = std::max(y + 2, bottom - 100);
  if (last - 122 - y >= 0) draw_common(page, view, {x, last - 122, w, 100});
  draw_last_row(page, {x, last, w, 100});
}

}  // namespace

void draw(Page& page, const HomeView& view) {
  page.ui.rect(page.ui.canvas(), theme::kCanvas);
  if (page.elder) return draw_elder_home(page, view);
  page.at.halves ? draw_halves(page, view) : draw_tall(page, view);
}

}  // namespace dk::kiosk::screens
