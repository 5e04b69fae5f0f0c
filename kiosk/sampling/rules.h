// The numbers of the sampling desk that are not the site's to choose, and small pure questions
// about a state. Inside kiosk/sampling only.
#pragma once

#include <cstddef>

#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

inline constexpr Milliseconds kConfirmedOnScreen{8'000};  // a name leaves the screen by itself
inline constexpr Milliseconds kIdleLock{5 * 60'000};
inline constexpr Milliseconds kLongestShift{12 * 3'600'000};
inline constexpr Milliseconds kLockOut{5 * 60'000};
inline constexpr int kPinTries = 5;
inline constexpr std::size_t kPinDigitsMin = 4;
inline constexpr std::size_t kPinDigitsMax = 8;
inline constexpr std::size_t kManualMax = 18;
inline constexpr std::size_t kWaitingMax = 16;
inline constexpr Milliseconds kRateWindow{15 * 60'000};

// The last person of the open tube may still be taken back.
[[nodiscard]] bool can_undo(const State& state);
[[nodiscard]] int wrong_tries(const State& state, const std::string& staff_id);
// How long this badge is locked out, in seconds; 0 when it is not.
[[nodiscard]] std::int64_t locked_seconds(const State& state, const std::string& staff_id);

}  // namespace dk::kiosk::sampling
