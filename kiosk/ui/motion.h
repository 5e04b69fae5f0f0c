// What moves, by name: an animation begins when it is first asked for and is forgotten when it was
// not asked for during a frame, so that a question that comes again fades in again. Seconds of any
// clock that only grows. Nothing moves by itself: still() says when no further frame is needed.
// Pure; one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dk::kiosk {

// Quick at first, slow at the end; 0 to 1.
[[nodiscard]] constexpr float ease_out(float t) { return 1 - (1 - t) * (1 - t) * (1 - t); }

class Motion {
 public:
  static constexpr double kPress = 0.08, kModal = 0.16, kPage = 0.2, kTick = 0.32;

  void begin_frame(double now);
  // How far it is, 0 to 1, not eased. With `reduced` it is over at once.
  float progress(std::string_view name, double seconds, bool reduced);
  // Nothing that was asked for in this frame still moves.
  [[nodiscard]] bool still() const { return still_; }

 private:
  struct Known {
    double since = 0;
    bool seen = false;  // in this frame
  };
  std::map<std::string, Known, std::less<>> known_;
  double now_ = 0;
  bool still_ = true;
};

}  // namespace dk::kiosk
