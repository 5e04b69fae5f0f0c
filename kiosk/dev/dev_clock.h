// An application clock that the test door can move. It never moves TLS, ids or logs. advance() lets
// time pass, so durations see it as well; set() only puts the hands.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace dk::kiosk::dev {

class DevClock : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override { return real_.now() + Milliseconds{offset_ms_}; }
  [[nodiscard]] Milliseconds steady() const override {
    return real_.steady() + Milliseconds{passed_ms_};
  }
  void set(TimePoint to) { offset_ms_ = (to - real_.now()).count(); }
  void advance(std::int64_t ms) {
    offset_ms_ += ms;
    passed_ms_ += ms;
  }

 private:
  SystemClock real_;
  std::atomic<std::int64_t> offset_ms_{0};
  std::atomic<std::int64_t> passed_ms_{0};
};

}  // namespace dk::kiosk::dev
