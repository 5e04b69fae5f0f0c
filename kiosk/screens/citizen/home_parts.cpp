#include "kiosk/screens/citizen/home_parts.h"

#include <algorithm>

namespace dk::kiosk::screens {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

bool can_log_in_by(const HomeView& view, bool card) {
  return std::ranges::any_of(view.ways, [&](Way way) { return (way != Way::Code) == card; });
}

bool is_offline(const Page& page) { return page.view.chrome.network == Network::Offline; }

std::string hello(const Page& page) {
  return tr("citizen.home.hello", {{"person", page.view.chrome.person}});
}

// Quiet, and seen at once by whoever looks for it: the only red on the page.
void draw_sos(Page& page, Box b) {
  page.button(
      "home.sos", b, tr("citizen.home.sos"),
      {.kind = ButtonKind::Danger, .icon = icons::kWarning, .em = page.elder ? 46.0F : 36.0F});
}

void draw_area(Page& page, const HomeView::Area& area, Box b, CardKind kind, bool filled) {
  Ui& ui = page.ui;
  const AreaLook area_look = look_of_area(area.id);
  widgets::ServiceLook look{.title = {},
                            .sub = {},
                            .icon = area_look.icon,
                            .ground = area_look.ground,
                            .tint = area_look.tint};
  const std::string title = area_title(area.id);
  std::string line = area_line(area.id, area.finish);
  if (kind == CardKind::Big && area.finish != Finish::TakenIn &&
      (area.id == "instant" || area.id == "journey")) {
    line = tr("citizen.area." + area.id + ".more");
  }
  // "Taken in" is said by the line: there is nothing to warn of.
  const std::string chip =
      area.finish == Finish::TakenIn ? std::string() : finish_chip(area.finish);
  look.title = title;
  look.sub = line;
  look.chip = chip;
  if (area.finish != Finish::NeedsNet) look.chip_icon = icons::kInfo;
  look.filled = filled;
  const std::string id = "home.area[" + area.id + "]";
  bool fired = false;
  switch (kind) {
    case CardKind::Big:
      fired = widgets::service_card_big(ui, id, b, look);
      break;
    case CardKind::Small:
      fired = widgets::service_card(ui, id, b, look);
      break;
    case CardKind::Row:
      fired = widgets::service_row(ui, id, b, look);
      break;
    case CardKind::Elder:
      fired = widgets::elder_card(ui, id, b, look);
      break;
  }
  page.tap(fired, id);
}

void draw_banner(Page& page, Box b) {
  const Chrome& chrome = page.view.chrome;
  const std::string title = tr("citizen.home.offline.title");
  // Large type has no room for the number: that nothing is lost is more important.
  const std::string safe =
      chrome.waiting == 0 || page.elder
          ? tr("citizen.home.offline.safe")
          : tr("citizen.home.offline.waiting", {{"count", std::to_string(chrome.waiting)}});
  widgets::BannerLook look{.title = title, .sub = safe, .icon = icons::kWifiSlash};
  if (b.w > 900) look.end = icons::kCloudUp;
  widgets::banner(page.ui, "home.banner", b, look);
}

void draw_nothing_yet(Page& page, const HomeView& view, Box b) {
  if (!view.areas.empty()) return;
  const std::string words = tr("citizen.home.none");
  page.ui.paragraph(b, words, {.em = page.ui.em(theme::kBody), .colour = theme::kInk700});
  page.ui.node("home.none", Role::Status, words, "", b);
}

// What a terminal says in the half that is only looked at.
void draw_home_display(Page& page) {
  Ui& ui = page.ui;
  const Box b = page.at.display;
  const bool away = is_offline(page);
  const bool wide = b.bottom() > 900;
  const float bottom = b.bottom() - (wide ? 0.0F : kHomeGap);
  ui.gradient({0, 0, b.w, bottom}, theme::kHero, 0);
  ui.clip({0, 0, b.w, bottom});
  // The tower stands on the ground of the hero.
  if (wide) {
    ui.picture("skyline", {b.w - 1260, bottom - 411, 1260, 490});
    ui.picture("flowers", {b.w - 240, b.y + 400, 240, 240});
  } else {
    ui.picture("skyline", {0, bottom - 352, 1080, 420});
    ui.picture("flowers", {b.w - 240, b.y + 60, 240, 240});
  }
  ui.unclip();
  draw_header(page, false);
  const std::string title = tr(page.elder ? "citizen.home.title.elder" : "citizen.home.title");
  const Box words{b.x + 48, b.y + 56, b.w - (wide ? 96.0F : 300.0F), 220};
  const TextStyle large{.em = 92, .weight = Weight::Bold, .colour = theme::kWhite};
  // "Hello," stands on a line of its own.
  const std::size_t comma = title.find("\uff0c");
  if (comma == std::string::npos || page.elder) {
    ui.paragraph(words, title, large, 1.16F);
  } else {
    const std::size_t second = comma + std::string_view("\uff0c").size();
    ui.text({words.x, words.y, words.w, 107}, title.substr(0, second), large);
    ui.text({words.x, words.y + 107, words.w, 107}, title.substr(second), large);
  }
  ui.node("page.title", Role::Text, title, "", words);
  float y = words.bottom() + 24;
  if (away) {
    draw_banner(page, {b.x + 48, y, b.w - 96, page.elder ? 150.0F : 120.0F});
    return;
  }
  const std::string where = tr(wide ? "citizen.home.wide" : "citizen.home.reach");
  const TextStyle style{
      .em = page.elder ? 46.0F : 36.0F, .weight = Weight::Bold, .colour = theme::kBrand800};
  const float w = std::min(b.w - 96, ui.measure(where, style) + 140);
  const Box hint{b.x + 48, y, w, 104};
  ui.rect(hint, theme::kWhite, 28);
  ui.icon(hint.x + 30, y + 24, 56, wide ? icons::kHandTap : icons::kWheelchair, theme::kBrand800);
  say(page, "page.hint", {hint.x + 106, y, w - 130, 104}, where, style);
  if (wide) return;
  y += 130;
  ui.icon(b.x + 48, y + 4, 40, icons::kArrowDown, theme::kWhite);
  say(page, "page.look", {b.x + 102, y, b.w - 300, 56}, tr("citizen.home.look"),
      {.em = page.elder ? 42.0F : 32.0F, .colour = theme::kWhite});
}

}  // namespace dk::kiosk::screens
