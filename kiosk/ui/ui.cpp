// The frame: canvas, tree, pages.
#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace dk::kiosk {

namespace {

Box size_of(Canvas canvas) {
  return canvas == Canvas::Portrait ? Box{0, 0, 1080, 1920} : Box{0, 0, 1920, 1080};
}

}  // namespace

void Ui::begin(float window_w, float window_h, std::string_view page, Canvas canvas) {
  const Box size = size_of(canvas);
  canvas_ = canvas;
  window_w_ = window_w;
  window_h_ = window_h;
  scale_ = std::min(window_w / size.w, window_h / size.h);
  left_ = (window_w - size.w * scale_) / 2;
  top_ = (window_h - size.h * scale_) / 2;
  draw_ = ImGui::GetBackgroundDrawList();
  masks_.set_scale(scale_);
  pictures_.begin_frame();
  tree_.begin_frame();
  targets_.clear();
  checks_.clear();
  covered_ = false;
  next_frame_ms_.reset();
  motion_.begin_frame(now());
  if (!hold_seen_) holding_.clear();
  hold_seen_ = false;
  if (page_ != page) {
    if (!page_.empty()) page_since_ = ImGui::GetTime();
    page_ = page;
    focus_.clear();
    down_on_.clear();
    key_down_on_.clear();
    typed_.clear();
  }
  slide_in();
  collect_typed();  // the ground is the platform's: it clears the window with the canvas colour
}

void Ui::end() {
  if (collect_) find_out_of_reach();
  move_focus();
}

double Ui::now() const { return ImGui::GetTime(); }

float Ui::motion(std::string_view name, double seconds) {
  constexpr double kFrame = 1.0 / 60;
  const float done = motion_.progress(name, seconds, look_.reduced_motion);
  if (done < 1) wake_in(kFrame);
  return ease_out(done);
}

// A new page comes from the right, 32 px; the first one is there.
void Ui::slide_in() {
  page_fade_ = 1;
  if (smooth_ && page_since_ >= 0) {
    constexpr float kWay = 32;
    page_fade_ = motion("page." + page_, Motion::kPage);
    left_ += px(kWay * (1 - page_fade_));
  }
  fade_ = page_fade_;
}

void Ui::wake_in(double seconds) {
  const int ms = std::max(1, static_cast<int>(std::ceil(seconds * 1000)));
  next_frame_ms_ = std::min(ms, next_frame_ms_.value_or(ms));
}

Box Ui::canvas() const { return size_of(canvas_); }

void Ui::node(std::string_view id, Role role, std::string_view label, std::string_view state,
              Box b) {
  if (covered_) return;
  if (collect_ && tree_.find(id) != nullptr) checks_.duplicate_ids.emplace_back(id);
  const Box at = window_box(b);
  tree_.add(
      {std::string(id), role, std::string(label), std::string(state), at.x, at.y, at.w, at.h});
}

}  // namespace dk::kiosk
