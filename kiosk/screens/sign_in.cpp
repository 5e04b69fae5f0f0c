// Before a shift: the badge, the PIN.
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::DeviceHealth;

constexpr Box kPanel{360, 148, 1200, 748};

void draw_pin_dots(Ui& ui, Box field, int digits) {
  ui.rect(field, theme::kSurface, 28);
  ui.border(field, theme::kBrand600, 6, 28);
  for (int i = 0; i < digits; ++i) {
    ui.circle(field.x + 58 + static_cast<float>(i) * 66, field.y + field.h / 2, 16, theme::kInk900);
  }
}

// What the badge screen asks for, by what the desk has.
struct BadgeWords {
  std::string title, hint;
  bool trouble = false;
};

BadgeWords badge_words(DeviceHealth scanner) {
  switch (scanner) {
    case DeviceHealth::Trouble:
      return {tr("sampling.next.no_scanner"), tr("sampling.next.no_scanner_hint"), true};
    case DeviceHealth::NotConfigured:
      return {tr("sampling.next.unset_scanner"), tr("sampling.next.unset_scanner_hint"), true};
    case DeviceHealth::Healthy:
      break;
  }
  return {tr("sampling.badge.title"), tr("sampling.badge.hint"), false};
}

}  // namespace

void draw_trouble(Ui& ui, Box b, FailureCode code) {
  const TroubleWords words = trouble_words(code);
  std::string to_do;
  for (const std::string& step : words.to_do) {
    if (!to_do.empty()) to_do += tr("sampling.comma");
    to_do += step;
  }
  ui.rect(b, theme::kRed100, 28);
  ui.border(b, theme::kRed700, 3, 28);
  ui.icon(b.x + 28, b.y + (b.h - 56) / 2, 56, icons::kWarning, theme::kRed700);
  const float room = b.w - 132;
  ui.text({b.x + 106, b.y + b.h / 2 - 52, room, 54}, words.what,
          {.em = 38, .weight = Weight::Bold, .colour = theme::kRed700});
  ui.text({b.x + 106, b.y + b.h / 2 + 4, room, 46}, to_do, {.em = 32});
  ui.node("sampling.trouble", Role::Alert, words.what + " " + to_do, std::string(name_of(code)), b);
}

Tap draw_languages(Ui& ui, const SamplingView& view) {
  struct Language {
    std::string_view code;
    const char* id;
    std::string word;
  };
  const std::array<Language, 3> languages{
      Language{"zh-CN", "sampling.language[zh-CN]", tr("ui.language.zh-CN")},
      Language{"zh-HK", "sampling.language[zh-HK]", tr("ui.language.zh-HK")},
      Language{"en", "sampling.language[en]", tr("ui.language.en")}};
  constexpr float kW = 224, kGap = 20;
  Tap tap;
  float x = 1888 - 3 * kW - 2 * kGap;
  for (const Language& language : languages) {
    const bool chosen = view.language == language.code;
    if (ui.button(language.id, {x, 957, kW, 108}, language.word,
                  {.icon = chosen ? std::optional<Icon>(icons::kCheck) : std::nullopt, .em = 40})) {
      tap = "language[" + std::string(language.code) + "]";
    }
    x += kW + kGap;
  }
  return tap;
}

