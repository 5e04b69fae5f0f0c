#include "kiosk/ui/widgets/progress.h"

#include <algorithm>
#include <cmath>

namespace dk::kiosk::widgets {

void stepper(Ui& ui, std::string_view id, Box b, std::span<const std::string> words, int current) {
  if (words.empty()) return;
  constexpr float kNode = 60, kLabel = 41, kOutside = 70;
  // The outer columns reach over the margin, so that the outer nodes stand near it.
  const float column = (b.w + 2 * kOutside) / static_cast<float>(words.size());
  const auto middle = [&](int i) {
    return b.x - kOutside + column * (static_cast<float>(i) + 0.5F);
  };
  const float y = b.y + kNode / 2;
  for (int i = 0; i < static_cast<int>(words.size()); ++i) {
    const float x = middle(i);
    const bool done = i < current;
    const bool now = i == current;
    if (i > 0) {
      const float from = middle(i - 1) + 38;
      ui.rect({from, y - 3, x - 38 - from, 6}, done || now ? theme::kGreen700 : theme::kLine300, 3);
    }
    if (now) ui.circle(x, y, kNode / 2 + 8, theme::kBrand100);
    const std::string number = std::to_string(i + 1);
    const Box node{x - kNode / 2, b.y, kNode, kNode};
    Colour ink = theme::kInk600;
    if (done) {
      ui.circle(x, y, kNode / 2, theme::kGreen700);
      ui.icon(x - 18, y - 18, 36, icons::kCheck, theme::kWhite);
      ink = theme::kGreen800;
    } else {
      ui.circle(x, y, kNode / 2, now ? theme::kBrand600 : theme::kSurface);
      if (!now) ui.border(node, theme::kLine500, 4, kNode / 2);
      ui.text(node, number,
              {.em = 32,
               .weight = Weight::Bold,
               .colour = now ? theme::kWhite : theme::kInk600,
               .align = Align::Centre});
      if (now) ink = theme::kBrand800;
    }
    const std::string& word = words[static_cast<std::size_t>(i)];
    // The outer words may use the margin, not the edge of the screen.
    const float half = std::min(column / 2 - 6, std::min(x - b.x, b.right() - x) + 40);
    ui.text({x - half, b.y + kNode + 8, 2 * half, kLabel}, word,
            {.em = 30,
             .weight = now ? Weight::Bold : Weight::Regular,
             .colour = ink,
             .align = Align::Centre});
    ui.node(std::string(id) + "[" + number + "]", Role::Progress, word,
            done ? "done" : (now ? "current" : "next"), {x - half, b.y, 2 * half, 109});
  }
}

void step_bar(Ui& ui, std::string_view id, Box b, std::string_view label, int done, int of) {
  const float part =
      of <= 0 ? 0 : std::clamp(static_cast<float>(done) / static_cast<float>(of), 0.0F, 1.0F);
  ui.rect(b, theme::kLine300);
  ui.rect({b.x, b.y, b.w * part, b.h}, theme::kGreen700);
  ui.node(id, Role::Progress, label, std::to_string(done) + "/" + std::to_string(of), b);
}

void progress_bar(Ui& ui, std::string_view id, Box b, std::string_view label, float part,
                  Gradient fill) {
  part = std::clamp(part, 0.0F, 1.0F);
  const float radius = b.h / 2;
  ui.rect(b, theme::kTrack, radius);
  // Never narrower than round: a beginning is seen as one.
  if (part > 0) ui.gradient({b.x, b.y, std::max(b.h, b.w * part), b.h}, fill, radius);
  ui.node(id, Role::Progress, label, std::to_string(static_cast<int>(std::lround(part * 100))), b);
}

void countdown_ring(Ui& ui, std::string_view id, Box b, int left_s, int total_s,
                    std::string_view caption) {
  const float k = b.w / 344;
  const float x = b.x + b.w / 2;
  const float y = b.y + b.h / 2;
  left_s = std::max(0, left_s);
  const float part = total_s <= 0 ? 0 : static_cast<float>(left_s) / static_cast<float>(total_s);
  ui.ring(x, y, 148 * k, 28 * k, theme::kRingTrack);
  if (part > 0) ui.arc(x, y, 148 * k, 28 * k, part, theme::kAmber400);
  ui.ring(x, y, 133 * k, 2, theme::kAmber800);  // the edge for those who see amber badly
  const std::string number = std::to_string(left_s);
  ui.text({b.x + 60 * k, b.y + 82 * k, b.w - 120 * k, 136 * k}, number,
          {.em = 136 * k,
           .weight = Weight::Bold,
           .colour = left_s <= 10 ? theme::kRed700 : theme::kInk900,
           .align = Align::Centre});
  ui.text(
      {b.x + 64 * k, b.y + 214 * k, b.w - 128 * k, 50 * k}, caption,
      {.em = ui.look().elder ? 42.0F : 32.0F, .colour = theme::kInk700, .align = Align::Centre});
  ui.node(id, Role::Progress, number + " " + std::string(caption), left_s <= 10 ? "ending" : "", b);
}

void busy(Ui& ui, std::string_view id, Box b, std::string_view words) {
  constexpr double kStep = 0.5;  // seconds
  int dark = 0;
  if (!ui.look().reduced_motion) {
    const double steps = ui.now() / kStep;
    dark = static_cast<int>(std::fmod(steps, 3.0));
    ui.wake_in((std::floor(steps) + 1) * kStep - ui.now());
  }
  constexpr float kRadius = 10, kAcross = 34;
  const float y = b.y + b.h / 2;
  for (int i = 0; i < 3; ++i) {
    ui.circle(b.x + kRadius + kAcross * static_cast<float>(i), y, kRadius,
              i == dark ? theme::kBrand600 : theme::kBrand300);
  }
  const float x = b.x + 3 * kAcross + 12;
  ui.text({x, b.y, b.right() - x, b.h}, words, {.em = ui.em(theme::kBody)});
  ui.node(id, Role::Progress, words, "busy", b);
}

void success_tick(Ui& ui, Box b, Colour ink) {
  // In few steps: each size of the icon is a picture of its own.
  constexpr float kSteps = 5;
  const float grown = std::round(ui.motion("success_tick", Motion::kTick) * kSteps) / kSteps;
  const float k = (0.8F + 0.2F * grown) * b.w / 208;
  const float x = b.x + b.w / 2;
  const float y = b.y + b.h / 2;
  ui.circle(x, y, 120 * k, theme::kWhite.with_alpha(0.22F));
  ui.circle(x, y, 104 * k, theme::kWhite);
  ui.icon(x - 60 * k, y - 60 * k, 120 * k, icons::kCheckFat, ink);
}

}  // namespace dk::kiosk::widgets
