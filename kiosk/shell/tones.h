// What the terminal sounds like, as samples: 16 bit, one channel, kSoundRate a second. Each sound
// has a melody and a rhythm of its own, so that it is known by either alone: over noise the rhythm
// is left, over a bad loudspeaker the melody. All begin and end in silence and stay below kLoudest.
// A touch makes no sound of its own: in a hall with eight desks a click at every finger would bury
// the seven that mean something. Any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/citizen/update.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk {

inline constexpr int kSoundRate = 22050;
inline constexpr int kLoudest = 9000;  // of 32767: heard at arm's length, not at the next desk

[[nodiscard]] std::vector<std::int16_t> samples_of(sampling::Sound sound);
// Softer ones: alone at night nobody shall start. Only the card that is left behind and the call
// for help are as loud as the desk's.
[[nodiscard]] std::vector<std::int16_t> samples_of(citizen::Sound sound);

}  // namespace dk::kiosk
