#include "kiosk/screens/sampling_screen.h"

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

Tap draw_desk(Ui& ui, const SamplingView& view) {
  const Tap chosen = draw_tube_column(ui, view);
  if (view.alert) return draw_alert(ui, view);
  draw_confirmed(ui, view);
  draw_next_card(ui, view);
  draw_counters(ui, view);
  const Tap tap = draw_action_bar(ui, view);
  return tap ? tap : chosen;
}

// Each step of packing is a page of its own: the focus starts at its primary.
std::string packing_page(const sampling::PackingView& packing) {
  static constexpr const char* kSteps[] = {"scan_box", "fill", "count", "courier", "done"};
  return std::string("packing.") + kSteps[static_cast<std::size_t>(packing.step)];
}

// Two alerts of other kinds are other pages.
std::string alert_page(const sampling::AlertView& alert) {
  return "alert." + number(static_cast<int>(alert.kind));
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
    case sampling::Stage::Packing:
      if (view.alert) return alert_page(*view.alert);
      return view.packing ? packing_page(*view.packing) : "packing";
    case sampling::Stage::ShiftEnd:
      return view.alert ? alert_page(*view.alert) : "shift";
    case sampling::Stage::Desk:
      break;
  }
  if (view.manual_entry) return "manual";
  if (view.ask) return "ask";
  if (view.menu) return "menu";
  return view.alert ? alert_page(*view.alert) : "desk";
}

std::optional<std::string> draw_sampling(Ui& ui, const SamplingView& view) {
  const std::string page = page_of(view);
  const bool dialog = page == "manual" || page == "ask" || page == "menu";
  // Under a dialog the desk is seen dimmed: it says which tube is meant, and cannot be touched.
  ui.cover(dialog);
  Tap tap = draw_top_bar(ui, view);
  Tap more;
  if (page == "not_ready") more = draw_not_ready(ui, view);
  if (page == "badge") more = draw_badge(ui, view);
  if (page == "pin") more = draw_pin(ui, view);
  if (view.stage == sampling::Stage::Desk) more = draw_desk(ui, view);
  if (view.stage == sampling::Stage::Packing && view.packing) more = draw_packing(ui, view);
  if (view.stage == sampling::Stage::ShiftEnd && view.shift) more = draw_shift_end(ui, view);
  ui.cover(false);
  if (page == "manual") more = draw_manual(ui, view);
  if (page == "ask") more = draw_ask(ui, view);
  if (page == "menu") more = draw_menu(ui, view);
  return more ? more : tap;
}

}  // namespace dk::kiosk::screens
