// Strokes of a finger. ImGui keeps the way of a pointer between two frames in its trail: a frame
// may come later than the finger, and a character must not lose its corners.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/pads.h"

namespace dk::kiosk::widgets {

namespace {

constexpr float kNearest = 2;  // px between two points that are kept

Point inside(Point p, Box b) {
  return {std::clamp(p.x, b.x, b.right()), std::clamp(p.y, b.y, b.bottom())};
}

bool is_in(Point p, Box b) {
  return p.x >= b.x && p.x < b.right() && p.y >= b.y && p.y < b.bottom();
}

void add(Written& written, Point p) {
  Stroke& stroke = written.strokes.back();
  const float far = std::hypot(p.x - stroke.back().x, p.y - stroke.back().y);
  if (far < kNearest || stroke.size() >= kMostPoints || written.ink + far > kMostInk) return;
  written.ink += far;
  stroke.push_back(p);
}

void draw_ground(Ui& ui, Box b, const PadLook& look, bool empty) {
  ui.rect(b, theme::kSurface, 32);
  ui.border(b, theme::kLine500, 3, 32);
  constexpr float kDash = 12;
  if (look.guides) {
    for (float y = b.y + 6; y < b.bottom() - kDash; y += 2 * kDash) {
      ui.rect({b.x + b.w / 2 - 1.5F, y, 3, kDash}, theme::kPadGuide);
    }
    for (float x = b.x + 6; x < b.right() - kDash; x += 2 * kDash) {
      ui.rect({x, b.y + b.h / 2 - 1.5F, kDash, 3}, theme::kPadGuide);
    }
  }
  if (look.line) ui.rect({b.x + 48, b.y + b.h * 0.72F, b.w - 96, 3}, theme::kLine500);
  if (empty && !look.hint.empty()) {
    const float em = ui.em(theme::kSmall);
    const float size = em + 10;
    const float y = b.bottom() - 24 - size;
    ui.icon(b.x + 28, y, size, icons::kHandPointing, theme::kInk600);
    ui.text({b.x + 40 + size, y, b.w - 68 - size, size}, look.hint,
            {.em = em, .colour = theme::kInk600});
  }
}

// What the finger did since the last frame, in its order.
void follow(const Ui& ui, Box b, Written& written, PadEvent& event) {
  const auto finish = [&] {
    written.writing = false;
    event.finished = true;
  };
  const ImGuiIO& io = ImGui::GetIO();
  Point pen = ui.on_canvas(io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y);
  bool lifted = false;
  for (const ImGuiInputEvent& input : ImGui::GetCurrentContext()->InputEventsTrail) {
    if (input.Type == ImGuiInputEventType_MousePos) {
      pen = ui.on_canvas(input.MousePos.PosX, input.MousePos.PosY);
      if (!written.writing) continue;
      add(written, inside(pen, b));
      if (!is_in(pen, b)) finish();  // coming back begins none
    } else if (input.Type == ImGuiInputEventType_MouseButton && input.MouseButton.Button == 0) {
      lifted = !input.MouseButton.Down;
      if (lifted) {
        if (written.writing) finish();
      } else if (is_in(pen, b) && written.strokes.size() < kMostStrokes) {
        written.strokes.push_back({pen});
        written.writing = event.began = true;
      }
    }
  }
  // The finger was lifted while the pad was not on the screen.
  if (written.writing && !lifted && !io.MouseDown[0]) finish();
}

}  // namespace

PadEvent signature_pad(Ui& ui, std::string_view id, Box b, const PadLook& look, Written& written) {
  PadEvent event;
  if (!ui.covered()) follow(ui, b, written, event);
  const bool empty = written.strokes.empty();
  ui.node(id, Role::Pad, look.label, empty ? "empty" : (written.writing ? "writing" : "filled"), b);
  draw_ground(ui, b, look, empty);
  ui.clip(b.inset(3));
  for (const Stroke& stroke : written.strokes) ui.ink(stroke, look.width, theme::kInk900);
  ui.unclip();
  return event;
}

}  // namespace dk::kiosk::widgets