Tap draw_badge(Ui& ui, const SamplingView& view) {
  const BadgeWords words = badge_words(view.scanner);
  ui.card(kPanel, 44);
  // In the middle, or higher when something stands below.
  const float y = view.pin_trouble || !view.tube.code.empty() ? 204.0F : 270.0F;
  ui.rect({840, y, 240, 240}, words.trouble ? theme::kAmber100 : theme::kBrand100, 60);
  ui.icon(880, y + 40, 160, words.trouble ? icons::kWarning : icons::kIdCard,
          words.trouble ? theme::kAmber800 : theme::kBrand700);
  ui.text({400, y + 276, 1120, 96}, words.title,
          {.em = 80, .weight = Weight::Bold, .align = Align::Centre});
  ui.text({400, y + 382, 1120, 56}, words.hint,
          {.em = 40, .colour = theme::kInk700, .align = Align::Centre});
  ui.node("sampling.badge", Role::Screen, words.title + " " + words.hint,
          words.trouble ? "trouble" : "", kPanel);
  if (view.pin_trouble) {
    draw_trouble(ui, {460, 696, 1000, 140}, *view.pin_trouble);
  } else if (!view.tube.code.empty()) {
    const std::string kept = tr("sampling.badge.tube_kept",
                                {{"tube", view.tube.code}, {"count", number(view.tube.count)}});
    const Box line{460, 716, 1000, 100};
    ui.rect(line, theme::kGreen100, 28);
    ui.icon(line.x + 28, line.y + 24, 52, icons::kShield, theme::kGreen800);
    ui.text({line.x + 100, line.y, line.w - 128, line.h}, kept,
            {.em = 36, .colour = theme::kGreen800});
    ui.node("sampling.tube_kept", Role::Status, kept, "", line);
  }
  draw_bar_ground(ui);
  if (view.not_hardware_protected) {
    ui.chip(32, 985, tr("sampling.badge.disk_keys"),
            {.icon = icons::kInfo, .ground = theme::kAmber100, .ink = theme::kAmber800});
    ui.node("sampling.disk_keys", Role::Status, tr("sampling.badge.disk_keys"), "",
            {32, 985, 600, 52});
  }
  return draw_languages(ui, view);
}

Tap draw_pin(Ui& ui, const SamplingView& view) {
  constexpr Box b{84, 148, 1752, 748};
  const Box left{b.x + 56, b.y + 82, 572, 584};
  ui.card(b, 44);
  ui.text({left.x, left.y, left.w, 84}, tr("sampling.pin.title"),
          {.em = 64, .weight = Weight::Bold});
  ui.icon(left.x, left.y + 98, 44, icons::kUser, theme::kBrand700);
  ui.text({left.x + 58, left.y + 94, left.w - 58, 52}, view.staff_masked,
          {.em = 40, .colour = theme::kInk700});
  const Box field{left.x, left.y + 172, left.w, 132};
  draw_pin_dots(ui, field, view.pin_digits);
  ui.node("sampling.pin", Role::Field, tr("sampling.pin.title"), number(view.pin_digits), field);
  const bool locked = view.locked_s > 0;
  if (locked || view.pin_trouble) {
    draw_trouble(ui, {left.x, left.y + 330, left.w, 140},
                 locked ? FailureCode::staff_locked : *view.pin_trouble);
    const std::string line =
        locked ? tr("sampling.pin.locked", {{"minutes", number((view.locked_s + 59) / 60)}})
               : tr("sampling.pin.tries_left", {{"count", number(view.pin_tries_left)}});
    ui.icon(left.x, left.y + 492, 40, locked ? icons::kHourglass : icons::kInfo, theme::kInk700);
    ui.text({left.x + 54, left.y + 488, left.w - 54, 48}, line, {.em = 36});
    ui.node("sampling.pin.left", Role::Text, line, "", {left.x, left.y + 488, left.w, 48});
  }
  Tap tap = draw_keypad(ui, b.right() - 64 - kKeypadW, b.y + 82, "pin",
                        {.leave = "pin.back", .empty = view.pin_digits == 0});
  draw_bar_ground(ui);
  if (ui.button("sampling.pin.back", {32, 957, 372, 108}, tr("sampling.pin.back"),
                {.icon = icons::kUserSwitch})) {
    tap = "pin.back";
  }
  if (ui.button("sampling.pin.enter", {1328, 957, 560, 108}, tr("sampling.pin.enter"),
                {.kind = ButtonKind::Primary,
                 .icon = icons::kCheck,
                 .em = 46,
                 .enabled = view.pin_digits >= 4 && !locked,
                 .first_focus = true})) {
    tap = "pin.enter";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
