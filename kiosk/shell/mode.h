// What a terminal is for: the testing desk, the citizen's kiosk. One per program run; the loop
// (app.h) knows no more of it than this. UI thread.
#pragma once

namespace dk::kiosk {

class Ui;

class Mode {
 public:
  virtual ~Mode() = default;
  // Opens what takes time on threads of its own.
  virtual void start() = 0;
  virtual void tick() = 0;
  // When the picture changes by itself next, in milliseconds from now.
  [[nodiscard]] virtual int next_change_ms() const = 0;
  // One frame, ui.begin() and ui.end() included.
  virtual void draw(Ui& ui, float width, float height) = 0;
  // Does what the last frame's touch asks for; false when it asked for nothing.
  virtual bool act() = 0;
  // A frame could not be drawn: whoever is there starts from a clean page.
  virtual void screen_failed() = 0;
  // Nothing is on its way to the store or from somebody else.
  [[nodiscard]] virtual bool idle() const = 0;
  // The first page would not look otherwise in a moment.
  [[nodiscard]] virtual bool settled() const { return true; }
};

}  // namespace dk::kiosk
