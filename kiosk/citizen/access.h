// How a person uses the terminal: kept for a session, forgotten with it. Plain values.
#pragma once

namespace dk::kiosk::citizen {

struct Access {
  bool elder = false;
  bool low_reach = false;
  bool high_contrast = false;
  bool reduced_motion = false;
  bool voice = false;
  int volume = 5;       // 0 to 10; back to the terminal's own after every session
  int speed = 0;        // -1 slow, 0, 1 quick
  bool keypad = false;  // keys were used: longer times
  bool operator==(const Access&) const = default;
};

}  // namespace dk::kiosk::citizen
