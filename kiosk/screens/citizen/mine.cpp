// What there is for this person: the own code, benefits that were found (a number until it is
// tapped: whoever stands behind learns nothing), what was begun, cases and certificates.
#include <algorithm>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string why_no_code(MineView::NoCode why) {
  switch (why) {
    case MineView::NoCode::Coming:
      return tr("citizen.mine.code.coming");
    case MineView::NoCode::Offline:
      return tr("citizen.mine.code.offline");
    case MineView::NoCode::NotGiven:
      return tr("citizen.mine.code.none");
  }
  return {};
}

void draw_symbol(Page& page, const MineView& view, Box frame) {
  Ui& ui = page.ui;
  if (!view.code.empty()) {
    ui.border(frame, theme::kBrand600, 4, 28);
    code_symbol(page, "mine.code", frame.inset(20), view.code, tr("citizen.home.mine"));
    return;
  }
  const bool coming = view.why_no_code == MineView::NoCode::Coming;
  ui.rect(frame, theme::kSurface2, 28);
  ui.dashed(frame, theme::kLine500, 3, 28);
  const float side = frame.w * 0.36F;
  ui.icon(frame.x + (frame.w - side) / 2, frame.y + (frame.h - side) / 2, side,
          coming ? icons::kHourglass : icons::kQrCode, theme::kInk600);
}

// What the code is for, how long it lives, what is not in it.
void draw_code_words(Page& page, const MineView& view, Box b) {
  Ui& ui = page.ui;
  const bool there = !view.code.empty();
  const std::string title = tr("citizen.home.mine");
  const float title_h = ui.em({56, 66}) * 1.2F;
  say(page, "mine.code.title", {b.x, b.y, b.w, title_h}, title,
      {.em = ui.em({56, 66}), .weight = Weight::Bold});
  float y = b.y + title_h;
  const std::string what = there ? tr("citizen.mine.code.use") : why_no_code(view.why_no_code);
  const Box use{b.x, y, b.w, ui.em({34, 42}) * 2.8F};
  tell(page, "mine.code.use", use, what, {.em = ui.em({34, 42}), .colour = theme::kInk700});
  if (!there) return;
  y = use.bottom() + 24;
  const std::string left =
      tr("citizen.mine.code.left", {{"seconds", std::to_string(view.code_seconds_left)}});
  const auto total = static_cast<float>(std::max(1, view.code_seconds));
  const Box bar{b.x, y, b.w, 20};
  const float part = std::clamp(static_cast<float>(view.code_seconds_left) / total, 0.0F, 1.0F);
  ui.rect(bar, theme::kTrack, 10);
  if (part > 0) ui.rect({bar.x, bar.y, std::max(20.0F, bar.w * part), 20}, theme::kBrand600, 10);
  y += 28;
  const float line = ui.em(theme::kSmall) * 1.4F;
  ui.text({b.x, y, b.w, line}, left, {.em = ui.em(theme::kSmall), .colour = theme::kInk700});
  ui.node("mine.code.left", Role::Status, left, "", {b.x, y, b.w, line});
  y += line + 12;
  const std::string safe = tr("citizen.mine.code.safe");
  const float chip_h = page.elder ? 68 : 52;
  const float w = ui.chip(b.x, y, safe,
                          {.icon = icons::kEyeSlash,
                           .ground = theme::kGreen100,
                           .ink = theme::kGreen800,
                           .height = chip_h,
                           .em = ui.em(theme::kCaption)});
  ui.node("mine.code.safe", Role::Text, safe, "", {b.x, y, w, chip_h});
}

void draw_code_card(Page& page, const MineView& view, Box b) {
  Ui& ui = page.ui;
  ui.shadow(b, 2);
  ui.rect(b, theme::kSurface, 32);
  if (b.w < 900) {
    const float side = std::min(400.0F, b.h - 460);
    const Box frame{b.x + (b.w - side) / 2, b.y + 36, side, side};
    draw_symbol(page, view, frame);
    draw_code_words(page, view, {b.x + 48, frame.bottom() + 24, b.w - 96, 400});
    return;
  }
  const Box frame{b.x + 44, b.y + (b.h - 332) / 2, 332, 332};
  draw_symbol(page, view, frame);
  const float words = view.code.empty() ? (page.elder ? 200 : 170) : page.elder ? 392 : 332;
  draw_code_words(page, view,
                  {frame.right() + 44, b.y + (b.h - words) / 2, b.w - 332 - 132, words});
}

// Greeting and code in the upper or left half, or on the hero of a tall page. Returns where the
// rest begins.
float draw_top(Page& page, const MineView& view) {
  Ui& ui = page.ui;
  const bool halves = page.at.halves;
  const Box d = halves ? page.at.display : Box{0, page.at.header.bottom(), 1080, 0};
  const float hero = halves ? d.bottom() : page.elder ? 500.0F : 470.0F;
  ui.gradient({0, 0, d.w, hero}, theme::kHero, 0);
  ui.clip({0, 0, d.w, hero});
  ui.picture("hills", {0, hero - 268, 1080, 268}, 0.5F);
  ui.picture("flowers_two", {d.w - 190, page.at.header.bottom() + 10, 160, 150});
  ui.unclip();
  draw_header(page, false);
  const std::string title = tr("citizen.home.hello", {{"person", page.view.chrome.person}});
  const float y = d.y + (halves ? 40 : 16);
  const float em = page.elder ? 72 : 64;
  const Box words{48, y, d.w - 260, em * 1.2F};
  say(page, "page.title", words, title, {.em = em, .weight = Weight::Bold, .colour = theme::kWhite},
      kPersonal);
  const float top = words.bottom() + (halves ? 40.0F : 32.0F);
  const bool wide = halves && d.bottom() > 900;
  const Box card{48, top, d.w - 96, wide ? d.bottom() - top - 60 : page.elder ? 448.0F : 420.0F};
  draw_code_card(page, view, card);
  return halves ? page.at.content.y + (wide ? 24 : 16) : card.bottom() + 32;
}

