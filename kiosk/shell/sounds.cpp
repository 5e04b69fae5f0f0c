#include "kiosk/shell/sounds.h"

#include <SDL.h>

#include "kiosk/shell/tones.h"
namespace dk::kiosk {

Sounds::~Sounds() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);
}

void Sounds::open() {
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
  SDL_AudioSpec wanted{};
  wanted.freq = kSoundRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 512;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device_ != 0) SDL_PauseAudioDevice(device_, 0);
}

void Sounds::play(sampling::Sound sound) {
  if (device_ == 0) return;
  const auto samples = samples_of(sound);
  SDL_ClearQueuedAudio(device_);  // the newest sound is the true one
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * 2));
}

}  // namespace dk::kiosk
