// Packing: tubes into a box, how many there really are, and who takes it away. Scanning does all of
// it; what stands here is where one is and what comes next.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::PackingView;
using Step = PackingView::Step;

constexpr Box kMiddle{596, 124, 768, 796};
constexpr Box kWide{596, 124, 1292, 796};

int persons_in(const PackingView& packing) {
  int persons = 0;
  for (const auto& tube : packing.packed) persons += tube.persons;
  return persons;
}

int ticked_in(const PackingView& packing) {
  int ticked = 0;
  for (const auto& tube : packing.packed) ticked += tube.ticked ? 1 : 0;
  return ticked;
}

std::string box_line(const PackingView& packing) {
  return tr("sampling.packing.box_line",
            {{"tubes", number(static_cast<std::int64_t>(packing.packed.size()))},
             {"persons", number(persons_in(packing))}});
}

// Two ways to count, and neither shows the system's number first: who knows it counts to it.
Tap draw_count(Ui& ui, const PackingView& packing) {
  ui.card(kWide, 36);
  ui.text({644, 140, 1196, 66}, tr("sampling.packing.count_title"),
          {.em = 52, .weight = Weight::Bold});
  ui.text({644, 204, 1196, 46}, tr("sampling.packing.count_hint"),
          {.em = 32, .colour = theme::kInk700});
  const Box field{628, 264, 188, 152};
  ui.rect(field, theme::kSurface, 28);
  ui.border(field, theme::kBrand600, 6, 28);
  ui.text(field.inset(12), packing.count_typed,
          {.em = 84, .weight = Weight::Bold, .align = Align::Centre});
  ui.node("sampling.packing.count_field", Role::Field, tr("sampling.packing.count_title"),
          packing.count_typed, field);
  const std::string ticked = number(ticked_in(packing));
  ui.icon(628, 452, 44, icons::kBarcode, theme::kBrand700);
  ui.text({682, 450, 134, 48}, tr("sampling.packing.ticked"), {.em = 30, .colour = theme::kInk700});
  ui.text({628, 500, 188, 110}, ticked, {.em = 84, .weight = Weight::Bold});
  ui.node("sampling.packing.ticked", Role::Counter, tr("sampling.packing.ticked") + " " + ticked,
          ticked, {628, 450, 188, 160});
  return draw_keypad(ui, 856, 288, "packing",
                     {.leave = "packing.back", .empty = packing.count_typed.empty()});
}

void draw_handed_over(Ui& ui, const PackingView& packing) {
  draw_done_ground(ui, kMiddle);
  const TextStyle line{.em = 38, .colour = theme::kWhite};
  ui.text({640, 175, 500, 59}, packing.box,
          {.em = 44, .weight = Weight::Mono, .colour = theme::kWhite});
  ui.text({640, 330, 680, 150}, tr("sampling.packing.done"),
          {.em = 120, .weight = Weight::Bold, .colour = theme::kWhite});
  ui.text({640, 500, 680, 90}, box_line(packing),
          {.em = 64, .weight = Weight::Bold, .colour = theme::kWhite});
  std::string courier;
  if (!packing.courier_masked.empty()) {
    courier = tr("sampling.packing.courier_name", {{"name", packing.courier_masked}});
    ui.icon(640, 636, 52, icons::kTruck, theme::kWhite);
    ui.text({712, 636, 608, 52}, courier, line);
  }
  ui.icon(640, 716, 52, icons::kShield, theme::kWhite);
  ui.text({712, 716, 608, 52}, tr("sampling.packing.done_safe"), line);
  ui.node("sampling.packing.done_panel", Role::Status,
          tr("sampling.packing.done") + " " + packing.box + " " + box_line(packing) + " " + courier,
          "handed_over", kMiddle);
}

void draw_scan_prompt(Ui& ui, const Prompt& prompt, const char* state) {
  draw_prompt(ui, kMiddle, prompt);
  ui.node("sampling.packing.prompt", Role::Status, prompt.title + " " + prompt.hint, state,
          kMiddle);
}

