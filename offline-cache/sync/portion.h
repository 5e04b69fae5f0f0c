// How much to send or ask for at once over a link that nobody knows beforehand.
//
// What is cut in the middle is lost and starts again, so on a link of 32 kbit/s a portion that
// takes longer than the link lives would start again for ever. A portion that was cut is halved
// for the next try; one that went through quickly is doubled, up to the largest.
// One thread. Counts whatever its owner counts: events, bytes.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/clock.h"

namespace dk::cache {

class Portion {
 public:
  // 1 <= least <= first <= most. Beyond `first` only what took at most `quick` is doubled.
  Portion(std::uint64_t least, std::uint64_t first, std::uint64_t most, Milliseconds quick = kQuick)
      : least_(least), first_(first), most_(most), quick_(quick), now_(first) {}

  [[nodiscard]] std::uint64_t size() const { return now_; }
  // `count` of it: less than the whole portion says nothing about a larger one.
  void went_through(std::uint64_t count, Milliseconds took) {
    if (count < now_) return;
    if (took > quick_ && now_ > first_) {
      now_ = std::max(first_, now_ / 2);  // quick once, on another line
    } else if (took <= quick_) {
      now_ = std::min(most_, now_ * 2);
    } else if (took <= kQuick && now_ < first_) {
      now_ = std::min(first_, now_ * 2);
    }
  }
  // A line that fails at once was never there: that says nothing about the portion.
  void was_cut(Milliseconds took) {
    if (took >= kUnderWay) now_ = std::max(least_, now_ / 2);
  }

 private:
  static constexpr Milliseconds kUnderWay{1'000};
  // Doubling what takes longer could reach the time-out of a call (60 s).
  static constexpr Milliseconds kQuick{10'000};
  std::uint64_t least_;
  std::uint64_t first_;
  std::uint64_t most_;
  Milliseconds quick_;
  std::uint64_t now_;
};

}  // namespace dk::cache
