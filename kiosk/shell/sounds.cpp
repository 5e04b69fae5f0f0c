#include "kiosk/shell/sounds.h"

#include <SDL.h>

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

namespace dk::kiosk {

namespace {

constexpr int kRate = 22050;

struct Tone {
  float hertz;  // 0: silence
  int ms;
};

// One high: registered. One middle: look. Two low: refused. Rising: full. Falling: sealed.
constexpr Tone kRegistered[] = {{1760, 90}};
constexpr Tone kAttention[] = {{880, 160}};
constexpr Tone kRefused[] = {{330, 160}, {0, 80}, {330, 160}};
constexpr Tone kFull[] = {{1047, 90}, {0, 30}, {1319, 90}, {0, 30}, {1568, 160}};
constexpr Tone kSealed[] = {{1319, 90}, {0, 30}, {1047, 140}};

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
    case sampling::Sound::Sealed:
      break;
  }
  return kSealed;
}

std::vector<std::int16_t> render(std::span<const Tone> tones) {
  std::vector<std::int16_t> samples;
  for (const Tone& tone : tones) {
    const int count = kRate * tone.ms / 1000;
    for (int i = 0; i < count; ++i) {
      // 5 ms in and out, so that no edge clicks.
      const float edge = static_cast<float>(std::min(i, count - i)) / (kRate * 0.005F);
      const float angle =
          2 * std::numbers::pi_v<float> * tone.hertz * static_cast<float>(i) / kRate;
      samples.push_back(static_cast<std::int16_t>(9000 * std::min(1.0F, edge) * std::sin(angle)));
    }
  }
  return samples;
}

}  // namespace

Sounds::~Sounds() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);
}

void Sounds::open() {
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
  SDL_AudioSpec wanted{};
  wanted.freq = kRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 512;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device_ != 0) SDL_PauseAudioDevice(device_, 0);
}

void Sounds::play(sampling::Sound sound) {
  if (device_ == 0) return;
  const auto samples = render(tones_of(sound));
  SDL_ClearQueuedAudio(device_);  // the newest sound is the true one
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * 2));
}

}  // namespace dk::kiosk
