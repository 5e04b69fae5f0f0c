// The places of a tube: 1, 5, 10 or 20 of them; numbers run down. A place says what it is by
// colour, outline and word.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::CellView;
using sampling::TubeView;
using Look = CellView::Look;

constexpr Box kGrid{64, 415, 476, 480};
constexpr float kGapX = 14, kGapY = 10;

struct CellPaint {
  Colour ground, ink;
  float line;  // width of the border, 0: none
  Colour line_colour;
};

CellPaint paint_of(Look look) {
  switch (look) {
    case Look::Filled:
      return {theme::kGreen100, theme::kGreen800, 0, {}};
    case Look::Last:
      return {theme::kGreen700, theme::kWhite, 0, {}};
    case Look::Match:
      return {theme::kBrand100, theme::kBrand800, 6, theme::kBrand700};
    case Look::Next:
      return {theme::kSurface, theme::kBrand800, 5, theme::kBrand600};
    case Look::Empty:
      break;
  }
  return {theme::kSurface, theme::kInk600, 3, theme::kLine500};
}

const char* state_of(Look look) {
  switch (look) {
    case Look::Filled:
      return "filled";
    case Look::Last:
      return "filled last";
    case Look::Match:
      return "filled match";
    case Look::Next:
      return "next";
    case Look::Empty:
      break;
  }
  return "empty";
}

bool is_filled(Look look) { return look != Look::Next && look != Look::Empty; }

std::string words_of(const CellView& cell) {
  if (cell.look == Look::Next) return tr("sampling.cell.next");
  if (cell.look == Look::Empty) return tr("sampling.cell.empty");
  return cell.masked_name.empty() ? tr("sampling.cell.token") : cell.masked_name;
}

// A long name breaks at its blank, else it ends in an ellipsis; the huge panel showed it whole.
void draw_name(Ui& ui, Box b, const std::string& words, const TextStyle& style) {
  TextStyle floor = style;
  floor.em = 28;
  floor.spacing = 0;
  const std::size_t blank = words.find(' ');
  if (ui.measure(words, floor) <= b.w || blank == std::string::npos) {
    ui.text(b, words, style);
    return;
  }
  floor.ellipsis = true;
  ui.text({b.x, b.y + b.h / 2 - 36, b.w, 36}, words.substr(0, blank), floor);
  ui.text({b.x, b.y + b.h / 2, b.w, 36}, words.substr(blank + 1), floor);
}

// Five in a row or two columns: number, name, tick.
void draw_wide(Ui& ui, Box b, const CellView& cell, const CellPaint& paint) {
  const bool tall = b.h > 120;  // a single tube has one large place
  const float em = tall ? 64.0F : 32.0F;
  const float pad = 16 + paint.line;
  const std::string words = words_of(cell);
  ui.text({b.x + pad, b.y, tall ? 60.0F : 44.0F, b.h}, number(cell.position),
          {.em = tall ? 64.0F : 34.0F, .weight = Weight::Bold, .colour = paint.ink});
  const TextStyle style{.em = em,
                        .weight = cell.look == Look::Empty ? Weight::Regular : Weight::Bold,
                        .colour = paint.ink,
                        .ellipsis = is_filled(cell.look)};
  const float x = b.x + pad + (tall ? 78.0F : 54.0F);
  float room = b.right() - pad - x;
  if (is_filled(cell.look)) {
    const float tick = tall ? 64.0F : 34.0F;
    TextStyle floor = style;
    floor.em = 28;
    if (ui.measure(words, floor) <= room - tick - 6) {
      room -= tick + 6;
      ui.icon(b.right() - pad - tick, b.y + (b.h - tick) / 2, tick, icons::kCheck, paint.ink);
    }
  }
  draw_name(ui, {x, b.y, room, b.h}, words, style);
}

// Twenty in four columns: the number above, the name below.
void draw_narrow(Ui& ui, Box b, const CellView& cell, const CellPaint& paint) {
  const Box upper{b.x + 8, b.y + 7, b.w - 16, 36};
  const Box lower{b.x + 6, b.y + 44, b.w - 12, 36};
  ui.text(upper, number(cell.position),
          {.em = 30, .weight = Weight::Bold, .colour = paint.ink, .align = Align::Centre});
  const std::string words =
      cell.look == Look::Next ? tr("sampling.cell.next_short") : words_of(cell);
  ui.text(lower, words,
          {.em = 28,
           .weight = cell.look == Look::Empty ? Weight::Regular : Weight::Bold,
           .colour = paint.ink,
           .align = Align::Centre,
           .ellipsis = is_filled(cell.look)});
}

}  // namespace

void draw_grid(Ui& ui, const TubeView& tube) {
  const int columns = tube.capacity <= 5 ? 1 : (tube.capacity <= 10 ? 2 : 4);
  const int rows = (tube.capacity + columns - 1) / columns;
  const float w = (kGrid.w - kGapX * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float h = rows == 1 ? 176.0F : 88.0F;
  for (const CellView& cell : tube.cells) {
    const int index = cell.position - 1;
    const Box b{kGrid.x + static_cast<float>(index / rows) * (w + kGapX),
                kGrid.y + static_cast<float>(index % rows) * (h + kGapY), w, h};
    const CellPaint paint = paint_of(cell.look);
    ui.rect(b, paint.ground, 20);
    if (cell.look == Look::Empty) {
      ui.dashed(b, paint.line_colour, paint.line, 20);
    } else if (paint.line > 0) {
      ui.border(b, paint.line_colour, paint.line, 20);
    }
    if (columns == 4) {
      draw_narrow(ui, b, cell, paint);
    } else {
      draw_wide(ui, b, cell, paint);
    }
    ui.node("sampling.cell[" + number(cell.position) + "]", Role::Cell, words_of(cell),
            state_of(cell.look), b);
  }
}

}  // namespace dk::kiosk::screens
