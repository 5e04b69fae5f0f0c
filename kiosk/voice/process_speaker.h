// The speaker as a process: for each utterance one program that gets the text on its standard input
// and ends when it was said. So interrupting is killing, a hanging one is killed after a time that
// its length allows and the next one starts anew, and nothing of a session stays in a voice's
// memory. (Starting espeak-ng takes 12 ms; GPL: a process of its own, never linked.)
//
//   <clips>/<language>/<text key>.wav or .ogg   is played where a person has recorded it,
//   everything else                              is said by espeak-ng.
//
// A machine without a sound device, or without the programs, is silent, not broken. Nothing is
// written to the disk. The UI thread calls; a thread of its own starts the programs and waits;
// `changed` is called on it when an utterance or all of them have ended.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "base/clock.h"
#include "base/file_descriptor.h"
#include "kiosk/voice/voice.h"

namespace dk::kiosk {

struct SpeakerPrograms {
  std::string espeak = "/usr/bin/espeak-ng";
  std::string player = "/usr/bin/play";     // sox; only where there are clips
  std::string clips{};                      // share/voice; empty: none
  std::string loudspeaker{}, headphones{};  // sound devices; empty: the system's default one
  Milliseconds patience{10'000};  // until an utterance counts as hanging, and for each byte
  Milliseconds patience_per_byte{200};
};

class ProcessSpeaker : public Speaker {
 public:
  explicit ProcessSpeaker(SpeakerPrograms programs, std::function<void()> changed = [] {});
  ~ProcessSpeaker() override;

  void say(std::vector<Speech> list) override;
  void add(std::vector<Speech> list) override;
  [[nodiscard]] std::size_t finished() const override;

  // Whether espeak-ng is installed: a button for reading belongs on the screen.
  [[nodiscard]] bool available() const;
  // How many were killed because they hung.
  [[nodiscard]] std::size_t hung() const;

 private:
  void run();
  // True when it was said, or could not be; false when it was interrupted.
  bool speak(const Speech& speech);
  [[nodiscard]] std::optional<std::string> clip_of(const Speech& speech) const;

  const SpeakerPrograms programs_;
  const std::function<void()> changed_;
  FileDescriptor wake_;  // readable: stop what is being said
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Speech> waiting_;
  std::size_t finished_ = 0;
  std::size_t hung_ = 0;
  std::size_t list_ = 0;  // counts say(): whose utterance it was
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace dk::kiosk
