// Questions: modal over the dimmed desk, the safe answer first.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AskView;

struct AskWords {
  std::string title, line, yes;
  Icon icon;
  ButtonKind kind = ButtonKind::Primary;
};

AskWords words_of(const AskView& ask) {
  const std::string count = number(ask.count);
  switch (ask.kind) {
    case AskView::Kind::UndoLast: {
      const std::string name =
          ask.masked_name.empty() ? tr("sampling.last.token") : ask.masked_name;
      return {tr("sampling.ask.undo", {{"name", name}}), tr("sampling.ask.undo_line"),
              tr("sampling.ask.undo_yes"), icons::kUndo, ButtonKind::Danger};
    }
    case AskView::Kind::SealEarly:
      return {tr("sampling.ask.seal", {{"count", count}}), tr("sampling.ask.seal_line"),
              tr("sampling.ask.seal_yes"), icons::kSealCheck, ButtonKind::Danger};
    case AskView::Kind::LeaveTube:
      break;
  }
  return {tr("sampling.ask.change", {{"count", count}}), tr("sampling.ask.change_line"),
          tr("sampling.ask.change_yes"), icons::kSwap, ButtonKind::Danger};
}

}  // namespace

Tap draw_ask(Ui& ui, const SamplingView& view) {
  constexpr Box b{410, 260, 1100, 560};
  const AskWords words = words_of(*view.ask);
  ui.rect({0, 0, 1920, 1080}, theme::kOverlay);
  ui.shadow(b, 3);
  ui.rect(b, theme::kSurface, 44);
  ui.rect({b.x + 60, b.y + 64, 152, 152}, theme::kAmber100, 40);
  ui.icon(b.x + 92, b.y + 96, 88, words.icon, theme::kAmber800);
  ui.text({b.x + 252, b.y + 62, 788, 86}, words.title, {.em = 64, .weight = Weight::Bold});
  ui.paragraph({b.x + 252, b.y + 156, 788, 110}, words.line, {.em = 38, .colour = theme::kInk700});
  ui.node("sampling.ask", Role::Dialog, words.title + " " + words.line, "", b);
  Tap tap;
  if (ui.button("sampling.ask.no", {b.x + 60, b.y + 340, 478, 152}, tr("sampling.ask.no"),
                {.icon = icons::kArrowLeft, .em = 52, .first_focus = true})) {
    tap = "ask.no";
  }
  if (ui.button("sampling.ask.yes", {b.x + 562, b.y + 340, 478, 152}, words.yes,
                {.kind = words.kind, .icon = words.icon, .em = 52})) {
    tap = "ask.yes";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
