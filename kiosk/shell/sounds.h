// Sounds that differ without being loud: what a sampler hears with the eyes on the next person.
// Tones are made here (no files); a machine without a loudspeaker is silent, not broken. UI thread.
#pragma once

#include <cstdint>

#include "kiosk/sampling/update.h"

namespace dk::kiosk {

class Sounds {
 public:
  Sounds() = default;
  ~Sounds();
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;
  // Opens the audio device; takes time, so it is called after the first frame.
  void open();
  void play(sampling::Sound sound);

 private:
  std::uint32_t device_ = 0;
};

}  // namespace dk::kiosk