class Rows {
 public:
  Rows(Page& page, float y, float h, float gap) : page_(page), y_(y), h_(h), gap_(gap) {}
  Box next() {
    const Box c = page_.at.content;
    const Box b{c.x + 48, y_, c.w - 96, h_};
    y_ += h_ + gap_;
    return b;
  }
  [[nodiscard]] bool room_for(std::size_t rows) const {
    const auto n = static_cast<float>(rows);
    return y_ + n * h_ + (n - 1) * gap_ <= page_.at.content.bottom() - 16;
  }

 private:
  Page& page_;
  float y_, h_, gap_;
};

void draw_item(Page& page, std::string_view id, Box b, const std::string& title,
               const std::string& sub, Icon icon, Tint tint) {
  page.tap(
      widgets::item_row(page.ui, id, b, {.title = title, .sub = sub, .icon = icon, .tint = tint}),
      std::string(id));
}

// Two places to go, side by side.
void draw_places(Page& page, Box b) {
  Ui& ui = page.ui;
  const float w = (b.w - 24) / 2;
  const auto place = [&](std::string_view id, float x, const std::string& title, Icon icon,
                         Tint tint) {
    const Box box{x, b.y, w, b.h};
    const Ui::Act act = ui.act(id, box, title, {.radius = 32});
    ui.card(box);
    const float side = page.elder ? 100 : 88;
    const Box square{box.x + 28, box.y + (box.h - side) / 2, side, side};
    widgets::tile(ui, square, icon, side * 0.64F, tint);
    ui.icon(box.right() - 64, box.y + (box.h - 36) / 2, 36, icons::kCaretRight, theme::kInk600);
    const float from = square.right() + 22;
    ui.text({from, box.y, box.right() - 72 - from, box.h}, title,
            {.em = ui.em({40, 52}), .weight = Weight::Bold});
    ui.pressed(act, box, 32);
    page.tap(act.fired, std::string(id));
  };
  place("mine.cases", b.x, tr("citizen.mine.cases"), icons::kListSearch, theme::kBrandTint);
  place("mine.certificates", b.x + w + 24, tr("citizen.mine.certificates"), icons::kPrinter,
        theme::kIndigoTint);
}

void draw_found(Page& page, const MineView& view, Rows& rows, std::size_t reserved) {
  const std::string count = std::to_string(view.found);
  if (!view.found_open) {
    draw_item(page, "mine.found", rows.next(), tr("citizen.mine.found", {{"count", count}}),
              tr("citizen.mine.found.line"), icons::kGift, theme::kFlowerTint);
    return;
  }
  std::size_t fit = 0;
  while (fit < view.benefits.size() && rows.room_for(reserved + fit + 1)) ++fit;
  const bool more = fit < view.benefits.size();
  for (std::size_t i = 0; i + (more ? 1 : 0) < fit; ++i) {
    draw_service(page, view.benefits[i], rows.next());
  }
  if (more) {
    draw_item(page, "home.area[proactive]", rows.next(),
              tr("citizen.mine.found", {{"count", count}}), tr("citizen.mine.found.all"),
              icons::kGift, theme::kFlowerTint);
  }
}

}  // namespace

void draw(Page& page, const MineView& view) {
  Ui& ui = page.ui;
  ui.rect(ui.canvas(), theme::kCanvas);
  const float top = draw_top(page, view);
  const bool elder = page.elder;
  Rows rows(page, top,
            elder && !page.at.halves ? 180.0F
            : elder                  ? 150.0F
                                     : 156.0F,
            elder && page.at.halves ? 18.0F : 22.0F);
  const bool draft = !view.draft.empty();
  if (draft) {
    draw_item(page, "mine.continue", rows.next(),
              tr("citizen.mine.continue", {{"service", view.draft}}),
              tr("citizen.mine.continue.line"), icons::kPencil, theme::kAmberTint);
  }
  if (view.found > 0) draw_found(page, view, rows, 1);
  draw_places(page, rows.next());
  // What many do, where there is room: not in an elder's page, which has enough to choose from.
  if (!elder) {
    for (const ServiceView& one : view.often) {
      const bool shown = std::ranges::any_of(
          view.benefits, [&](const ServiceView& other) { return other.id == one.id; });
      if (shown || !rows.room_for(1)) continue;
      draw_service(page, one, rows.next());
    }
  }
  draw_actions(page, {.secondary_id = "page.exit",
                      .secondary = tr("citizen.action.exit"),
                      .secondary_icon = icons::kSignOut,
                      .primary_id = "mine.all",
                      .primary = tr("citizen.mine.all"),
                      .primary_icon = icons::kSquares,
                      .secondary_w = elder ? 480.0F : 372.0F});
}

}  // namespace dk::kiosk::screens
