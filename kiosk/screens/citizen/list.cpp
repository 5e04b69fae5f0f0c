// The services of an area, and those that a search has found.
#include <algorithm>
#include <tuple>

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

void draw_nothing(Page& page, Box b, const std::string& what, const std::string& to_do) {
  draw_told(page, b, {{"list.none", what, to_do, icons::kSearch, theme::kBrandTint}});
}

// Rows over the room; a wide page without large type has two columns of them. Returns the end.
float draw_services(Page& page, const std::vector<ServiceView>& items, Box room, float row_h) {
  const bool columns = page.at.halves && !page.elder && !page.view.chrome.access.low_reach;
  const float gap = 20;
  const float w = columns ? (room.w - gap) / 2 : room.w;
  float y = room.y;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool second = columns && i % 2 == 1;
    draw_service(page, items[i], {room.x + (second ? w + gap : 0), y, w, row_h});
    if (!columns || second || i + 1 == items.size()) y += row_h + gap;
  }
  return y;
}

}  // namespace

void draw(Page& page, const ListView& view) {
  page.ui.rect(page.ui.canvas(), theme::kCanvas);
  const AreaLook look = look_of_area(view.area);
  const float top = draw_title(
      page, {.title = area_title(view.area), .line = tr("citizen.list.line"), .icon = look.icon});
  const Box c = page.at.content;
  const Box room{c.x + 48, top, c.w - 96, c.bottom() - top - 20};
  const float turner = page.elder ? 120 : 100;
  const float rows = page.at.halves || page.elder ? 3 : 6;
  const float reserved = view.pages > 1 ? turner + 20 : 0;
  const float tallest = page.elder && !page.at.halves ? 260 : 156;
  const float row_h = std::min(tallest, (room.h - reserved - 20 * (rows - 1)) / rows);
  if (view.items.empty()) {
    draw_nothing(page, room, tr("citizen.list.none"), tr("citizen.list.none.do"));
  } else {
    const float end = draw_services(page, view.items, room, row_h);
    draw_page_turner(page, {room.x, end, room.w, turner}, view.page, view.pages);
  }
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft,
                      .primary_id = "home.search",
                      .primary = tr("citizen.home.search.short"),
                      .primary_icon = icons::kSearch,
                      .quiet = true});
}

// While the input pad is open it has the lower half; what was found is above it. In low reach
// nothing is pressed up there: what was found can be chosen when the pad has been closed.
void draw(Page& page, const SearchView& view) {
  Ui& ui = page.ui;
  ui.rect(ui.canvas(), theme::kCanvas);
  const bool pad = static_cast<bool>(page.inputs.pad);
  const bool low = page.view.chrome.access.low_reach;
  const bool wide = page.at.halves && !low;
  const std::string title = tr("citizen.search.title");
  float top = 0;
  Box room{};
  if (page.at.halves && !pad) {
    top = draw_title(page, {.title = title, .icon = icons::kSearch});
    const Box c = page.at.content;
    room = {c.x + 48, top, c.w - 96, c.bottom() - top - 20};
  } else if (wide) {
    // The pad takes the half that is touched.
    draw_header(page, true);
    const Box words{48, page.at.display.y + 20, page.at.display.w - 96, 100};
    ui.text(words, title, {.em = ui.em(theme::kH1), .weight = Weight::Bold});
    ui.node("page.title", Role::Text, title, "", words);
    top = words.bottom() + 24;
    room = {48, top, words.w, page.at.display.bottom() - top - 32};
  } else {
    draw_header(page, true);
    ui.node("page.title", Role::Text, title, "", {48, page.at.header.bottom(), 984, 40});
    top = page.at.header.bottom() + 28;
    room = {48, top, 984, 904 - top - 16};
  }
  const float field_h = 132;
  const Box field{room.x, top, room.w, field_h};
  const std::string placeholder = tr("citizen.search.hint");
  if (low && pad) {
    // To look at: what is written.
    ui.rect(field, theme::kSurface, 28);
    ui.border(field, theme::kBrand600, 6, 28);
    const std::string& words = view.words.empty() ? placeholder : view.words;
    ui.text({field.x + 35, field.y, field.w - 70, field.h}, words,
            {.em = ui.em({44, 58}),
             .colour = view.words.empty() ? theme::kInk600 : theme::kInk900,
             .ellipsis = true});
    ui.node("search.words", Role::Text, words, "", field);
  } else {
    page.tap(widgets::field(ui, "home.search", field,
                            {.value = view.words, .placeholder = placeholder, .active = pad}),
             "home.search");
  }
  float y = field.bottom() + 24;
  const Box rest{room.x, y, room.w, room.bottom() - y};
  if (view.found.items.empty()) {
    if (view.words.empty()) {
      draw_nothing(page, rest, tr("citizen.search.how"), tr("citizen.search.how.line"));
    } else {
      draw_nothing(page, rest, tr("citizen.search.none"), tr("citizen.search.none.do"));
    }
  } else if (low && pad) {
    std::string words = tr("citizen.search.close_pad");
    ui.text({rest.x, rest.y, rest.w, 60}, words,
            {.em = ui.em(theme::kBody), .weight = Weight::Bold, .colour = theme::kBrand800});
    ui.node("page.hint", Role::Text, words, "", {rest.x, rest.y, rest.w, 60});
    y = rest.y + 76;
    const float h = page.elder ? 168 : 132;
    for (const ServiceView& one : view.found.items) {
      if (y + h > rest.bottom()) break;
      const AreaLook look = look_of_area(one.area);
      std::ignore = widgets::item_row(ui, "search.found[" + one.id + "]", {rest.x, y, rest.w, h},
                                      {.title = one.title,
                                       .sub = one.summary,
                                       .icon = look.icon,
                                       .tint = look.tint,
                                       .plain = true});
      y += h + 16;
    }
  } else {
    const float turner = page.elder ? 120 : 96;
    const float rows = page.elder ? 1 : 3;
    const float reserved = view.found.pages > 1 ? turner + 16 : 0;
    const float h =
        std::min(page.elder ? 220.0F : 156.0F, (rest.h - reserved - 16 * (rows - 1)) / rows);
    for (const ServiceView& one : view.found.items) {
      draw_service(page, one, {rest.x, y, rest.w, h});
      y += h + 16;
    }
    draw_page_turner(page, {rest.x, y, rest.w, turner}, view.found.page, view.found.pages);
  }
  if (!pad) {
    draw_actions(page, {.secondary_id = "page.back",
                        .secondary = tr("citizen.action.back"),
                        .secondary_icon = icons::kArrowLeft,
                        .quiet = true});
  }
}

}  // namespace dk::kiosk::screens
