// The simulated twin of a camera, played from a script: what it will show, when it is pulled out.
// Time does not pass: next() of an empty script waits until something is added, interrupt() is
// called or the time-out is over. The test keeps the SimulatedCamera; any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "drivers/camera/frame_source.h"

namespace dk::drivers {

class SimulatedCamera {
 public:
  void shows(GreyFrame frame);  // one frame; several that nobody took: only the newest is seen
  void garbage();               // one frame that is no picture
  void is_pulled();             // after what was shown before
  void is_plugged();
  [[nodiscard]] int opened() const;
  [[nodiscard]] int taken() const;             // frames that were asked for and given
  [[nodiscard]] FrameSourceFactory sources();  // every address leads to this camera; outlives them

 private:
  friend class SimulatedSource;
  enum class Step { Frame, Garbage, Pulled };
  struct Shown {
    Step step;
    GreyFrame frame;
  };
  void add(Step step, GreyFrame frame);

  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Shown> script_;
  bool plugged_ = true;
  bool interrupted_ = false;
  int opened_ = 0;
  int taken_ = 0;
};

}  // namespace dk::drivers
