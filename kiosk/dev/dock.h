// The dock of kiosk-dev: a strip beside the screen that plays the citizen, the printer and the
// weather. For engineers: English, ImGui's own widgets. UI thread; slow work runs on a worker.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"

#include "kiosk/dev/emulators.h"
#include "kiosk/dev/network_switch.h"
#include "kiosk/session/worker.h"
#include "kiosk/ui/fonts.h"

namespace dk::kiosk::dev {

struct DockOptions {
  bool citizen = false;  // what a citizen brings; otherwise what a sampling desk sees
  Emulators* emulators = nullptr;
  NetworkSwitch* network = nullptr;
  std::string district_program;    // issues codes
  std::string district_folder;     // empty: no codes
  std::function<TimePoint()> now;  // application time for the codes
  std::function<void(std::int64_t)> advance_clock_ms;
};

class Dock {
 public:
  static constexpr int kWidth = 340;
  Dock(DockOptions options, Fonts& fonts) : options_(std::move(options)), fonts_(fonts) {}
  void draw(int window_width, int window_height);

 private:
  void scan(std::string text);
  // Issues a code as of `minutes_ago` and scans what `change` makes of it.
  void scan_issued(std::vector<std::string> arguments, int minutes_ago = 0,
                   std::function<std::string(const std::string&)> change = {});
  // `person`: whose card, for the verbs that want one.
  void tell(const std::string& device, std::string verb, std::string person = {});
  void codes_section();
  void citizen_section();
  void devices_section();

  DockOptions options_;
  Fonts& fonts_;
  int next_tube_ = 1;
  int next_person_ = 1;
  int chosen_person_ = 0;
  Worker worker_;
};

}  // namespace dk::kiosk::dev
