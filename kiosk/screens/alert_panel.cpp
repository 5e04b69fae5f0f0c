// Alerts take both right columns; the tube column never moves.
#include <algorithm>

#include "kiosk/screens/alert_look.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

constexpr Box kPanel{596, 124, 1292, 796};
constexpr Box kSteps{646, 430, 1192, 352};

void draw_step(Ui& ui, const AlertStep& step, int n, float middle, Colour disc) {
  constexpr float kLeft = 782, kRight = 1802;
  ui.circle(718, middle, 36, disc);
  ui.text({682, middle - 36, 72, 72}, number(n),
          {.em = 40, .weight = Weight::Bold, .colour = theme::kWhite, .align = Align::Centre});
  const TextStyle note{.em = 32, .colour = theme::kInk700, .align = Align::Right};
  const float note_w = step.note.empty() ? 0 : ui.measure(step.note, note);
  if (note_w > 0) ui.text({kRight - note_w, middle - 22, note_w + 1, 43}, step.note, note);
  const float room = kRight - kLeft - (note_w > 0 ? note_w + 28 : 0);
  ui.text({kLeft, middle - 31, room, 62}, step.what, {.em = 46, .weight = Weight::Bold});
}

void draw_steps(Ui& ui, const AlertLook& look) {
  ui.rect(kSteps, theme::kSurface, 30);
  if (look.steps.empty()) return;
  const float row = (kSteps.h - 28) / static_cast<float>(look.steps.size());
  float y = kSteps.y + 14;
  int n = 1;
  for (const AlertStep& step : look.steps) {
    if (n > 1) ui.rect({682, y, 1120, 2}, theme::kLine300);
    draw_step(ui, step, n, y + row / 2, look.colours.strong);
    y += row;
    ++n;
  }
}

void draw_head(Ui& ui, const AlertLook& look) {
  ui.rect({646, 182, 208, 208}, look.colours.strong, 52);
  ui.icon(682, 218, 136, look.icon, theme::kWhite);
  ui.text({894, 170, 944, 161}, look.title,
          {.em = 144, .weight = Weight::Bold, .colour = look.colours.title});
  // Name and detail share the line; a long detail takes what the name leaves.
  const TextStyle name{.em = 52, .weight = Weight::Bold};
  const float name_room = look.detail.empty() ? 944.0F : 600.0F;
  float x = 894;
  if (!look.name.empty()) x += ui.text({894, 331, name_room, 70}, look.name, name) + 22;
  ui.text({x, 343, 1838 - x, 46}, look.detail, {.em = 34});
}

}  // namespace

Tap draw_alert(Ui& ui, const SamplingView& view) {
  const AlertLook look = alert_look(view);
  ui.rect(kPanel, look.colours.ground, 36);
  ui.border(kPanel, look.colours.line, 6, 36);
  draw_head(ui, look);
  draw_steps(ui, look);
  ui.icon(646, 818, 52, icons::kShield, theme::kInk900);
  ui.text({716, 821, 1122, 46}, look.safe, {.em = 34});
  std::string words = look.title + " " + look.name + " " + look.detail;
  for (const AlertStep& step : look.steps) words += " " + step.what;
  ui.node("sampling.alert", Role::Alert, words, std::string(name_of(view.alert->code)), kPanel);
  ui.node("sampling.alert.safe", Role::Text, look.safe, "", {646, 818, 1192, 52});

  Tap tap;
  draw_bar_ground(ui);
  if (look.by_hand && ui.button("sampling.manual", {32, 957, 340, 108},
                                tr("sampling.action.manual"), {.icon = icons::kKeyboard})) {
    tap = "manual";
  }
  if (ui.button(
          "sampling.alert.ack", {1268, 957, 620, 108}, look.ack,
          {.kind = ButtonKind::Primary, .icon = look.ack_icon, .em = 46, .first_focus = true})) {
    tap = "alert.ack";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
