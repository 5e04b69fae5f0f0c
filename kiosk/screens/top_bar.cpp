// Who and where at the left; network, printer and clock at the right. Only the lock is touched.
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::DeviceHealth;

// The neutral placeholder mark, drawn in a square of 72.
void draw_mark(Ui& ui, Box b) {
  const float k = b.w / 72;
  const auto at = [&](float x, float y) { return Point{b.x + x * k, b.y + y * k}; };
  ui.rect(b, theme::kWhite, 20 * k);
  const std::array<Point, 10> river{at(14, 50), at(22, 48), at(24, 40), at(28, 30), at(32, 20),
                                    at(36, 16), at(42, 16), at(47, 16), at(49, 20), at(47, 25)};
  const std::array<Point, 7> bank{at(22, 57), at(34, 57), at(38, 49), at(42, 41),
                                  at(46, 33), at(50, 31), at(58, 31)};
  ui.curve(river, 7 * k, theme::kBrand600);
  ui.curve(bank, 7 * k, theme::kTeal700);
  const Point flower = at(56, 18);
  ui.circle(flower.x, flower.y, 6 * k, theme::kFlower700);
}

std::string subtitle(const SamplingView& view) {
  std::string line = view.site_name;
  const auto add = [&line](const std::string& part) {
    if (!line.empty()) line += " · ";
    line += part;
  };
  if (!view.desk.empty()) add(tr("sampling.top.desk", {{"desk", view.desk}}));
  if (!view.staff_masked.empty()) {
    add(tr("sampling.top.sampler", {{"name", view.staff_masked}}));
  }
  return line;
}

constexpr float kChipY = 20, kChipGap = 20;

// Chips stand from right to left; each returns the left edge for the next one.
float draw_chip(Ui& ui, const char* id, const std::string& word, const char* state, float right,
                Ui::ChipLook look) {
  look.right = right;
  look.height = 60;
  look.em = 30;
  const float w = ui.chip(0, kChipY, word, look);
  ui.node(id, Role::Status, word, state, {right - w, kChipY, w, 60});
  return right - w - kChipGap;
}

float draw_network(Ui& ui, const SamplingView& view, float right) {
  if (view.online) {
    return draw_chip(ui, "sampling.net", tr("sampling.net.online"), "online", right,
                     {.icon = icons::kWifiHigh,
                      .ground = theme::kWhite.with_alpha(0.16F),
                      .ink = theme::kWhite});
  }
  // Behind an alert the sync card is out of sight: the number waits here.
  const std::uint64_t waiting = view.saved + view.sent;
  const std::string word = waiting > 0 && view.alert
                               ? tr("sampling.net.offline_waiting",
                                    {{"count", number(static_cast<std::int64_t>(waiting))}})
                               : tr("sampling.net.offline");
  return draw_chip(
      ui, "sampling.net", word, "offline", right,
      {.icon = icons::kWifiSlash, .ground = theme::kAmber100, .ink = theme::kAmber800});
}

float draw_printer(Ui& ui, const SamplingView& view, float right) {
  if (view.printer != DeviceHealth::Trouble && view.labels_owed == 0) return right;
  const std::string word =
      view.labels_owed > 0 ? tr("sampling.top.labels_owed", {{"count", number(view.labels_owed)}})
                           : tr("sampling.top.printer_trouble");
  const bool trouble = view.printer == DeviceHealth::Trouble;
  return draw_chip(ui, "sampling.printer", word, trouble ? "trouble" : "waiting", right,
                   trouble ? Ui::ChipLook{.icon = icons::kPrinter,
                                          .ground = theme::kAmber100,
                                          .ink = theme::kAmber800}
                           : Ui::ChipLook{.icon = icons::kPrinter,
                                          .ground = theme::kWhite.with_alpha(0.16F),
                                          .ink = theme::kWhite});
}

}  // namespace

Tap draw_top_bar(Ui& ui, const SamplingView& view) {
  Tap tap;
  ui.rect({0, 0, 1920, 100}, theme::kInk900);
  draw_mark(ui, {32, 16, 68, 68});

  const std::string clock = i18n::clock_hm(view.now);
  ui.text({1758, 20, 130, 59}, clock,
          {.em = 44, .weight = Weight::Bold, .colour = theme::kWhite, .align = Align::Right});
  ui.node("sampling.clock", Role::Status, clock, view.moved_clock ? "moved" : "",
          {1758, 20, 130, 59});
  float right = 1738;
  if (view.stage == sampling::Stage::Desk) {
    // Signing out keeps the tube.
    ui.circle(1702, 50, 36, theme::kWhite.with_alpha(0.16F));
    ui.icon(1680, 28, 44, icons::kSignOut, theme::kWhite);
    if (ui.touch("sampling.lock", {1650, 2, 104, 96}, tr("sampling.top.lock"), true, 36)) {
      tap = "lock";
    }
    right = 1634;
  }
  if (view.moved_clock) {
    right = draw_chip(
        ui, "sampling.demo_clock", tr("sampling.top.demo_clock"), "", right,
        {.icon = icons::kClock, .ground = theme::kWhite.with_alpha(0.16F), .ink = theme::kWhite});
  }
  right = draw_network(ui, view, right);
  right = draw_printer(ui, view, right);

  ui.text({120, 11, right - 120, 43}, tr("sampling.top.title"),
          {.em = 36, .weight = Weight::Bold, .colour = theme::kWhite});
  ui.text({120, 54, right - 120, 35}, subtitle(view),
          {.em = 28, .colour = theme::kTopBarSub, .ellipsis = true});
  ui.node("sampling.top", Role::Text, tr("sampling.top.title") + " " + subtitle(view), "",
          {120, 11, right - 120, 78});
  return tap;
}

}  // namespace dk::kiosk::screens
