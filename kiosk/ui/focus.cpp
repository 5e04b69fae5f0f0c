// What a finger or the keypad does to a target, and where the focus goes.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

constexpr double kQuietSeconds = 0.3;
constexpr float kSmallestTarget = 96;

bool key(ImGuiKey k) { return ImGui::IsKeyPressed(k, false); }
bool enter_pressed() { return key(ImGuiKey_Enter) || key(ImGuiKey_KeypadEnter); }

}  // namespace

Ui::Touch Ui::handle(std::string_view id, Box b, bool enabled, bool first_focus, bool repeats) {
  // A target is never lower than 96 px even where its drawing is.
  if (b.h < kSmallestTarget) {
    b.y -= (kSmallestTarget - b.h) / 2;
    b.h = kSmallestTarget;
  }
  Touch touch;
  if (covered_) return touch;
  if (collect_) checks_.targets.push_back({std::string(id), b});
  if (!enabled) return touch;
  targets_.push_back({std::string(id), b});
  if (first_focus && focus_.empty()) focus_ = id;
  touch.focused = ring_ && focus_ == id;
  const ImVec2 at = ImGui::GetMousePos();
  touch.hovered =
      at.x >= cx(b.x) && at.x < cx(b.right()) && at.y >= cy(b.y) && at.y < cy(b.bottom());
  if (touch.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) down_on_ = id;
  touch.held = down_on_ == id && touch.hovered && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (down_on_ == id && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
    touch.fired = touch.hovered;
    down_on_.clear();
  }
  if (touch.focused && !key_seen_ && enter_pressed()) touch.fired = true;
  if (touch.fired && !repeats) {
    // A trembling hand taps twice.
    if (ImGui::GetTime() < quiet_until_ && quiet_id_ == id) {
      touch.fired = false;  // and does not lengthen the quiet: a finger that goes on is heard
    } else {
      quiet_until_ = ImGui::GetTime() + kQuietSeconds;
      quiet_id_ = id;
    }
  }
  return touch;
}

void Ui::collect_typed() {
  key_seen_ = false;
  typing_ = false;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ring_ = false;
  const bool any_key = enter_pressed() || key(ImGuiKey_Tab) || key(ImGuiKey_LeftArrow) ||
                       key(ImGuiKey_RightArrow) || key(ImGuiKey_UpArrow) || key(ImGuiKey_DownArrow);
  if (any_key && !ring_) {
    // The first key press only shows where the focus is.
    ring_ = true;
    key_seen_ = true;
  }
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    if (c < 0x80 && typed_.size() < 64) {
      const char one = static_cast<char>(c);
      typed_ += one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
    }
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Backspace, true)) typed_ += '\b';
}

std::optional<char> Ui::typed(std::string_view wanted) {
  if (covered_) return std::nullopt;
  typing_ = true;
  while (!typed_.empty()) {
    const char one = typed_.front();
    typed_.erase(0, 1);
    if (wanted.find(one) != std::string_view::npos) return one;
  }
  return std::nullopt;
}

const Ui::Target* Ui::neighbour(const Target& from, float dx, float dy) const {
  // The nearest target that lies that way: distance along it, and twice the way off it.
  const Target* best = nullptr;
  float best_cost = 0;
  const auto middle = [](const Box& b) { return Point{b.x + b.w / 2, b.y + b.h / 2}; };
  const Point here = middle(from.box);
  for (const Target& target : targets_) {
    const Point there = middle(target.box);
    const float along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const float gap_x =
        std::max(0.0F, std::max(target.box.x - from.box.right(), from.box.x - target.box.right()));
    const float gap_y = std::max(
        0.0F, std::max(target.box.y - from.box.bottom(), from.box.y - target.box.bottom()));
    const float ahead = dx != 0 ? gap_x : gap_y;
    const float off = dx != 0 ? gap_y : gap_x;
    if (along <= 1 || (ahead <= 0 && off > 0)) continue;
    const float cost = ahead + 2 * off + along * 0.01F;
    if (best == nullptr || cost < best_cost) {
      best = &target;
      best_cost = cost;
    }
  }
  return best;
}

void Ui::move_focus() {
  if (!typing_) typed_.clear();  // the page takes no characters
  if (targets_.empty() || key_seen_) return;
  const auto found = std::find_if(targets_.begin(), targets_.end(),
                                  [this](const Target& target) { return target.id == focus_; });
  const bool moves = key(ImGuiKey_Tab) || key(ImGuiKey_LeftArrow) || key(ImGuiKey_RightArrow) ||
                     key(ImGuiKey_UpArrow) || key(ImGuiKey_DownArrow);
  if (!moves) return;
  if (found == targets_.end()) {
    focus_ = targets_.front().id;
    return;
  }
  if (key(ImGuiKey_Tab)) {
    const auto count = static_cast<std::ptrdiff_t>(targets_.size());
    const std::ptrdiff_t step = ImGui::GetIO().KeyShift ? count - 1 : 1;
    focus_ = targets_[static_cast<std::size_t>((found - targets_.begin() + step) % count)].id;
    return;
  }
  const float dx = key(ImGuiKey_RightArrow) ? 1.0F : (key(ImGuiKey_LeftArrow) ? -1.0F : 0.0F);
  const float dy = dx != 0 ? 0.0F : (key(ImGuiKey_DownArrow) ? 1.0F : -1.0F);
  if (const Target* next = neighbour(*found, dx, dy)) focus_ = next->id;
}

void Ui::focus_ring(Box b, float radius) {
  // Amber band 0 to 15 px outside, an ink line in it: seen on light and dark grounds.
  const auto stroke = [&](float out, float width, Colour colour) {
    border({b.x - out, b.y - out, b.w + 2 * out, b.h + 2 * out}, colour, width, radius + out);
  };
  stroke(15, 15, theme::kAmber400);
  stroke(8, 5, theme::kInk900);
}

}  // namespace dk::kiosk