struct PrimaryButton {
  const char* tap;
  std::string word;
  Icon icon;
  bool enabled = true;
};

std::optional<PrimaryButton> primary_of(const PackingView& packing) {
  switch (packing.step) {
    case Step::Fill:
      return PrimaryButton{"packing.count", tr("sampling.packing.to_count"), icons::kCheck,
                           !packing.packed.empty()};
    case Step::Count: {
      // What was scanned is the count, whole or not.
      const int ticked = ticked_in(packing);
      if (ticked > 0 && packing.count_typed.empty()) {
        const bool all = ticked == static_cast<int>(packing.packed.size());
        return PrimaryButton{"packing.close",
                             all ? tr("sampling.packing.close") : tr("sampling.packing.close_some"),
                             icons::kCheck};
      }
      return PrimaryButton{"packing.enter", tr("sampling.packing.enter"), icons::kCheck,
                           !packing.count_typed.empty()};
    }
    case Step::Done:
      return PrimaryButton{"packing.done", tr("sampling.packing.next_box"), icons::kPackage};
    case Step::ScanBox:
    case Step::Courier:
      break;
  }
  return {};
}

Tap draw_bar(Ui& ui, const SamplingView& view) {
  const PackingView& packing = *view.packing;
  Tap tap;
  draw_bar_ground(ui);
  const auto primary = primary_of(packing);
  // From counting one goes back to packing, from elsewhere to the desk.
  const std::string back =
      packing.step == Step::Count ? tr("sampling.ask.no") : tr("sampling.packing.back");
  if (ui.button("sampling.packing.back", {32, 957, 440, 108}, back,
                {.icon = icons::kArrowLeft, .first_focus = !primary})) {
    tap = "packing.back";
  }
  if (packing.step == Step::Done &&
      ui.button("sampling.packing.print", {496, 957, 440, 108}, tr("sampling.packing.print"),
                {.icon = icons::kPrinter,
                 .enabled = view.printer != sampling::DeviceHealth::NotConfigured})) {
    tap = "packing.print";
  }
  if (primary &&
      ui.button("sampling." + std::string(primary->tap), {1328, 957, 560, 108}, primary->word,
                {.kind = ButtonKind::Primary,
                 .icon = primary->icon,
                 .em = 46,
                 .enabled = primary->enabled,
                 .first_focus = true})) {
    tap = primary->tap;
  }
  return tap;
}

}  // namespace

Tap draw_packing(Ui& ui, const SamplingView& view) {
  draw_box_column(ui, view);
  if (view.alert) return draw_alert(ui, view);
  Tap tap;
  const PackingView& packing = *view.packing;
  switch (packing.step) {
    case Step::ScanBox:
      draw_scan_prompt(
          ui,
          {icons::kPackage, tr("sampling.packing.scan_box"), tr("sampling.packing.scan_box_hint")},
          "box");
      break;
    case Step::Fill:
      if (packing.packed.empty()) {
        draw_scan_prompt(ui,
                         {icons::kTube, tr("sampling.packing.scan_tubes"),
                          tr("sampling.packing.scan_tubes_hint")},
                         "tubes");
      } else {
        tap = draw_packed(ui, view);
      }
      break;
    case Step::Count:
      tap = draw_count(ui, packing);
      break;
    case Step::Courier:
      draw_scan_prompt(ui,
                       {icons::kTruck, tr("sampling.packing.scan_courier"),
                        tr("sampling.packing.scan_courier_hint")},
                       "courier");
      break;
    case Step::Done:
      draw_handed_over(ui, packing);
      break;
  }
  if (packing.step != Step::Count) draw_loose_column(ui, view);
  const Tap bar = draw_bar(ui, view);
  return bar ? bar : tap;
}

}  // namespace dk::kiosk::screens
