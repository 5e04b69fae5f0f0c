// An application clock that the test door can move. It never moves TLS, ids or logs.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace dk::kiosk::dev {

class DevClock : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override { return real_.now() + Milliseconds{offset_ms_}; }
  [[nodiscard]] Milliseconds steady() const override { return real_.steady(); }
  void set(TimePoint to) { offset_ms_ = (to - real_.now()).count(); }
  void advance(std::int64_t ms) { offset_ms_ += ms; }

 private:
  SystemClock real_;
  std::atomic<std::int64_t> offset_ms_{0};
};

}  // namespace dk::kiosk::dev
