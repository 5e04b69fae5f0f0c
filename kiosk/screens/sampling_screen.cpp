#include "kiosk/screens/sampling_screen.h"

#include "kiosk/screens/parts.h"

namespace dk::kiosk::screens {

namespace {

Tap draw_desk(Ui& ui, const SamplingView& view) {
  draw_tube_column(ui, view);
  if (view.alert) return draw_alert(ui, view);
  draw_confirmed(ui, view);
  draw_next_card(ui, view);
  draw_counters(ui, view);
  return draw_action_bar(ui, view);
}

}  // namespace

std::string page_of(const SamplingView& view) {
  switch (view.stage) {
    case sampling::Stage::NotReady:
      return "not_ready";
    case sampling::Stage::ScanBadge:
      return "badge";
    case sampling::Stage::EnterPin:
      return "pin";
    case sampling::Stage::Desk:
      break;
  }
  if (view.manual_entry) return "manual";
  if (view.ask) return "ask";
  return view.alert ? "alert" : "desk";
}

std::optional<std::string> draw_sampling(Ui& ui, const SamplingView& view) {
  const std::string page = page_of(view);
  const bool dialog = page == "manual" || page == "ask";
  // Under a dialog the desk is seen dimmed: it says which tube is meant, and cannot be touched.
  ui.cover(dialog);
  Tap tap = draw_top_bar(ui, view);
  Tap more;
  if (page == "not_ready") more = draw_not_ready(ui, view);
  if (page == "badge") more = draw_badge(ui, view);
  if (page == "pin") more = draw_pin(ui, view);
  if (view.stage == sampling::Stage::Desk) more = draw_desk(ui, view);
  ui.cover(false);
  if (page == "manual") more = draw_manual(ui, view);
  if (page == "ask") more = draw_ask(ui, view);
  return more ? more : tap;
}

}  // namespace dk::kiosk::screens
