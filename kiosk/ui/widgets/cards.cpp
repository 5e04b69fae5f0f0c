#include "kiosk/ui/widgets/cards.h"

#include <algorithm>

namespace dk::kiosk::widgets {

namespace {

constexpr Tint kOnGradient{{0xFFFFFF, 0.18F}, theme::kWhite};

Ui::Act begin_card(Ui& ui, std::string_view id, Box b, const ServiceLook& look, float radius) {
  return ui.act(id, b, look.title,
                {.state = look.chip.empty() ? "" : "needs_network",
                 .radius = radius,
                 .first_focus = look.first_focus});
}

void filled_ground(Ui& ui, Box b, Gradient ground, float radius) {
  ui.shadow(b, 2);
  ui.gradient(b, ground, radius);
}

// The icon once more, large and faint, cut off at the corner.
void ghost(Ui& ui, Box b, Icon icon, float size) {
  ui.clip(b);
  ui.icon(b.right() + 26 - size, b.bottom() + 40 - size, size, icon,
          theme::kWhite.with_alpha(0.16F));
  ui.unclip();
}

void state_chip(Ui& ui, float right, float y, const ServiceLook& look) {
  ui.chip(0, y, look.chip,
          {.icon = look.chip_icon,
           .ground = theme::kAmber100,
           .ink = theme::kAmber800,
           .right = right,
           .height = ui.look().elder ? 58.0F : 46.0F,
           .em = ui.em(theme::kCaption)});
}

}  // namespace

void tile(Ui& ui, Box b, Icon icon, float icon_size, Tint tint, float radius) {
  ui.rect(b, tint.ground, radius);
  ui.icon(b.x + (b.w - icon_size) / 2, b.y + (b.h - icon_size) / 2, icon_size, icon, tint.ink);
}

void two_lines(Ui& ui, Box b, std::string_view title, const TextStyle& title_style,
               std::string_view sub, const TextStyle& sub_style) {
  const float first = title_style.em * 1.25F;
  const float second = sub.empty() ? 0 : sub_style.em * 1.38F;
  const float y = b.y + (b.h - first - second) / 2;
  ui.text({b.x, y, b.w, first}, title, title_style);
  if (!sub.empty()) ui.text({b.x, y + first, b.w, second}, sub, sub_style);
}

bool service_card_big(Ui& ui, std::string_view id, Box b, const ServiceLook& look) {
  const Ui::Act act = begin_card(ui, id, b, look, 32);
  filled_ground(ui, b, look.ground, 32);
  ghost(ui, b, look.icon, 230);
  tile(ui, {b.x + 36, b.y + 32, 92, 92}, look.icon, 60, kOnGradient);
  if (look.chip.empty()) {
    ui.circle(b.right() - 62, b.y + 66, 34, theme::kWhite);
    ui.icon(b.right() - 81, b.y + 47, 38, icons::kArrowRight, theme::kInk900);
  } else {
    state_chip(ui, b.right() - 28, b.y + 32, look);
  }
  const float low = b.bottom() - 146;
  ui.text({b.x + 36, low, b.w - 68, 65}, look.title,
          {.em = 54, .weight = Weight::Bold, .colour = theme::kWhite});
  ui.text({b.x + 36, low + 65, b.w - 68, 43}, look.sub, {.em = 32, .colour = theme::kWhite});
  ui.pressed(act, b, 32);
  return act.fired;
}

bool service_card(Ui& ui, std::string_view id, Box b, const ServiceLook& look) {
  const Ui::Act act = begin_card(ui, id, b, look, 32);
  ui.card(b);
  tile(ui, {b.x + 28, b.y + 26, 84, 84}, look.icon, 54, look.tint);
  if (!look.chip.empty()) state_chip(ui, b.right() - 18, b.y + 22, look);
  ui.text({b.x + 28, b.y + 124, b.w - 46, 54}, look.title, {.em = 42, .weight = Weight::Bold});
  ui.text({b.x + 28, b.y + 178, b.w - 46, 39}, look.sub,
          {.em = 28, .colour = theme::kInk700, .ellipsis = true});
  ui.pressed(act, b, 32);
  return act.fired;
}

bool service_row(Ui& ui, std::string_view id, Box b, const ServiceLook& look) {
  const Ui::Act act = begin_card(ui, id, b, look, 32);
  const float side = look.filled ? 92 : 84;
  const Box square{b.x + 24, b.y + (b.h - side) / 2, side, side};
  float end = b.right() - 24;
  Colour ink = theme::kInk900;
  Colour second = theme::kInk700;
  if (look.filled) {
    filled_ground(ui, b, look.ground, 32);
    tile(ui, square, look.icon, 60, kOnGradient);
    ink = second = theme::kWhite;
  } else {
    ui.card(b);
    tile(ui, square, look.icon, 54, look.tint);
    ui.icon(end - 36, b.y + (b.h - 36) / 2, 36, icons::kCaretRight, theme::kInk600);
    end -= 54;
  }
  const float x = square.right() + 22;
  Box words{x, b.y, end - x, b.h};
  if (!look.chip.empty()) {
    // Above the second line's end there is no room: the chip stands for the second line.
    ui.chip(x, b.y + b.h / 2 + 8, look.chip,
            {.icon = look.chip_icon,
             .ground = theme::kAmber100,
             .ink = theme::kAmber800,
             .height = 42,
             .em = 28});
    words.h = b.h - 52;
  }
  two_lines(ui, words, look.title,
            {.em = look.filled ? 44.0F : 40.0F, .weight = Weight::Bold, .colour = ink},
            look.chip.empty() ? look.sub : std::string_view{}, {.em = 28, .colour = second});
  ui.pressed(act, b, 32);
  return act.fired;
}

bool elder_card(Ui& ui, std::string_view id, Box b, const ServiceLook& look) {
  const Ui::Act act = begin_card(ui, id, b, look, 32);
  Colour ink = theme::kInk900;
  Colour second = theme::kInk700;
  const Box square{b.x + 38, b.y + 34, 120, 120};
  if (look.filled) {
    filled_ground(ui, b, look.ground, 32);
    ink = second = theme::kWhite;
    tile(ui, square, look.icon, 82, kOnGradient, 32);
  } else {
    ui.card(b);
    ui.border(b, theme::kLine300, 3, 32);
    tile(ui, square, look.icon, 82, look.tint, 32);
  }
  if (!look.chip.empty()) state_chip(ui, b.right() - 24, b.y + 34, look);
  ui.text({b.x + 38, b.y + 174, b.w - 60, 79}, look.title,
          {.em = 66, .weight = Weight::Bold, .colour = ink});
  ui.text({b.x + 38, b.y + 253, b.w - 60, 57}, look.sub, {.em = 42, .colour = second});
  ui.pressed(act, b, 32);
  return act.fired;
}

bool item_row(Ui& ui, std::string_view id, Box b, const ItemLook& look) {
  const bool elder = ui.look().elder;
  const bool whole = look.button.empty() && !look.plain;
  Ui::Act act;
  if (whole) {
    act = ui.act(id, b, look.title, {.radius = 32, .first_focus = look.first_focus});
  } else {
    ui.node(id, Role::Row, look.title, "", b);
  }
  ui.card(b);
  const float side = elder ? 120 : 96;
  const Box square{b.x + 28, b.y + (b.h - side) / 2, side, side};
  tile(ui, square, look.icon, elder ? 82 : 60, look.tint, elder ? 32 : 26);
  float end = b.right() - 28;
  bool fired = act.fired;
  if (!look.button.empty()) {
    const float em = elder ? 46 : 36;
    const float w = std::max(elder ? 240.0F : 176.0F,
                             ui.measure(look.button, {.em = em, .weight = Weight::Bold}) + 64);
    const float h = elder ? 128 : 100;
    fired = ui.button(std::string(id) + ".go", {end - w, b.y + (b.h - h) / 2, w, h}, look.button,
                      {.em = em, .first_focus = look.first_focus});
    end -= w + 24;
  } else if (whole) {
    ui.icon(end - 44, b.y + (b.h - 44) / 2, 44, look.end, theme::kInk600);
    end -= 68;
  }
  if (!look.chip.empty()) {
    end -= 24 + ui.chip(0, b.y + (b.h - 52) / 2, look.chip,
                        {.ground = look.chip_tint.ground,
                         .ink = look.chip_tint.ink,
                         .right = end,
                         .em = ui.em(theme::kCaption)});
  }
  const float x = square.right() + 24;
  two_lines(ui, {x, b.y, end - x, b.h}, look.title,
            {.em = ui.em(theme::kItem), .weight = Weight::Bold, .ellipsis = true}, look.sub,
            {.em = ui.em(theme::kSmall), .colour = theme::kInk700, .ellipsis = true});
  if (whole) ui.pressed(act, b, 32);
  return fired;
}

bool quick_pick(Ui& ui, std::string_view id, Box b, std::string_view label) {
  const Ui::Act act = ui.act(id, b, label, {.radius = 26});
  ui.rect(b, theme::kSurface, 26);
  ui.border(b, theme::kLine300, 2, 26);
  const TextStyle style{.em = ui.look().elder ? 46.0F : 32.0F};
  constexpr float kCaret = 30, kGap = 8, kPadding = 14;
  const float room = b.w - 2 * kPadding;
  const float wanted = ui.measure(label, style);
  // A long word stands alone: the outline says that it can be pressed.
  const bool caret = wanted * 28 / 32 + kGap + kCaret <= room;
  const float tail = caret ? kGap + kCaret : 0;
  const float w = std::min(wanted, room - tail);
  const float x = b.x + (b.w - w - tail) / 2;
  ui.text({x, b.y, w + 0.5F, b.h}, label, style);
  if (caret) {
    ui.icon(x + w + kGap, b.y + (b.h - kCaret) / 2, kCaret, icons::kCaretRight, theme::kInk600);
  }
  ui.pressed(act, b, 26);
  return act.fired;
}

}  // namespace dk::kiosk::widgets
