// The open tube: how full, its bar code, and every place in it. It never moves, whatever else the
// desk shows.
#include "base/codes/symbols.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::TubeView;

constexpr Box kColumn{32, 124, 540, 796};

}  // namespace

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

namespace {

// Gives where its chip ends.
float draw_head(Ui& ui, const TubeView& tube) {
  ui.text({64, 158, 190, 46}, tr("sampling.tube.title"), {.em = 34, .weight = Weight::Bold});
  if (tube.paused) {
    return 64 +
           ui.chip(64, 212, tr("sampling.tube.paused"),
                   {.icon = icons::kPause, .ground = theme::kAmber100, .ink = theme::kAmber800});
  }
  const int capacity = tube.code.empty() ? tube.chosen : tube.capacity;
  const std::string kind = capacity == 1
                               ? tr("sampling.tube.single")
                               : tr("sampling.tube.capacity", {{"capacity", number(capacity)}});
  return 64 + ui.chip(64, 212, kind, {.icon = icons::kTube});
}

// Two digits beside a long chip are a little smaller.
void draw_count(Ui& ui, const TubeView& tube, float chip_right) {
  const TextStyle of{.em = 64, .weight = Weight::Regular, .colour = theme::kInk600};
  const std::string capacity = "/ " + number(tube.capacity);
  const float capacity_w = ui.measure(capacity, of);
  ui.text({540 - capacity_w, 190, capacity_w + 1, 92}, capacity, of);
  const float right = 540 - capacity_w - 18;
  const float left = chip_right + 24;
  ui.text({left, 152, right - left, 118}, number(tube.count),
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

// Which tube comes next; a site with one size has nothing to choose.
Tap draw_choices(Ui& ui, const TubeView& tube, float y) {
  constexpr float kW = 230, kH = 116, kGap = 16;
  ui.text({64, y, 476, 48}, tr("sampling.tube.choose"),
          {.em = 34, .colour = theme::kInk700, .align = Align::Centre});
  y += 64;
  Tap tap;
  for (std::size_t i = 0; i < tube.choices.size(); ++i) {
    const int capacity = tube.choices[i];
    const Box b{64 + static_cast<float>(i % 2) * (kW + kGap),
                y + static_cast<float>(i / 2) * (kH + kGap), kW, kH};
    const std::string word = capacity == 1
                                 ? tr("sampling.tube.choice_single")
                                 : tr("sampling.tube.choice", {{"capacity", number(capacity)}});
    if (ui.button("sampling.capacity[" + number(capacity) + "]", b, word,
                  {.em = 46, .selected = capacity == tube.chosen})) {
      tap = "capacity[" + number(capacity) + "]";
    }
  }
  return tap;
}

Tap draw_no_tube(Ui& ui, const TubeView& tube) {
  const bool choices = tube.choices.size() > 1;
  const bool crowded = tube.choices.size() > 4;  // then they need the icon's place
  float y = choices ? 296.0F : 372.0F;
  if (!crowded) {
    ui.rect({206, y, 192, 192}, theme::kBrand100, 48);
    ui.icon(246, y + 40, 112, icons::kBarcode, theme::kBrand700);
    y += 208;
  }
  ui.text({64, y, 476, 60}, tr("sampling.tube.none"),
          {.em = 46, .weight = Weight::Bold, .align = Align::Centre});
  if (choices) return draw_choices(ui, tube, y + 84);
  ui.paragraph({84, y + 92, 436, 96}, tr("sampling.tube.none_hint"),
               {.em = 32, .colour = theme::kInk700, .align = Align::Centre});
  return {};
}

}  // namespace

Tap draw_tube_column(Ui& ui, const SamplingView& view) {
  const TubeView& tube = view.tube;
  ui.card(kColumn);
  const float chip_right = draw_head(ui, tube);
  if (tube.code.empty()) {
    ui.node("sampling.tube", Role::Status, tr("sampling.tube.none"), "empty", kColumn);
    return draw_no_tube(ui, tube);
  }
  draw_count(ui, tube, chip_right);
  draw_code(ui, tube);
  ui.node("sampling.tube", Role::Status, tube.code, tube.paused ? "paused" : "open", kColumn);
  draw_grid(ui, tube);
  return {};
}

}  // namespace dk::kiosk::screens
