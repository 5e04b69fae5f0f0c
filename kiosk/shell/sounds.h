// Sounds that differ without being loud: what a sampler hears with the eyes on the next person.
// Tones are made here (no files); a machine without a loudspeaker is silent, not broken.
//
// A thread of its own has the audio device: opening one takes its time, and a device that is open
// costs more of the processor than an idle desk does otherwise, so it is closed after a silence.
// open() and play() on the UI thread; neither waits.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "kiosk/sampling/update.h"

namespace dk::kiosk {

class Sounds {
 public:
  Sounds() = default;
  ~Sounds();
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;
  // Starts the thread; called after the first frame. What is played before stays silent.
  void open();
  void play(sampling::Sound sound);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<sampling::Sound> next_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace dk::kiosk
