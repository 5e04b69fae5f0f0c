// Time as a device that is passed in.
//
// `now()` is the application's clock (UTC, milliseconds; may be moved by --clock, may be wrong);
// `steady()` never jumps and is for durations. TLS, ids and logs use SystemClock always, never a
// moved clock. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dk {

using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const = 0;
  [[nodiscard]] virtual Milliseconds steady() const = 0;
};

class SystemClock : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override;
  [[nodiscard]] Milliseconds steady() const override;
};

// The real clock shifted so that it shows `start` at construction and then runs on (--clock).
class OffsetClock : public Clock {
 public:
  explicit OffsetClock(TimePoint start);
  [[nodiscard]] TimePoint now() const override;
  [[nodiscard]] Milliseconds steady() const override;

 private:
  Milliseconds offset_;
};

// Stands still until moved; steady() moves with advance() only, so that set() can simulate a
// wrong or corrected wall clock.
class SimulatedClock : public Clock {
 public:
  explicit SimulatedClock(TimePoint start) : now_ms_(start.time_since_epoch().count()) {}
  [[nodiscard]] TimePoint now() const override;
  [[nodiscard]] Milliseconds steady() const override;
  void advance(Milliseconds by);
  void set(TimePoint to);

 private:
  std::atomic<std::int64_t> now_ms_;
  std::atomic<std::int64_t> steady_ms_{0};
};

// RFC 3339 in UTC with milliseconds "2022-11-18T02:00:00.000Z"; the parser takes any offset.
[[nodiscard]] std::string to_rfc3339(TimePoint at);
[[nodiscard]] std::optional<TimePoint> from_rfc3339(std::string_view text);
// The calendar day in China (UTC+8, no summer time): "2022-11-18". Retention and day keys use it.
[[nodiscard]] std::string china_day(TimePoint at);
[[nodiscard]] inline std::int64_t to_unix_seconds(TimePoint at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}
[[nodiscard]] inline std::int64_t to_unix_ms(TimePoint at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline TimePoint from_unix_ms(std::int64_t ms) { return TimePoint(Milliseconds(ms)); }

}  // namespace dk
