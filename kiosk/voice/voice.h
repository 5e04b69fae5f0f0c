// Voice guidance (Section 508, 402): speaks what it is given, in order, until the next action
// interrupts it; says it again, pauses, gets louder. What a person's own data is (`personal`) is
// heard in headphones only; without them a neutral word stands for it. Plugging headphones in turns
// reading on; pulling them out stops what is being said at once.
//
// Holds the rules only; a Speaker makes the sound (process_speaker.h, simulated_speaker.h). UI
// thread; nothing here waits or fails. Words are wiped when they are no longer needed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dk::kiosk {

struct Utterance {
  std::string words;       // as they stand on the screen, "440***19" included
  std::string language;    // "zh-CN", "zh-HK", "en"
  std::string text_key{};  // where the words are one text of the catalogues without places
  bool personal = false;
};

// One utterance as a speaker gets it.
struct Speech {
  std::string words;
  std::string language;
  std::string text_key{};
  int volume = 0;           // 1 to kMostVolume
  bool slow = false;        // for elders
  bool headphones = false;  // where it goes
};

class Speaker {
 public:
  virtual ~Speaker() = default;
  // Stops what is being said and says these instead; an empty list is silence.
  virtual void say(std::vector<Speech> list) = 0;
  virtual void add(std::vector<Speech> list) = 0;
  // How many were said to their end since the last say().
  [[nodiscard]] virtual std::size_t finished() const = 0;
};

class Voice {
 public:
  static constexpr int kMostVolume = 10;
  // What an installer sets the amplifier by: 65 dB(A) where a person stands.
  static constexpr int kDefaultVolume = 6;

  // The speaker must live longer.
  explicit Voice(Speaker& speaker) : speaker_(speaker) {}
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  void turn(bool on);
  [[nodiscard]] bool on() const { return on_; }

  // While it is off nothing is said. Without `interrupt` they follow what is being said.
  void say(std::vector<Utterance> list, bool interrupt = true);
  void stop();
  // The last list from its beginning, also when it was stopped.
  void repeat();
  // resume() begins with the utterance that was cut.
  void pause();
  void resume();
  [[nodiscard]] bool paused() const { return paused_; }
  [[nodiscard]] bool speaking() const;

  // 0 is silence. What is being said begins again in the new loudness or speed.
  void volume(int step);
  [[nodiscard]] int volume() const { return volume_; }
  void slow(bool for_elders);

  void headphones(bool plugged_in);
  [[nodiscard]] bool headphones() const { return headphones_; }

  // Silence, nothing to repeat, everything as it was at the beginning. Headphones stay plugged in.
  void end_session();

 private:
  [[nodiscard]] std::vector<Speech> speeches() const;
  void speak_from(std::size_t position);
  void forget();

  Speaker& speaker_;
  std::vector<Utterance> list_;  // what is being said, or was said last
  std::size_t begun_ = 0;        // where in it the speaker was told to begin
  std::size_t told_ = 0;         // how many the speaker was told
  bool on_ = false;
  bool on_before_headphones_ = false;
  bool paused_ = false;
  bool slow_ = false;
  bool headphones_ = false;
  int volume_ = kDefaultVolume;
};

}  // namespace dk::kiosk
