// The numeric keypad, and typing a citizen number with it: the last resort at the desk.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

constexpr float kKeyW = 312, kKeyH = 128, kGap = 24;
constexpr int kNumberLength = 18;

void draw_echo(Ui& ui, Box field, const std::string& masked) {
  ui.rect(field, theme::kSurface, 28);
  ui.border(field, theme::kBrand600, 6, 28);
  const Box room{field.x + 32, field.y, field.w - 64, field.h};
  if (masked.empty()) {
    ui.text(room, tr("sampling.manual.hint"), {.em = 32, .colour = theme::kInk600});
  } else {
    ui.text(room, masked, {.em = 56, .weight = Weight::Mono});
  }
  ui.node("sampling.manual.field", Role::Field, tr("sampling.manual.title"),
          number(static_cast<std::int64_t>(masked.size())), field);
}

}  // namespace

Tap draw_keypad(Ui& ui, float x, float y, const std::string& group, const KeypadKeys& keys) {
  const std::string extra = keys.has_x ? "X" : "";
  Tap tap;
  const std::string prefix = "sampling." + group;
  ui.rect({x - 24, y - 24, kKeypadW + 48, kKeypadH + 48}, theme::kPad, 36);
  for (int i = 0; i < 12; ++i) {
    const Box b{x + static_cast<float>(i % 3) * (kKeyW + kGap),
                y + static_cast<float>(i / 3) * (kKeyH + kGap), kKeyW, kKeyH};
    if (i == 11) {
      if (ui.button(prefix + ".erase", b, tr("sampling.key.erase"),
                    {.kind = ButtonKind::KeyFunction,
                     .icon = icons::kBackspace,
                     .em = 52,
                     .icon_only = true})) {
        tap = group + ".erase";
      }
      continue;
    }
    if (i == 9 && extra.empty()) continue;
    const std::string key = i < 9 ? number(i + 1) : (i == 9 ? extra : "0");
    if (ui.button(prefix + ".key[" + key + "]", b, key, {.kind = ButtonKind::Key, .em = 64})) {
      tap = group + ".key[" + key + "]";
    }
  }
  // A numeric keypad has no X: its star stands for it.
  std::string wanted = "0123456789\b";
  if (keys.has_x) wanted += {'X', '*'};
  if (const auto typed = ui.typed(wanted)) {
    if (*typed == '\b') {
      tap = keys.empty ? keys.leave : group + ".erase";
    } else {
      tap = group + ".key[" + std::string(1, *typed == '*' ? 'X' : *typed) + "]";
    }
  }
  return tap;
}

Tap draw_manual(Ui& ui, const SamplingView& view) {
  constexpr Box b{84, 166, 1752, 748};
  ui.rect({0, 0, 1920, 1080}, theme::kOverlay);
  ui.shadow(b, 3);
  ui.rect(b, theme::kSurface, 44);
  const Box left{b.x + 56, b.y + 82, 572, 584};
  ui.text({left.x, left.y, left.w, 70}, tr("sampling.manual.title"),
          {.em = 52, .weight = Weight::Bold});
  draw_echo(ui, {left.x, left.y + 96, left.w, 132}, view.manual_masked);
  const int missing = kNumberLength - static_cast<int>(view.manual_masked.size());
  if (missing > 0 && missing < kNumberLength) {
    ui.text({left.x, left.y + 240, left.w, 48},
            tr("sampling.manual.missing", {{"count", number(missing)}}),
            {.em = 32, .colour = theme::kInk700});
  }
  Tap tap;
  if (ui.button("sampling.manual.enter", {left.x, left.y + 304, left.w, 128},
                tr("sampling.manual.enter"),
                {.kind = ButtonKind::Primary,
                 .icon = icons::kCheck,
                 .em = 46,
                 .enabled = missing == 0,
                 .first_focus = true})) {
    tap = "manual.enter";
  }
  if (ui.button("sampling.manual.cancel", {left.x, left.y + 456, left.w, 128},
                tr("sampling.ask.no"), {.icon = icons::kArrowLeft})) {
    tap = "manual.cancel";
  }
  const float x = b.right() - 64 - kKeypadW;
  if (const Tap key = draw_keypad(
          ui, x, b.y + 82, "manual",
          {.leave = "manual.cancel", .empty = view.manual_masked.empty(), .has_x = true}))
    tap = key;
  ui.node("sampling.manual_entry", Role::Dialog, tr("sampling.manual.title"), "", b);
  return tap;
}

}  // namespace dk::kiosk::screens
