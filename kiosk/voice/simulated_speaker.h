// A speaker for tests: everything that would be heard, in order, with its times. Each utterance
// takes as long as its words; time passes by the clock that it is given. One thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "kiosk/voice/voice.h"

namespace dk::kiosk {

class SimulatedSpeaker : public Speaker {
 public:
  struct Heard {
    Speech speech;
    Milliseconds from{};
    Milliseconds to{};
    bool cut = false;  // interrupted before its end
  };
  static constexpr Milliseconds kEach{1000};

  explicit SimulatedSpeaker(const Clock& clock) : clock_(clock) {}

  void say(std::vector<Speech> list) override {
    listen();
    if (!waiting_.empty() && clock_.steady() > begins_) {
      heard_.push_back({waiting_.front(), begins_, clock_.steady(), true});
    }
    waiting_ = std::move(list);
    finished_ = 0;
    begins_ = clock_.steady();
  }
  void add(std::vector<Speech> list) override {
    listen();
    if (waiting_.empty()) begins_ = clock_.steady();
    for (auto& one : list) waiting_.push_back(std::move(one));
  }
  [[nodiscard]] std::size_t finished() const override {
    listen();
    return finished_;
  }

  [[nodiscard]] const std::vector<Heard>& heard() const {
    listen();
    return heard_;
  }
  // Their words only; what was cut ends in "-".
  [[nodiscard]] std::vector<std::string> words() const {
    std::vector<std::string> words;
    for (const auto& one : heard()) words.push_back(one.speech.words + (one.cut ? "-" : ""));
    return words;
  }

 private:
  void listen() const {
    while (!waiting_.empty() && begins_ + kEach <= clock_.steady()) {
      heard_.push_back({waiting_.front(), begins_, begins_ + kEach, false});
      waiting_.erase(waiting_.begin());
      begins_ += kEach;
      ++finished_;
    }
  }

  const Clock& clock_;
  mutable std::vector<Speech> waiting_;
  mutable std::vector<Heard> heard_;
  mutable Milliseconds begins_{};
  mutable std::size_t finished_ = 0;
};

}  // namespace dk::kiosk
