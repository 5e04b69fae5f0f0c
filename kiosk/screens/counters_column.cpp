// How much was done today and how fast it goes.
#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

void draw_counter(Ui& ui, Box b, const char* id, Icon icon, const std::string& label,
                  std::uint64_t value) {
  ui.card(b);
  ui.icon(b.x + 28, b.y + 24, 38, icon, theme::kBrand700);
  ui.text({b.x + 76, b.y + 22, b.w - 92, 41}, label, {.em = 30, .colour = theme::kInk700});
  const std::string digits = number(static_cast<std::int64_t>(value));
  ui.text({b.x + 28, b.y + 63, b.w - 48, 96}, digits, {.em = 80, .weight = Weight::Bold});
  ui.node(id, Role::Counter, label + " " + digits, digits, b);
}

// One bar a minute, the current one dark; the busiest has the full height.
void draw_minutes(Ui& ui, const std::vector<int>& minutes) {
  if (minutes.empty()) return;
  constexpr float kLeft = 1416, kRight = 1860, kBottom = 595, kHeight = 80, kGap = 9, kFoot = 6;
  const int most = std::max(1, *std::max_element(minutes.begin(), minutes.end()));
  const auto count = static_cast<float>(minutes.size());
  const float w = (kRight - kLeft - kGap * (count - 1)) / count;
  float x = kLeft;
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    const float share = static_cast<float>(std::max(0, minutes[i])) / static_cast<float>(most);
    const float h = kFoot + (kHeight - kFoot) * share;
    const bool now = i + 1 == minutes.size();
    ui.rect({x, kBottom - h, w, h}, now ? theme::kTeal700 : theme::kTealBar, std::min(6.0F, h / 2));
    x += w + kGap;
  }
}

void draw_rate(Ui& ui, const SamplingView& view) {
  constexpr Box b{1388, 328, 500, 288};
  ui.card(b);
  ui.icon(1416, 357, 38, icons::kGauge, theme::kTeal700);
  ui.text({1464, 356, 180, 41}, tr("sampling.rate.title"), {.em = 30, .colour = theme::kInk700});
  const std::string window =
      tr("sampling.rate.window",
         {{"minutes", number(static_cast<std::int64_t>(view.per_minute.size()))}});
  if (!view.per_minute.empty()) {
    ui.chip(
        0, 350, window,
        {.icon = icons::kClock, .ground = theme::kTeal100, .ink = theme::kTeal800, .right = 1860});
  }
  const std::string rate = with_one_place(view.rate_per_minute);
  const float w = ui.text({1416, 408, 300, 101}, rate, {.em = 92, .weight = Weight::Bold});
  ui.text({1416 + w + 12, 449, 200, 60}, tr("sampling.unit.persons"), {.em = 34});
  draw_minutes(ui, view.per_minute);
  ui.node("sampling.rate", Role::Counter, tr("sampling.rate.title") + " " + rate, rate, b);
}

}  // namespace

void draw_counters(Ui& ui, const SamplingView& view) {
  draw_counter(ui, {1388, 124, 245, 184}, "sampling.counter.persons", icons::kUsers,
               tr("sampling.counter.persons"), view.persons_today);
  draw_counter(ui, {1653, 124, 235, 184}, "sampling.counter.tubes", icons::kTube,
               tr("sampling.counter.tubes"), view.tubes_sealed);
  draw_rate(ui, view);
  draw_sync(ui, view);
}

}  // namespace dk::kiosk::screens
