// Sounds that differ without being loud: what is heard with the eyes somewhere else.
// Tones are made here (no files); a machine without a loudspeaker is silent, not broken.
//
// A thread of its own has the audio device: opening one takes its time, and a device that is open
// costs more of the processor than an idle desk does otherwise, so it is closed after a silence.
// open() and play() on the UI thread; neither waits.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dk::kiosk {

class Sounds {
 public:
  Sounds() = default;
  ~Sounds();
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;
  // Starts the thread; called after the first frame. What is played before stays silent.
  void open();
  void play(std::vector<std::int16_t> samples);  // tones.h

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<std::vector<std::int16_t>> next_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace dk::kiosk
