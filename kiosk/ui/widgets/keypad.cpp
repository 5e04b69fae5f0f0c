// Keys and candidates.
#include <array>

#include "kiosk/ui/widgets/pads.h"

namespace dk::kiosk::widgets {

std::optional<char> numeric_keypad(Ui& ui, std::string_view prefix, Box b, bool with_x,
                                   std::string_view back) {
  constexpr float kGap = 24;
  constexpr std::array<char, 12> kKeys{'1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0', '\b'};
  const float w = (b.w - 2 * kGap) / 3;
  const float h = (b.h - 3 * kGap) / 4;
  std::optional<char> pressed = ui.typed(with_x ? "0123456789X\b" : "0123456789\b");
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const char one = kKeys[i];
    if (one == 'X' && !with_x) continue;
    const Box at{b.x + static_cast<float>(i % 3) * (w + kGap),
                 b.y + static_cast<float>(i / 3) * (h + kGap), w, h};
    ButtonLook look{.kind = ButtonKind::Key, .em = 64};
    std::string id(prefix);
    std::string label(1, one);
    if (one == '\b') {
      look = {
          .kind = ButtonKind::KeyFunction, .icon = icons::kBackspace, .em = 52, .icon_only = true};
      id += ".back";
      label = back;
    } else if (one == 'X') {
      look.kind = ButtonKind::KeyFunction;
      id += ".x";
    } else {
      id += '.';
      id += one;
    }
    if (ui.button(id, at, label, look)) pressed = one;
  }
  return pressed;
}

CandidatePick candidate_bar(Ui& ui, std::string_view prefix, Box b, const Candidates& look) {
  constexpr float kMore = 108, kLeast = 104;
  const std::string name(prefix);
  CandidatePick pick;
  ui.rect(b, theme::kSurface, 24);
  float x = b.x;
  float end = b.right();
  if (!look.more.empty()) {
    end -= kMore;
    const Box at{end, b.y, kMore, b.h};
    const Ui::Act act = ui.act(name + ".more", at, look.more, {.radius = 24});
    ui.rect({at.x, at.y, 2, at.h}, theme::kLine300);
    ui.icon(at.x + (at.w - 44) / 2, at.y + (at.h - 44) / 2, 44, icons::kCaretDown, theme::kInk900);
    ui.pressed(act, at, 24);
    pick.more = act.fired;
  }
  if (!look.composed.empty()) {
    const TextStyle style{.em = 38, .weight = Weight::Bold, .colour = theme::kBrand800};
    const float w = std::min(ui.measure(look.composed, style) + 48, (end - x) * 0.5F);
    ui.rect({x, b.y, w, b.h}, theme::kBrand100, 24);
    ui.text({x + 24, b.y, w - 47, b.h}, look.composed, style);
    ui.node(name + ".composed", Role::Text, look.composed, "", {x, b.y, w, b.h});
    x += w;
  }
  // As many as have room; the first is what the method believes.
  float taken = 0;
  std::size_t shown = 0;
  const auto need = [&](std::size_t i) {
    return std::max(kLeast, ui.measure(look.words[i], {.em = 54}) + 56);
  };
  while (shown < look.words.size() && taken + need(shown) <= end - x) taken += need(shown++);
  const float spare = shown == 0 ? 0 : (end - x - taken) / static_cast<float>(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const Box at{x, b.y, need(i) + spare, b.h};
    const Ui::Act act = ui.act(name + "[" + std::to_string(i) + "]", at, look.words[i],
                               {.role = Role::Key, .radius = 24, .repeats = true});
    if (i > 0) ui.rect({at.x, at.y, 2, at.h}, theme::kLine300);
    if (i == 0) ui.rect({at.x + 20, at.bottom() - 10, at.w - 40, 10}, theme::kBrand600, 5);
    ui.text(at, look.words[i],
            {.em = 54,
             .weight = i == 0 ? Weight::Bold : Weight::Regular,
             .colour = i == 0 ? theme::kBrand800 : theme::kInk900,
             .align = Align::Centre});
    ui.pressed(act, at, 24);
    if (act.fired) pick.word = i;
    x = at.right();
  }
  return pick;
}

}  // namespace dk::kiosk::widgets
