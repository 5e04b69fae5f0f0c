#include "kiosk/shell/tones.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace dk::kiosk {

namespace {

// From one pitch to another in `ms`; 0 Hz is silence.
struct Tone {
  float from_hertz;
  float to_hertz;
  int ms;
};
constexpr Tone flat(float hertz, int ms) { return {hertz, hertz, ms}; }
constexpr Tone rest(int ms) { return {0, 0, ms}; }

// One short high beep: go on. Nothing else is as short or as high.
constexpr Tone kRegistered[] = {flat(1760, 90)};
// One beep that asks by rising: look here.
constexpr Tone kAttention[] = {{660, 990, 260}};
// Two low ones, the same: no.
constexpr Tone kRefused[] = {flat(330, 160), rest(80), flat(330, 160)};
// Three that climb, the last held: full.
constexpr Tone kFull[] = {flat(1047, 80), rest(30), flat(1319, 80), rest(30), flat(1568, 200)};
// Two that come down, like a lid.
constexpr Tone kSealed[] = {flat(1319, 70), rest(30), flat(880, 170)};
// Three long low ones that swing, and a fall at the end: stop, another tube.
constexpr Tone kSingle[] = {flat(440, 240), rest(60), flat(294, 240), rest(60), {440, 220, 420}};
// Long, two short, long, and up: the box has left.
constexpr Tone kHandedOver[] = {flat(784, 180), rest(40), flat(988, 60),  rest(40),
                                flat(784, 60),  rest(40), flat(1175, 260)};

std::span<const Tone> tones_of(sampling::Sound sound) {
  switch (sound) {
    case sampling::Sound::Registered:
      return kRegistered;
    case sampling::Sound::Attention:
      return kAttention;
    case sampling::Sound::Refused:
      return kRefused;
    case sampling::Sound::Full:
      return kFull;
    case sampling::Sound::Single:
      return kSingle;
    case sampling::Sound::HandedOver:
      return kHandedOver;
    case sampling::Sound::Sealed:
      break;
  }
  return kSealed;
}

// A click that says "felt": shorter than any word of the others.
// Two that rise and rest: it is done.
constexpr Tone kDone[] = {flat(784, 90), rest(30), flat(1175, 180)};
// One that asks by rising, as at the desk.
constexpr Tone kLook[] = {{587, 880, 240}};
constexpr Tone kNo[] = {flat(349, 140), rest(70), flat(349, 140)};
// High and low by turns until the card is taken.
constexpr Tone kTakeCard[] = {flat(1047, 160), rest(40), flat(784, 160), rest(40),
                              flat(1047, 160), rest(40), flat(784, 160)};
// Long and rising twice: somebody is called.
constexpr Tone kHelp[] = {{523, 1047, 420}, rest(120), {523, 1047, 420}};

constexpr int kSoft = 5000;

std::span<const Tone> tones_of(citizen::Sound sound) {
  switch (sound) {
    case citizen::Sound::Done:
      return kDone;
    case citizen::Sound::Attention:
      return kLook;
    case citizen::Sound::Refused:
      return kNo;
    case citizen::Sound::TakeCard:
      return kTakeCard;
    case citizen::Sound::Help:
      break;
  }
  return kHelp;
}

std::vector<std::int16_t> rendered(std::span<const Tone> tones, int loudest) {
  std::vector<std::int16_t> samples;
  for (const Tone& tone : tones) {
    const int count = kSoundRate * tone.ms / 1000;
    float angle = 0;
    for (int i = 0; i < count; ++i) {
      // 5 ms in and out, so that no edge clicks.
      const float edge = static_cast<float>(std::min(i, count - i)) / (kSoundRate * 0.005F);
      const float share = static_cast<float>(i) / static_cast<float>(count);
      const float hertz = tone.from_hertz + (tone.to_hertz - tone.from_hertz) * share;
      samples.push_back(static_cast<std::int16_t>(static_cast<float>(loudest) *
                                                  std::min(1.0F, edge) * std::sin(angle)));
      angle += 2 * std::numbers::pi_v<float> * hertz / kSoundRate;
    }
  }
  return samples;
}

}  // namespace

std::vector<std::int16_t> samples_of(sampling::Sound sound) {
  return rendered(tones_of(sound), kLoudest);
}

std::vector<std::int16_t> samples_of(citizen::Sound sound) {
  const bool loud = sound == citizen::Sound::TakeCard || sound == citizen::Sound::Help;
  return rendered(tones_of(sound), loud ? kLoudest : kSoft);
}

}  // namespace dk::kiosk
