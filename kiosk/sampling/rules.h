// The numbers of the sampling desk that are not the site's to choose, and small pure questions
// about a state. Inside kiosk/sampling and its edge only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

inline constexpr Milliseconds kConfirmedOnScreen{8'000};  // a name leaves the screen by itself
inline constexpr Milliseconds kIdleLock{5 * 60'000};
inline constexpr Milliseconds kLongestShift{12 * 3'600'000};
inline constexpr Milliseconds kLockOut{5 * 60'000};
inline constexpr Milliseconds kKeptAtLeast{24 * 3'600'000};
inline constexpr Milliseconds kRetry{3'000};  // what the desk does by itself after a refused save
inline constexpr int kPinTries = 5;
inline constexpr std::size_t kPinDigitsMin = 4;
inline constexpr std::size_t kPinDigitsMax = 8;
inline constexpr std::size_t kManualMax = 18;
inline constexpr std::size_t kWaitingMax = 16;
inline constexpr std::size_t kCountDigitsMax = 3;
inline constexpr std::size_t kBoxTubesMax = 200;  // wire: tubes of one box
inline constexpr Milliseconds kRateWindow{15 * 60'000};
// "sampler" and "lead" work at the desk; "courier" and "lead" sign for boxes.
inline constexpr std::string_view kRoleLead = "lead";
inline constexpr std::string_view kRoleCourier = "courier";

// "The same person": hex SHA-256 of type | 0x1F | number (or of the opaque token).
[[nodiscard]] std::string person_digest(std::string_view type, std::string_view number);

// The last person of the open tube may still be taken back.
[[nodiscard]] bool can_undo(const State& state);
[[nodiscard]] int wrong_tries(const State& state, const std::string& staff_id);
// How long this badge is locked out, in seconds; 0 when it is not.
[[nodiscard]] std::int64_t locked_seconds(const State& state, const std::string& staff_id);
// The capacity of the next tube.
[[nodiscard]] int next_capacity(const State& state);

// The tubes that were closed here. A tube without persons was closed unused.
[[nodiscard]] bool is_loose(const SealedTube& tube);
[[nodiscard]] bool is_compared(const Tube& tube);
[[nodiscard]] TimePoint first_sample(const Tube& tube);
[[nodiscard]] bool needs_single(wire::KeyPersonCategory category);
// The number of the piece; 0: this code was not closed here.
[[nodiscard]] std::uint64_t piece_of(const Durable& durable, const std::string& tube);
[[nodiscard]] bool was_used(const Durable& durable, const std::string& tube);
// Tubes of a box in the order of packing; loose ones by the time of sealing.
[[nodiscard]] std::vector<std::uint64_t> tubes_in(const Durable& durable, const std::string& box);
[[nodiscard]] std::vector<std::uint64_t> loose_tubes(const Durable& durable);
struct Sample {
  std::string tube;
  TimePoint at{};
};
// Where this person was sampled last within the site's hours, the open tube not looked at.
[[nodiscard]] std::optional<Sample> recent_sample(const State& state, const std::string& digest);
// How long a tube is kept after it has left the desk.
[[nodiscard]] Milliseconds kept_for(const State& state);
// A changed copy in the place of the tube that is there.
template <class Change>
void change_piece(Durable& durable, std::uint64_t piece, Change change) {
  auto copy = std::make_shared<SealedTube>(*durable.tubes.at(piece));
  change(*copy);
  durable.tubes[piece] = std::move(copy);
}
// Drops what nobody may or need ask about any more; true when something was dropped.
bool prune(Durable& durable, Milliseconds kept, TimePoint now);

[[nodiscard]] ShiftView shift_view(const State& state);

}  // namespace dk::kiosk::sampling
