// The pad for handwriting.
#include <cmath>
#include <utility>

#include "kiosk/input/input_editor.h"

namespace dk::kiosk::input {
namespace {

// A finger that trembles makes no points of its own.
constexpr float kLeastStep = 3.0F;
constexpr float kPadSize = 4096;  // no point is outside, in design pixels

bool on_pad(InkPoint p) {
  return p.x >= 0 && p.y >= 0 && p.x <= kPadSize && p.y <= kPadSize;  // false for what is no number
}

}  // namespace

void InputEditor::drop_ink() {
  if (s.strokes.empty() && s.ink_asked == 0) return;
  s.strokes.clear();
  s.pen_down = false;
  if (s.tab == Tab::Handwriting) {
    s.candidates = {};
    s.list_open = false;
  }
  s.ink_answered = ++s.ink_asked;  // an answer under way is an answer to nothing
  effects.emplace_back(ForgetInk{});
}

void InputEditor::ask_ink() {
  effects.emplace_back(ReadInk{++s.ink_asked, s.strokes, s.script, kCandidatesOfPage});
}

void InputEditor::handle(const PenDown& event) {
  if (s.tab != Tab::Handwriting || s.list_open || !on_pad(event.at) ||
      s.strokes.size() == kMostStrokes) {
    return;
  }
  s.pen_down = true;
  s.strokes.push_back({event.at});
}

void InputEditor::handle(const PenMoved& event) {
  if (!s.pen_down || !on_pad(event.at)) return;
  Stroke& stroke = s.strokes.back();
  const InkPoint last = stroke.back();
  if (stroke.size() < kMostPointsOfStroke &&
      std::hypot(event.at.x - last.x, event.at.y - last.y) >= kLeastStep) {
    stroke.push_back(event.at);
  }
}

void InputEditor::handle(const PenUp& /*event*/) {
  if (!s.pen_down) return;
  s.pen_down = false;
  ask_ink();
}

void InputEditor::handle(const RewriteKey& /*event*/) {
  if (s.tab == Tab::Handwriting) drop_ink();
}

void InputEditor::handle(InkRead& event) {
  if (event.question != s.ink_asked || s.strokes.empty()) return;
  s.ink_answered = event.question;
  s.candidates = std::move(event.candidates);
}

}  // namespace dk::kiosk::input
