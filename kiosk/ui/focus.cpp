// What a finger or the keypad does to a target, and where the focus goes.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

constexpr double kQuietSeconds = 0.3, kUnreadSeconds = 0.4;
constexpr float kSmallestTarget = 96, kSmallestForElders = 120;

bool key(ImGuiKey k) { return ImGui::IsKeyPressed(k, false); }
bool enter_pressed() {
  return key(ImGuiKey_Enter) || key(ImGuiKey_KeypadEnter) || key(ImGuiKey_Space);
}
bool enter_down() {
  return ImGui::IsKeyDown(ImGuiKey_Enter) || ImGui::IsKeyDown(ImGuiKey_KeypadEnter) ||
         ImGui::IsKeyDown(ImGuiKey_Space);
}

// Where an arrow leads; nothing without one. On a page without digits the keypad's are arrows.
Point arrow_pressed(bool digits_too) {
  const auto either = [digits_too](ImGuiKey arrow, ImGuiKey digit) {
    return key(arrow) || (digits_too && key(digit));
  };
  if (either(ImGuiKey_RightArrow, ImGuiKey_Keypad6)) return {1, 0};
  if (either(ImGuiKey_LeftArrow, ImGuiKey_Keypad4)) return {-1, 0};
  if (either(ImGuiKey_DownArrow, ImGuiKey_Keypad2)) return {0, 1};
  if (either(ImGuiKey_UpArrow, ImGuiKey_Keypad8)) return {0, -1};
  return {};
}
bool is_arrow(Point p) { return p.x != 0 || p.y != 0; }

// By place on the keyboard, so that NumLock and the input method do not matter. The main row is
// that of the keyboards sold here.
std::optional<HardKey> hard_key_pressed() {
  const bool shift = ImGui::GetIO().KeyShift;
  if (key(ImGuiKey_KeypadAdd) || key(ImGuiKey_Equal)) return HardKey::Plus;
  if (key(ImGuiKey_KeypadSubtract) || key(ImGuiKey_Minus)) return HardKey::Minus;
  if (key(ImGuiKey_KeypadMultiply) || (shift && key(ImGuiKey_8))) return HardKey::Star;
  if (key(ImGuiKey_KeypadDivide) || key(ImGuiKey_Slash)) return HardKey::Slash;
  if (key(ImGuiKey_KeypadDecimal) || key(ImGuiKey_Period)) return HardKey::Dot;
  if (key(ImGuiKey_Backspace) || key(ImGuiKey_Escape)) return HardKey::Back;
  return std::nullopt;
}

}  // namespace

bool Ui::touched() { return ImGui::IsMouseDown(ImGuiMouseButton_Left); }

bool Ui::key_used() {
  for (int k = ImGuiKey_NamedKey_BEGIN; k < ImGuiKey_GamepadStart; ++k) {
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(k), false)) return true;
  }
  return false;
}

Ui::Touch Ui::handle(std::string_view id, Box b, bool enabled, bool first_focus, bool repeats,
                     bool key) {
  // A target is never lower than 96 px even where its drawing is. Keys stand too near to each
  // other to grow for an elder.
  const float smallest = look_.elder && !key ? kSmallestForElders : kSmallestTarget;
  if (b.h < smallest) {
    b.y -= (smallest - b.h) / 2;
    b.h = smallest;
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
  if (touch.focused && !key_seen_ && enter_pressed() && page_was_read()) {
    touch.fired = true;
    key_down_on_ = id;
  }
  if (key_down_on_ == id) {
    touch.key_held = touch.focused && enter_down();
    if (!touch.key_held) key_down_on_.clear();
  }
  // A trembling hand taps twice; a key in between says that it is another tap.
  if (touch.fired && repeats) quiet_id_.clear();
  if (touch.fired && !repeats && quiet(id)) touch.fired = false;
  return touch;
}

// Whether `id` was pressed just before; a press in the quiet does not lengthen it: a finger that
// goes on is heard.
bool Ui::quiet(std::string_view id) {
  if (ImGui::GetTime() < quiet_until_ && quiet_id_ == id) return true;
  quiet_until_ = ImGui::GetTime() + kQuietSeconds;
  quiet_id_ = id;
  return false;
}

bool Ui::page_was_read() const {
  return page_since_ < 0 || ImGui::GetTime() >= page_since_ + kUnreadSeconds;
}

void Ui::collect_typed() {
  key_seen_ = false;
  const bool takes_digits = typing_;  // the page as it was seen when the key went down
  typing_ = false;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ring_ = false;
  const bool any_key =
      enter_pressed() || key(ImGuiKey_Tab) || is_arrow(arrow_pressed(!takes_digits));
  if (any_key && !ring_) {
    // The first key press only shows where the focus is.
    ring_ = true;
    key_seen_ = true;
  }
  // Other keys need no focus, but say that a keyboard is in use.
  if (hard_key_pressed() || !ImGui::GetIO().InputQueueCharacters.empty()) ring_ = true;
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
  const Point arrow = arrow_pressed(!typing_);
  const bool moves = key(ImGuiKey_Tab) || is_arrow(arrow);
  if (found == targets_.end()) {
    // What had the focus is gone: back to the primary, or with a key to the first.
    focus_ = moves ? targets_.front().id : std::string();
    return;
  }
  if (!moves) return;
  if (key(ImGuiKey_Tab)) {
    const auto count = static_cast<std::ptrdiff_t>(targets_.size());
    const std::ptrdiff_t step = ImGui::GetIO().KeyShift ? count - 1 : 1;
    focus_ = targets_[static_cast<std::size_t>((found - targets_.begin() + step) % count)].id;
    return;
  }
  if (const Target* next = neighbour(*found, arrow.x, arrow.y)) focus_ = next->id;
}

std::optional<HardKey> Ui::hard_key() {
  std::optional<HardKey> pressed = hard_key_pressed();
  if (typing_) pressed = key(ImGuiKey_Escape) ? std::optional(HardKey::Back) : std::nullopt;
  if (!pressed || quiet("key." + std::to_string(static_cast<int>(*pressed)))) return std::nullopt;
  return pressed;
}

void Ui::find_out_of_reach() {
  // Over the arrows from where the focus is or would be.
  if (targets_.empty()) return;
  const auto begin = std::find_if(targets_.begin(), targets_.end(),
                                  [this](const Target& target) { return target.id == focus_; });
  std::vector<const Target*> reached{begin == targets_.end() ? &targets_.front() : &*begin};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const Point way : {Point{1, 0}, Point{-1, 0}, Point{0, 1}, Point{0, -1}}) {
      const Target* next = neighbour(*reached[i], way.x, way.y);
      if (next != nullptr && std::find(reached.begin(), reached.end(), next) == reached.end()) {
        reached.push_back(next);
      }
    }
  }
  for (const Target& target : targets_) {
    if (std::find(reached.begin(), reached.end(), &target) == reached.end()) {
      checks_.out_of_keys_reach.push_back(target.id);
    }
  }
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
