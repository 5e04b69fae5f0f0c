// How a person uses the terminal: kept for a session, forgotten with it. Plain values.
#pragma once

namespace dk::kiosk::citizen {

struct Access {
  bool elder = false;
  bool low_reach = false;
  bool wide = false;  // no wish: the terminal's screen is wider than high
  bool high_contrast = false;
  bool reduced_motion = false;
  bool voice = false;
  int volume = 6;       // 0 to 10; back to the terminal's own after every session
  int speed = 0;        // -1 slow, 0, 1 quick
  bool keypad = false;  // keys were used: longer times
  // A half to look at, a half to touch: less stands on a page.
  [[nodiscard]] bool halves() const { return low_reach || wide; }
  bool operator==(const Access&) const = default;
};

}  // namespace dk::kiosk::citizen
