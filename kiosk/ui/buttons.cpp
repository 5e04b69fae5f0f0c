// Buttons, keys and chips.
#include <algorithm>

#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

constexpr float kButtonLip = 6, kKeyLip = 4, kLipPressed = 2;

bool is_key(ButtonKind kind) { return kind == ButtonKind::Key || kind == ButtonKind::KeyFunction; }

struct Paint {
  Colour top, bottom, ink;
  std::optional<Colour> line, lip;
};

Paint paint_of(const ButtonLook& look) {
  if (!look.enabled) return {theme::kDisabled, theme::kDisabled, theme::kInk600, {}, {}};
  if (look.selected) {
    return {theme::kBrand100, theme::kBrand100, theme::kBrand800, theme::kBrand600, {}};
  }
  switch (look.kind) {
    case ButtonKind::Primary:
      return {theme::kPrimaryTop, theme::kPrimaryBottom, theme::kWhite, {}, theme::kPrimaryLip};
    case ButtonKind::Danger:
      return {theme::kSurface, theme::kSurface, theme::kRed700, theme::kRed700, {}};
    case ButtonKind::OnColour:
      return {theme::kSurface, theme::kSurface, theme::kInk900, theme::kInk900, {}};
    case ButtonKind::Key:
      return {theme::kSurface, theme::kSurface, theme::kInk900, {}, theme::kKeyLip};
    case ButtonKind::KeyFunction:
      return {theme::kKeyFunction, theme::kKeyFunction, theme::kInk900, {}, theme::kKeyFunctionLip};
    case ButtonKind::Secondary:
      break;
  }
  return {theme::kSurface, theme::kSurface, theme::kBrand800, theme::kLine500, {}};
}

}  // namespace

Ui::Act Ui::act(std::string_view id, Box b, std::string_view label, const ActLook& look) {
  const Touch touch =
      handle(id, b, look.enabled, look.first_focus, look.repeats, look.role == Role::Key);
  std::string state = look.enabled ? "enabled" : "disabled";
  if (!look.state.empty()) (state += ' ') += look.state;
  if (touch.held) state += " held";
  if (touch.focused) state += " focused";
  node(id, look.role, label, state, b);
  if (touch.focused) focus_ring(b, look.radius);
  return {touch.fired, touch.held, touch.focused};
}

void Ui::pressed(const Act& act, Box b, float radius) {
  if (act.held) rect(b, theme::kInk900.with_alpha(0.08F), radius);
}

bool Ui::touch(std::string_view id, Box b, std::string_view label, bool enabled, float radius) {
  const Touch touch = handle(id, b, enabled, false, false);
  std::string state = enabled ? "enabled" : "disabled";
  if (touch.focused) state += " focused";
  node(id, Role::Button, label, state, b);
  if (touch.focused) focus_ring(b, radius);
  if (touch.held) rect(b, theme::kWhite.with_alpha(0.08F), radius);
  return touch.fired;
}

bool Ui::button(std::string_view id, Box b, std::string_view label, const ButtonLook& look) {
  const bool key = is_key(look.kind);
  const Touch touch = handle(id, b, look.enabled, look.first_focus, key, key);
  draw_button(id, b, label, look, touch, touch.held);
  return touch.fired;
}

Ui::Hold Ui::hold(std::string_view id, Box b, std::string_view label, const ButtonLook& look) {
  const Touch touch = handle(id, b, look.enabled, look.first_focus, true);
  Hold hold{.held = touch.held || touch.key_held};
  hold.began = hold.held && holding_ != id;
  if (hold.held) {
    holding_ = id;
    hold_seen_ = true;
  }
  draw_button(id, b, label, look, touch, hold.held);
  return hold;
}

void Ui::draw_button(std::string_view id, Box b, std::string_view label, const ButtonLook& look,
                     const Touch& touch, bool down) {
  const bool key = is_key(look.kind);
  std::string state = look.enabled ? "enabled" : "disabled";
  if (look.selected) state += " selected";
  if (down) state += " held";
  if (touch.focused) state += " focused";
  node(id, key ? Role::Key : Role::Button, label, state, b);

  const float radius = key ? 18 : 28;
  const Paint paint = paint_of(look);
  if (touch.focused) focus_ring(b, radius);
  if (paint.lip) {
    // The lip stays where it is; a press lets the face sink onto it.
    const float lip = key ? kKeyLip : kButtonLip;
    rect({b.x, b.y + lip, b.w, b.h}, *paint.lip, radius);
    if (down) b.y += lip - kLipPressed;
  }
  if (paint.top == paint.bottom) {
    rect(b, paint.top, radius);
  } else {
    gradient(b, paint.top, paint.bottom, radius);
  }
  if (paint.line) border(b, *paint.line, look.selected ? 6 : 3, radius);
  if (down) rect(b, theme::kInk900.with_alpha(0.08F), radius);

  // Icon, label and note stand together in the middle.
  const TextStyle style{.em = look.em, .weight = Weight::Bold, .colour = paint.ink};
  const TextStyle note{.em = look.em * 0.74F, .weight = Weight::Regular, .colour = paint.ink};
  const bool words = !look.icon_only && !label.empty();
  const std::optional<Icon> shown = look.selected ? icons::kCheck : look.icon;
  const float icon = shown ? look.em * 1.16F : 0;
  const float gap = shown && words ? 18 : 0;
  const float note_w = look.note.empty() ? 0 : measure(look.note, note) + 18;
  const float room = b.w - (key ? 16 : 40) - icon - gap - note_w;
  const float label_w = words ? std::min(measure(label, style), room) : 0;
  float x = b.x + (b.w - icon - gap - label_w - note_w) / 2;
  const bool after = look.icon_after && !look.selected;
  const auto draw_icon = [&](float at) {
    if (shown) this->icon(at, b.y + (b.h - icon) / 2, icon, *shown, paint.ink);
  };
  if (!after) {
    draw_icon(x);
    x += icon + gap;
  }
  if (words) text({x, b.y, std::max(label_w + 0.5F, 1.0F), b.h}, label, style);
  if (!look.note.empty()) text({x + label_w + 18, b.y, note_w - 17, b.h}, look.note, note);
  if (after) draw_icon(x + label_w + note_w + gap);
}

float Ui::chip(float x, float y, std::string_view word, const ChipLook& look) {
  constexpr float kPadding = 20, kGap = 10;
  const float icon_size = look.em + 6;
  const TextStyle style{.em = look.em, .weight = look.weight, .colour = look.ink};
  const float text_w = measure(word, style);
  const float w = 2 * kPadding + text_w + (look.icon ? icon_size + kGap : 0);
  if (look.right > 0) x = look.right - w;
  rect({x, y, w, look.height}, look.ground, look.height / 2);
  float at = x + kPadding;
  if (look.icon) {
    icon(at, y + (look.height - icon_size) / 2, icon_size, *look.icon, look.ink);
    at += icon_size + kGap;
  }
  text({at, y, text_w + 1, look.height}, word, style);
  return w;
}

}  // namespace dk::kiosk
