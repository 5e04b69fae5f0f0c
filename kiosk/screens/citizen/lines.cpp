#include "kiosk/screens/citizen/lines.h"

#include <algorithm>
#include <cmath>

#include "base/codes/symbols.h"

namespace dk::kiosk::screens {

float say(Page& page, std::string_view id, Box box, std::string_view words, const TextStyle& style,
          std::string_view state) {
  if (words.empty()) return 0;
  page.ui.node(id, Role::Text, words, state, box);
  return page.ui.text(box, words, style);
}

float tell(Page& page, std::string_view id, Box box, std::string_view words, const TextStyle& style,
           std::string_view state) {
  if (words.empty()) return 0;
  page.ui.node(id, Role::Text, words, state, box);
  return page.ui.paragraph(box, words, style);
}

Column column_of(const Page& page, float y, bool with_actions) {
  const Box content = page.at.content;
  const float end = with_actions ? content.bottom() : page.at.dock.y;
  return {content.x + page.at.margin, y, content.w - 2 * page.at.margin, end - 24};
}

void telling(Page& page, std::string_view id, Box b, const TellingLook& look) {
  Ui& ui = page.ui;
  if (look.ground == theme::kSurface) {
    ui.card(b);
  } else {
    ui.rect(b, look.ground, 28);
  }
  const float side = std::min(page.elder ? 120.0F : 92.0F, b.h - 24);
  widgets::tile(ui, {b.x + 32, b.y + (b.h - side) / 2, side, side}, look.icon, side * 0.62F,
                look.tint, 26);
  const float x = b.x + 32 + side + 28;
  const float w = b.right() - 32 - x;
  std::string aloud(look.title);
  if (!look.sub.empty()) (aloud += ' ') += look.sub;
  ui.node(id, Role::Text, aloud, look.state, b);
  const TextStyle title{.em = ui.em({38, 50}), .weight = Weight::Bold};
  const TextStyle sub{.em = ui.em(theme::kSmall), .colour = theme::kInk700};
  // The first line grows into two where the card is high enough.
  const float sub_h = look.sub.empty() ? 0 : sub.em * 1.4F;
  const float wanted = ui.measure(look.title, title);
  if (wanted <= w && ui.measure(look.sub, sub) <= w) {
    widgets::two_lines(ui, {x, b.y, w, b.h}, look.title, title, look.sub, sub);
    return;
  }
  if (wanted <= w) {
    // The second line likewise.
    const float first = title.em * 1.25F;
    const float second = std::min(sub.em * 2.6F, b.h - 16 - first);
    const float top = b.y + (b.h - first - second) / 2;
    ui.text({x, top, w, first}, look.title, title);
    ui.paragraph({x, top + first, w, second}, look.sub, sub, 1.3F);
    return;
  }
  const float room = b.h - 24 - sub_h;
  // Each line loses what a word or a sign at its end does not fit into.
  const float lost = wanted > 1.5F * w ? 0.75F : 0.25F;
  const float lines = std::min(room, title.em * 1.25F * std::ceil(wanted / w + lost));
  const float top = b.y + (b.h - lines - sub_h) / 2;
  ui.paragraph({x, top, w, lines}, look.title, title, 1.25F);
  ui.text({x, top + lines, w, sub_h}, look.sub, sub);
}

void disc(Ui& ui, float x, float y, float radius, Icon icon, Tint tint) {
  ui.circle(x, y, radius, tint.ground);
  const float size = radius * 1.15F;
  ui.icon(x - size / 2, y - size / 2, size, icon, tint.ink);
}

void code_symbol(Page& page, std::string_view id, Box box, std::string_view text,
                 std::string_view label) {
  const auto symbol = codes::make_qr(text, codes::QrLevel::M);
  if (symbol) {
    widgets::qr(page.ui, id, box, symbol->modules, symbol->width, label);
  } else {
    widgets::qr(page.ui, id, box, {}, 0, label);
  }
}

void held_code(Page& page, std::string_view id, Box b, const HeldCode& look) {
  Ui& ui = page.ui;
  ui.card(b);
  const float pad = 22;
  const float button_h = page.elder ? 128 : 104;
  const bool shows = !look.code.empty();
  // Wide cards have the symbol at the left, the words and the button beside it.
  const float side = std::min(b.h - 2 * pad, b.w * 0.46F);
  const Box square{b.x + pad, b.y + (b.h - side) / 2, side, side};
  const std::string name(id);
  if (shows) {
    code_symbol(page, name + ".symbol", square, look.code, look.title);
  } else {
    ui.rect(square, theme::kSurface2, 20);
    ui.dashed(square, theme::kLine500, 3, 20);
    const float size = side * 0.42F;
    const Icon icon = look.used ? icons::kCheckCircle : icons::kQrCode;
    ui.icon(square.x + (side - size) / 2, square.y + (side - size) / 2, size, icon,
            look.used ? theme::kGreen700 : theme::kLine500);
  }
  const float x = square.right() + 26;
  const float w = b.right() - pad - x;
  const bool button = look.ready && !look.used;
  const float low = button ? b.bottom() - pad - button_h : b.bottom() - pad;
  const float title_h = ui.em({38, 50}) * 1.3F;
  tell(page, name + ".title", {x, square.y - 4, w, title_h}, look.title,
       {.em = ui.em({38, 50}), .weight = Weight::Bold}, "");
  const float sub_y = square.y - 4 + title_h + 4;
  const TextStyle small{.em = ui.em(theme::kSmall), .colour = theme::kInk700};
  const float lines = std::ceil(ui.measure(look.sub, small) / w + 0.15F);
  if (low - 8 - sub_y >= lines * small.em * 1.4F) {
    tell(page, name + ".line", {x, sub_y, w, low - 8 - sub_y}, look.sub, small, "");
  }
  if (!button) return;
  const auto hold =
      ui.hold(id, {x, low, w, button_h}, look.button,
              {.icon = page.elder && w < 280 ? std::nullopt : std::optional(icons::kHandPointing),
               .em = ui.em({32, 46})});
  if (hold.held) page.touch.held = name;
}

}  // namespace dk::kiosk::screens
