// Questions: modal over the dimmed desk, the safe answer first.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::AskView;

std::string reason_word(const std::string& reason) {
  if (reason == "end_of_queue") return tr("seal.reason.end_of_queue");
  if (reason == "tube_damaged") return tr("seal.reason.tube_damaged");
  if (reason == "shift_end") return tr("seal.reason.shift_end");
  return tr("seal.reason.other");
}

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

// Why, from a closed list; the likeliest is chosen already.
Tap draw_reasons(Ui& ui, const AskView& ask, float y) {
  Tap tap;
  for (std::size_t i = 0; i < ask.reasons.size(); ++i) {
    const int k = static_cast<int>(i);
    const Box b{470 + static_cast<float>(k % 2) * 502, y + static_cast<float>(k / 2) * 124, 478,
                104};
    if (ui.button("sampling.ask.reason[" + number(k) + "]", b, reason_word(ask.reasons[i]),
                  {.em = 38, .selected = k == ask.chosen})) {
      tap = "ask.reason[" + number(k) + "]";
    }
  }
  return tap;
}

}  // namespace

Tap draw_menu(Ui& ui, const SamplingView& view) {
  constexpr Box b{410, 170, 1100, 740};
  struct Entry {
    const char* tap;
    std::string word;
    Icon icon;
    bool enabled = true;
  };
  const Entry entries[] = {
      {"menu.pack", tr("sampling.menu.pack"), icons::kPackage},
      {"menu.shift", tr("sampling.menu.shift"), icons::kUserSwitch},
      {"menu.lock", tr("sampling.menu.lock"), icons::kLock},
      // The sheet comes from the label printer.
      {"menu.commands", tr("sampling.menu.commands"), icons::kBarcode,
       view.printer != sampling::DeviceHealth::NotConfigured},
  };
  ui.rect({0, 0, 1920, 1080}, theme::kOverlay);
  ui.shadow(b, 3);
  ui.rect(b, theme::kSurface, 44);
  ui.text({b.x + 60, b.y + 40, 980, 86}, tr("sampling.menu.title"),
          {.em = 64, .weight = Weight::Bold});
  ui.node("sampling.menu", Role::Dialog, tr("sampling.menu.title"), "", b);
  Tap tap;
  int i = 0;
  for (const Entry& entry : entries) {
    const Box place{b.x + 60 + static_cast<float>(i % 2) * 502,
                    b.y + 152 + static_cast<float>(i / 2) * 200, 478, 176};
    if (ui.button("sampling." + std::string(entry.tap), place, entry.word,
                  {.icon = entry.icon, .em = 46, .enabled = entry.enabled})) {
      tap = entry.tap;
    }
    ++i;
  }
  if (ui.button("sampling.menu.close", {b.x + 60, b.bottom() - 172, 980, 124},
                tr("sampling.ask.no"),
                {.icon = icons::kArrowLeft, .em = 46, .first_focus = true})) {
    tap = "menu.close";
  }
  return tap;
}

Tap draw_ask(Ui& ui, const SamplingView& view) {
  const bool reasons = !view.ask->reasons.empty();
  const Box b = reasons ? Box{410, 150, 1100, 780} : Box{410, 260, 1100, 560};
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
  if (reasons) tap = draw_reasons(ui, *view.ask, b.y + 290);
  const float y = b.bottom() - 220;
  if (ui.button("sampling.ask.no", {b.x + 60, y, 478, 152}, tr("sampling.ask.no"),
                {.icon = icons::kArrowLeft, .em = 52})) {
    tap = "ask.no";
  }
  // Enter says yes: the question was asked on purpose, by a key of its own or a finger, and a page
  // that has just come up takes no Enter.
  if (ui.button("sampling.ask.yes", {b.x + 562, y, 478, 152}, words.yes,
                {.kind = words.kind, .icon = words.icon, .em = 52, .first_focus = true})) {
    tap = "ask.yes";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
