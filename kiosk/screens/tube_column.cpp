// The open tube: how full, its bar code, and every place in it. It never moves, whatever else the
// desk shows.
#include "base/codes/symbols.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::TubeView;

constexpr Box kColumn{32, 124, 540, 796};

void draw_bars(Ui& ui, Box b, const std::string& code) {
  const auto bars = codes::make_code128(code);
  if (!bars) return;
  int modules = 0;
  for (const auto width : *bars) modules += width;
  const float module = b.w / static_cast<float>(modules);
  float x = b.x;
  bool dark = true;
  for (const auto width : *bars) {
    const float w = module * static_cast<float>(width);
    if (dark) ui.rect({x, b.y, w, b.h}, theme::kInk900);
    x += w;
    dark = !dark;
  }
}

void draw_head(Ui& ui, const TubeView& tube) {
  ui.text({64, 158, 190, 46}, tr("sampling.tube.title"), {.em = 34, .weight = Weight::Bold});
  if (tube.paused) {
    ui.chip(64, 212, tr("sampling.tube.paused"),
            {.icon = icons::kPause, .ground = theme::kAmber100, .ink = theme::kAmber800});
    return;
  }
  const std::string kind =
      tube.capacity == 1 ? tr("sampling.tube.single")
                         : tr("sampling.tube.capacity", {{"capacity", number(tube.capacity)}});
  ui.chip(64, 212, kind, {.icon = icons::kTube});
}

void draw_count(Ui& ui, const TubeView& tube) {
  const TextStyle of{.em = 64, .weight = Weight::Regular, .colour = theme::kInk600};
  const std::string capacity = "/ " + number(tube.capacity);
  const float capacity_w = ui.measure(capacity, of);
  ui.text({540 - capacity_w, 190, capacity_w + 1, 92}, capacity, of);
  const float right = 540 - capacity_w - 18;
  ui.text({264, 152, right - 264, 118}, number(tube.count),
          {.em = 124, .weight = Weight::Bold, .align = Align::Right, .spacing = -2});
}

void draw_code(Ui& ui, const TubeView& tube) {
  draw_bars(ui, {64, 288, 476, 50}, tube.code);
  float room = 476;
  if (tube.not_compared) {
    // Somebody in it was not compared with the list: the laboratory's label will say so too.
    room -= 16 + ui.chip(0, 349, tr("sampling.tube.not_compared"),
                         {.icon = icons::kWarning,
                          .ground = theme::kAmber100,
                          .ink = theme::kAmber800,
                          .right = 540});
  }
  ui.text({64, 347, room, 55}, tube.code, {.em = 42, .weight = Weight::Mono, .spacing = 1});
}

void draw_no_tube(Ui& ui) {
  ui.rect({206, 372, 192, 192}, theme::kBrand100, 48);
  ui.icon(246, 412, 112, icons::kBarcode, theme::kBrand700);
  ui.text({64, 604, 476, 60}, tr("sampling.tube.none"),
          {.em = 46, .weight = Weight::Bold, .align = Align::Centre});
  ui.paragraph({84, 672, 436, 96}, tr("sampling.tube.none_hint"),
               {.em = 32, .colour = theme::kInk700, .align = Align::Centre});
}

}  // namespace

void draw_tube_column(Ui& ui, const SamplingView& view) {
  const TubeView& tube = view.tube;
  ui.card(kColumn);
  draw_head(ui, tube);
  if (tube.code.empty()) {
    ui.node("sampling.tube", Role::Status, tr("sampling.tube.none"), "empty", kColumn);
    return draw_no_tube(ui);
  }
  draw_count(ui, tube);
  draw_code(ui, tube);
  ui.node("sampling.tube", Role::Status, tube.code, tube.paused ? "paused" : "open", kColumn);
  draw_grid(ui, tube);
}

}  // namespace dk::kiosk::screens
