// Alerts take both right columns; the tube column never moves.
#include <algorithm>

#include "kiosk/screens/alert_look.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AlertView;

constexpr Box kPanel{596, 124, 1292, 796};
constexpr Box kSteps{646, 430, 1192, 352};
constexpr Box kReasonButton{1562, 796, 276, 96};

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

// Tubes that the count did not find, six at a time: each is in the box after all (scan it), or is
// taken off the list. What was answered makes room for the next.
Tap draw_missing(Ui& ui, const AlertView& alert) {
  constexpr std::size_t kPlaces = 6;
  constexpr float kRowH = 112, kButtonW = 236;
  const std::size_t shown = alert.missing.size() <= kPlaces ? alert.missing.size() : kPlaces - 1;
  Tap tap;
  const auto place = [](std::size_t i) {
    return Box{670 + static_cast<float>(i / 3) * 580, 438 + static_cast<float>(i % 3) * kRowH, 564,
               kRowH};
  };
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string& code = alert.missing[i];
    const Box b = place(i);
    ui.text({b.x + 12, b.y, b.w - kButtonW - 40, b.h}, code, {.em = 36, .weight = Weight::Mono});
    if (ui.button("sampling.alert.remove[" + code + "]",
                  {b.right() - kButtonW - 8, b.y + 8, kButtonW, 96}, tr("sampling.alert.not_there"),
                  {.icon = icons::kX, .em = 34})) {
      tap = "alert.remove[" + code + "]";
    }
  }
  if (shown < alert.missing.size()) {
    const Box b = place(kPlaces - 1);
    ui.text({b.x + 12, b.y, b.w - 24, b.h},
            tr("sampling.packing.more",
               {{"count", number(static_cast<std::int64_t>(alert.missing.size() - shown))}}),
            {.em = 36, .colour = theme::kInk700});
  }
  return tap;
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

// Why a single tube: seen only while it is held, so that nobody who waits can read it.
Tap draw_reason(Ui& ui, const AlertView& alert, bool& shown) {
  const Ui::Hold hold = ui.hold("sampling.alert.reason", kReasonButton, tr("sampling.alert.reason"),
                                {.kind = ButtonKind::OnColour, .icon = icons::kEyeSlash, .em = 32});
  shown = hold.held && !alert.reason_key.empty();
  if (shown) {
    const Box b{646, 796, kReasonButton.x - 646 - 24, 96};
    const std::string reason = tr(alert.reason_key);
    ui.rect(b, theme::kInk900, 26);
    ui.text({b.x + 32, b.y, b.w - 64, b.h}, reason,
            {.em = 44, .weight = Weight::Bold, .colour = theme::kWhite});
    ui.node("sampling.alert.reason_words", Role::Status, reason, "", b);
  }
  if (hold.began) return "alert.reason.hold";
  // Asked again until it is gone: a reason that nobody holds must not stay known.
  if (!hold.held && !alert.reason_key.empty()) return "alert.reason.release";
  return {};
}

Tap draw_answers(Ui& ui, const AlertLook& look) {
  Tap tap;
  draw_bar_ground(ui);
  float x = 32;
  for (const AlertButton& button : look.left) {
    if (ui.button("sampling." + button.tap, {x, 957, button.w, 108}, button.word,
                  {.icon = button.icon, .enabled = button.enabled})) {
      tap = button.tap;
    }
    x += button.w + 24;
  }
  const AlertButton& primary = look.primary;
  if (ui.button(
          "sampling." + primary.tap, {1888 - primary.w, 957, primary.w, 108}, primary.word,
          {.kind = ButtonKind::Primary, .icon = primary.icon, .em = 46, .first_focus = true})) {
    tap = primary.tap;
  }
  return tap;
}

}  // namespace

Tap draw_alert(Ui& ui, const SamplingView& view) {
  const AlertView& alert = *view.alert;
  const AlertLook look = alert_look(view);
  ui.rect(kPanel, look.colours.ground, 36);
  ui.border(kPanel, look.colours.line, 6, 36);
  draw_head(ui, look);
  ui.rect(kSteps, theme::kSurface, 30);
  draw_steps(ui, look);
  Tap tap;
  const bool list = alert.kind == AlertView::Kind::CountDiffers && !alert.missing.empty();
  if (list) tap = draw_missing(ui, alert);

  const bool reason = alert.kind == AlertView::Kind::SingleOnly;
  const float safe_right = reason ? kReasonButton.x - 18 : 1838;
  bool reason_shown = false;
  Tap held = reason ? draw_reason(ui, alert, reason_shown) : Tap{};
  if (!reason_shown) {
    ui.icon(646, 818, 52, look.safe_icon, theme::kInk900);
    ui.text({716, 821, safe_right - 716, 46}, look.safe, {.em = 34});
  }
  std::string words = look.title + " " + look.name + " " + look.detail;
  for (const AlertStep& step : look.steps) words += " " + step.what;
  ui.node("sampling.alert", Role::Alert, words, std::string(name_of(alert.code)), kPanel);
  ui.node("sampling.alert.safe", Role::Text, look.safe, "", {646, 818, safe_right - 646, 52});
  if (Tap answer = draw_answers(ui, look)) return answer;
  return held ? held : tap;
}

}  // namespace dk::kiosk::screens
