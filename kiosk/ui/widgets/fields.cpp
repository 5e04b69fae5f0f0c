#include "kiosk/ui/widgets/fields.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dk::kiosk::widgets {

namespace {

constexpr float kPadding = 35;

// The end of it that has room at a size that can be read well.
std::string_view end_that_fits(Ui& ui, std::string_view value, TextStyle& style, float room) {
  const float smallest = style.em * 0.72F;
  while (ui.measure(value, style) > room && style.em > smallest) style.em -= 2;
  while (!value.empty() && ui.measure(value, style) > room) {
    value.remove_prefix(1);
    while (!value.empty() && (static_cast<unsigned char>(value.front()) & 0xC0) == 0x80) {
      value.remove_prefix(1);
    }
  }
  return value;
}

void caret(Ui& ui, float x, Box b) {
  constexpr float kHeight = 68, kWidth = 5;
  if (!ui.look().reduced_motion) {
    const double phase = std::fmod(ui.now(), 1.0);
    ui.wake_in(phase < 0.5 ? 0.5 - phase : 1 - phase);
    if (phase >= 0.5) return;
  }
  ui.rect({x, b.y + (b.h - kHeight) / 2, kWidth, kHeight}, theme::kBrand600);
}

std::string state_of(const FieldLook& look) {
  std::string state = look.active ? "active" : "";
  if (!look.error.empty()) state += look.active ? " error" : "error";
  if (look.value.empty()) state += state.empty() ? "empty" : " empty";
  if (look.personal && !look.value.empty()) state += state.empty() ? "personal" : " personal";
  return state;
}

std::string aloud(const FieldLook& look) {
  std::string words(look.label.empty() ? look.placeholder : look.label);
  if (!look.value.empty()) (words += ' ') += look.value;
  if (!look.error.empty()) (words += ' ') += look.error;
  return words;
}

void draw_field(Ui& ui, Box b, const FieldLook& look) {
  if (!look.label.empty()) {
    ui.text({b.x, b.y - 52, b.w, 44}, look.label,
            {.em = ui.em(theme::kSmall), .colour = theme::kInk700});
  }
  ui.rect(b, look.enabled ? theme::kSurface : theme::kSurface2, 28);
  if (!look.error.empty()) {
    ui.border(b, theme::kRed700, 6, 28);
  } else if (look.active) {
    ui.border(b, theme::kBrand600, 6, 28);
  } else {
    ui.border(b, theme::kLine500, 3, 28);
  }
  float end = b.right() - 40;
  if (!look.hint.empty()) {
    const TextStyle style{
        .em = ui.em(theme::kSmall), .colour = theme::kInk600, .align = Align::Right};
    const float w = std::min(ui.measure(look.hint, style), b.w * 0.45F);
    ui.text({end - w, b.y, w + 0.5F, b.h}, look.hint, style);
    end -= w + 24;
  }
  const float x = b.x + kPadding;
  const float room = end - x - 16;
  if (look.value.empty()) {
    if (look.active) caret(ui, x, b);
    ui.text({x + (look.active ? 16.0F : 0.0F), b.y, room, b.h}, look.placeholder,
            {.em = ui.em({38, 46}), .colour = theme::kInk600});
  } else {
    TextStyle style{.em = ui.em({56, 62}), .weight = look.mono ? Weight::Mono : Weight::Regular};
    const std::string_view shown = end_that_fits(ui, look.value, style, room);
    const float w = ui.text({x, b.y, room + 1, b.h}, shown, style);
    if (look.active) caret(ui, x + w + 6, b);
  }
  if (!look.error.empty()) {
    const float icon = ui.em({36, 48});
    const float y = b.bottom() + 10;
    ui.icon(b.x + 8, y, icon, icons::kWarning, theme::kRed700);
    ui.text({b.x + 20 + icon, y - 3, b.w - 28 - icon, icon + 6}, look.error,
            {.em = ui.em(theme::kSmall), .colour = theme::kRed700});
  }
}

}  // namespace

bool field(Ui& ui, std::string_view id, Box b, const FieldLook& look) {
  const Ui::Act act = ui.act(id, b, aloud(look),
                             {.role = Role::Field,
                              .state = state_of(look),
                              .enabled = look.enabled,
                              .first_focus = look.first_focus});
  draw_field(ui, b, look);
  ui.pressed(act, b, 28);
  return act.fired;
}

void typed_field(Ui& ui, std::string_view id, Box b, const FieldLook& look) {
  ui.node(id, Role::Field, aloud(look), state_of(look), b);
  draw_field(ui, b, look);
}

void fact(Ui& ui, std::string_view id, Box b, const FactLook& look) {
  const float em = ui.em(theme::kCaption);
  const float line = em * 1.36F;
  const TextStyle small{.em = em, .colour = theme::kInk600};
  const float label_w = std::min(ui.measure(look.label, small), b.w * 0.5F);
  ui.text({b.x, b.y, label_w + 0.5F, line}, look.label, small);
  if (!look.source.empty()) {
    const float x = b.x + label_w + 10;
    ui.icon(x, b.y + (line - em) / 2, em, icons::kSealCheck, theme::kGreen800);
    ui.text({x + em + 6, b.y, b.right() - x - em - 6, line}, look.source,
            {.em = em, .colour = theme::kGreen800, .ellipsis = true});
  }
  const float value = ui.em({36, 52});
  ui.text({b.x, b.y + line, b.w, value * 1.3F}, look.value,
          {.em = value, .weight = Weight::Bold, .ellipsis = true});
  std::string aloud(look.label);
  (aloud += ' ') += look.value;
  std::string state = look.source.empty() ? "" : "prefilled";
  if (look.personal) state += state.empty() ? "personal" : " personal";
  ui.node(id, Role::Text, aloud, state, b);
}

}  // namespace dk::kiosk::widgets
