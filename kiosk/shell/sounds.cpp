#include "kiosk/shell/sounds.h"

#include <SDL.h>

#include <chrono>
#include <utility>

#include "kiosk/shell/tones.h"

namespace dk::kiosk {
namespace {

constexpr std::chrono::seconds kSilence{30};

// 0 where there is none.
SDL_AudioDeviceID open_device() {
  SDL_AudioSpec wanted{};
  wanted.freq = kSoundRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 512;
  const SDL_AudioDeviceID device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device != 0) SDL_PauseAudioDevice(device, 0);
  return device;
}

}  // namespace

Sounds::~Sounds() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Sounds::open() {
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Sounds::play(std::vector<std::int16_t> samples) {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    next_ = std::move(samples);  // the newest sound is the true one
  }
  wake_.notify_one();
}

void Sounds::run() {
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
  SDL_AudioDeviceID device = open_device();  // the first person waits for no device
  auto try_again = std::chrono::steady_clock::now();
  const auto close = [&] {
    if (device != 0) SDL_CloseAudioDevice(device);
    device = 0;
  };
  std::unique_lock lock(mutex_);
  while (true) {
    const auto called = [this] { return stop_ || next_.has_value(); };
    if (device == 0) {
      wake_.wait(lock, called);
    } else if (!wake_.wait_for(lock, kSilence, called)) {
      lock.unlock();
      close();
      lock.lock();
      continue;
    }
    if (stop_) break;
    const auto samples = *std::exchange(next_, std::nullopt);
    lock.unlock();
    const auto now = std::chrono::steady_clock::now();
    if (device == 0 && now >= try_again) {
      device = open_device();
      if (device == 0) try_again = now + kSilence;  // no loudspeaker: not with every person
    }
    if (device != 0) {
      SDL_ClearQueuedAudio(device);
      SDL_QueueAudio(device, samples.data(), static_cast<Uint32>(samples.size() * 2));
    }
    lock.lock();
  }
  close();
}

}  // namespace dk::kiosk
