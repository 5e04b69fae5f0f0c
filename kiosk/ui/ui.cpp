// The frame: canvas, tree, pages.
#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>

namespace dk::kiosk {

namespace {

constexpr float kCanvasW = 1920, kCanvasH = 1080;

}  // namespace

void Ui::begin(float window_w, float window_h, std::string_view page) {
  scale_ = std::min(window_w / kCanvasW, window_h / kCanvasH);
  left_ = (window_w - kCanvasW * scale_) / 2;
  top_ = (window_h - kCanvasH * scale_) / 2;
  draw_ = ImGui::GetBackgroundDrawList();
  masks_.set_scale(scale_);
  tree_.begin_frame();
  targets_.clear();
  checks_.clear();
  covered_ = false;
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
  collect_typed();  // the ground is the platform's: it clears the window with the canvas colour
}

void Ui::end() {
  if (collect_) find_out_of_reach();
  move_focus();
}

void Ui::node(std::string_view id, Role role, std::string_view label, std::string_view state,
              Box b) {
  if (covered_) return;
  if (collect_ && tree_.find(id) != nullptr) checks_.duplicate_ids.emplace_back(id);
  const Box at = window_box(b);
  tree_.add(
      {std::string(id), role, std::string(label), std::string(state), at.x, at.y, at.w, at.h});
}

}  // namespace dk::kiosk
