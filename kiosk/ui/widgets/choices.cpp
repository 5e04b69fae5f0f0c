#include "kiosk/ui/widgets/choices.h"

#include <algorithm>

#include "kiosk/ui/widgets/cards.h"

namespace dk::kiosk::widgets {

namespace {

Ui::Act begin_choice(Ui& ui, std::string_view id, Box b, const ChoiceLook& look, float radius) {
  const Ui::Act act = ui.act(id, b, look.title,
                             {.role = Role::Choice,
                              .state = look.selected ? "selected" : "",
                              .radius = radius,
                              .enabled = look.enabled,
                              .first_focus = look.first_focus});
  const float thick = ui.look().elder ? 7 : 6;
  if (!look.enabled) {
    ui.rect(b, theme::kDisabled, radius);
  } else if (look.selected) {
    ui.rect(b, theme::kBrand100, radius);
    ui.border(b, theme::kBrand600, thick, radius);
  } else {
    ui.rect(b, theme::kSurface, radius);
    ui.border(b, theme::kLine500, 3, radius);
  }
  return act;
}

void mark(Ui& ui, Box b, const ChoiceLook& look) {
  const float radius = look.many ? b.w * 0.27F : b.w / 2;
  if (look.selected) {
    const float icon = b.w * 0.66F;
    ui.rect(b, theme::kBrand600, radius);
    ui.icon(b.x + (b.w - icon) / 2, b.y + (b.h - icon) / 2, icon, icons::kCheck, theme::kWhite);
  } else {
    ui.rect(b, theme::kSurface, radius);
    ui.border(b, theme::kLine500, b.w > 60 ? 5 : 4, radius);
  }
}

}  // namespace

bool choice_row(Ui& ui, std::string_view id, Box b, const ChoiceLook& look) {
  const bool elder = ui.look().elder;
  const float radius = elder ? 32 : 26;
  const Ui::Act act = begin_choice(ui, id, b, look, radius);
  const float side = elder ? 84 : 52;
  const Box at{b.x + (elder ? 39.0F : 33.0F), b.y + (b.h - side) / 2, side, side};
  mark(ui, at, look);
  float end = b.right() - 33;
  if (look.icon) {
    const float size = elder ? 70 : 52;
    ui.icon(end - size, b.y + (b.h - size) / 2, size, *look.icon, theme::kInk600);
    end -= size + 26;
  }
  if (!look.chip.empty()) {
    const float height = elder ? 68 : 52;
    end -= 26 + ui.chip(0, b.y + (b.h - height) / 2, look.chip,
                        {.icon = look.chip_icon,
                         .ground = look.chip_tint.ground,
                         .ink = look.chip_tint.ink,
                         .right = end,
                         .height = height,
                         .em = ui.em(theme::kCaption)});
  }
  const float x = at.right() + (elder ? 32.0F : 26.0F);
  two_lines(ui, {x, b.y, end - x, b.h}, look.title,
            {.em = ui.em(theme::kChoice), .weight = Weight::Bold}, look.sub,
            {.em = ui.em(theme::kCaption), .colour = theme::kInk700});
  ui.pressed(act, b, radius);
  return act.fired;
}

bool choice_tile(Ui& ui, std::string_view id, Box b, const ChoiceLook& look) {
  const Ui::Act act = begin_choice(ui, id, b, look, 26);
  const TextStyle style{.em = ui.look().elder ? 54.0F : 38.0F, .weight = Weight::Bold};
  const float size = ui.look().elder ? 64 : 48;
  const bool shows = look.icon || look.many || look.selected;
  const float lead = shows ? size + 16 : 0;
  const float w = std::min(ui.measure(look.title, style), b.w - 36 - lead);
  const float x = b.x + (b.w - lead - w) / 2;
  const float y = b.y + (b.h - size) / 2;
  if (look.many) {
    mark(ui, Box{x, y, size, size}.inset(3), look);
  } else if (look.selected) {
    ui.icon(x, y, size, icons::kCheckCircle, theme::kBrand600);
  } else if (look.icon) {
    ui.icon(x, y, size, *look.icon, theme::kInk600);
  }
  ui.text({x + lead, b.y, w + 0.5F, b.h}, look.title, style);
  ui.pressed(act, b, 26);
  return act.fired;
}

bool choice_card(Ui& ui, std::string_view id, Box b, const ChoiceLook& look) {
  const Ui::Act act = begin_choice(ui, id, b, look, 32);
  const Tint tint = look.selected ? Tint{theme::kBrand600, theme::kWhite} : theme::kBrandTint;
  if (look.icon) tile(ui, {b.x + 31, b.y + 27, 88, 88}, *look.icon, 56, tint);
  if (look.selected && !look.chip.empty()) {
    ui.chip(0, b.y + 45, look.chip,
            {.icon = icons::kCheck,
             .ground = theme::kBrand600,
             .ink = theme::kWhite,
             .right = b.right() - 27});
  }
  const float em = ui.em(theme::kH3);
  const float low = b.y + 127;
  ui.text({b.x + 31, low, b.w - 46, em * 1.28F}, look.title, {.em = em, .weight = Weight::Bold});
  ui.text({b.x + 31, low + em * 1.28F, b.w - 46, ui.em(theme::kCaption) * 1.4F}, look.sub,
          {.em = ui.em(theme::kCaption), .colour = theme::kInk700, .ellipsis = true});
  ui.pressed(act, b, 32);
  return act.fired;
}

bool tab(Ui& ui, std::string_view id, Box b, std::string_view label, Icon icon, bool selected) {
  const Ui::Act act =
      ui.act(id, b, label, {.role = Role::Tab, .state = selected ? "selected" : "", .radius = 24});
  const Colour ink = selected ? theme::kWhite : theme::kInk900;
  ui.rect(b, selected ? theme::kBrand700 : theme::kSurface, 24);
  const TextStyle style{.em = ui.em({36, 46}), .weight = Weight::Bold, .colour = ink};
  constexpr float kIcon = 46, kGap = 14;
  const float w = std::min(ui.measure(label, style), b.w - 24 - kIcon - kGap);
  const float x = b.x + (b.w - kIcon - kGap - w) / 2;
  ui.icon(x, b.y + (b.h - kIcon) / 2, kIcon, icon, ink);
  ui.text({x + kIcon + kGap, b.y, w + 0.5F, b.h}, label, style);
  ui.pressed(act, b, 24);
  return act.fired;
}

}  // namespace dk::kiosk::widgets
