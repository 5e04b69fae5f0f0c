#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

// Beside the word of the primary button: how full the tube is, or why it cannot be sealed.
std::string seal_note(const SamplingView& view) {
  if (view.tube.code.empty()) return tr("sampling.action.seal_no_tube");
  if (view.tube.count == 0) return tr("sampling.action.seal_empty");
  if (view.tube.count >= view.tube.capacity) return {};
  return tr("sampling.action.seal_note", {{"count", number(view.tube.count)}});
}

}  // namespace

void draw_bar_ground(Ui& ui) {
  ui.rect({0, 940, 1920, 140}, theme::kSurface);
  ui.rect({0, 940, 1920, 2}, theme::kLine300);
}

Tap draw_action_bar(Ui& ui, const SamplingView& view) {
  // A save of some milliseconds does not grey the buttons: they would flicker with every person.
  // What is tapped meanwhile gets the sound for "wait".
  Tap tap;
  draw_bar_ground(ui);
  const bool tube = !view.tube.code.empty();
  if (ui.button("sampling.undo", {32, 957, 372, 108}, tr("sampling.action.undo"),
                {.icon = icons::kUndo, .enabled = view.can_undo})) {
    tap = "undo";
  }
  if (ui.button("sampling.change", {428, 957, 272, 108}, tr("sampling.action.change"),
                {.icon = icons::kSwap, .enabled = tube})) {
    tap = "change";
  }
  if (ui.button("sampling.manual", {724, 957, 300, 108}, tr("sampling.action.manual"),
                {.icon = icons::kKeyboard, .enabled = tube})) {
    tap = "manual";
  }
  if (ui.button("sampling.more", {1048, 957, 232, 108}, tr("sampling.action.more"),
                {.icon = icons::kMenu})) {
    tap = "more";
  }
  if (ui.button("sampling.seal", {1328, 957, 560, 108}, tr("sampling.action.seal"),
                {.kind = ButtonKind::Primary,
                 .icon = icons::kSealCheck,
                 .note = seal_note(view),
                 .em = 46,
                 .enabled = tube && view.tube.count > 0,
                 .first_focus = true})) {
    tap = "seal";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
