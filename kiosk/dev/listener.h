// Hears what the voice says, word by word, and passes it on: whoever drives a terminal blind knows
// nothing else of it. For the test door; UI thread.
//
// Keeps the last kMost utterances until they are asked for, and wipes them when the voice falls
// silent: with the session.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/secret.h"
#include "kiosk/voice/voice.h"

namespace dk::kiosk::dev {

class Listener : public Speaker {
 public:
  static constexpr std::size_t kMost = 256;

  // The speaker that makes the sound must live longer than what is said.
  void listen_to(Speaker& speaker) { speaker_ = &speaker; }
  ~Listener() override { forget(); }

  void say(std::vector<Speech> list) override {
    if (list.empty()) forget();
    keep(list);
    speaker_->say(std::move(list));
  }
  void add(std::vector<Speech> list) override {
    keep(list);
    speaker_->add(std::move(list));
  }
  [[nodiscard]] std::size_t finished() const override { return speaker_->finished(); }

  // Since it was asked last.
  [[nodiscard]] std::vector<std::string> heard() {
    std::vector<std::string> words(heard_.begin(), heard_.end());
    forget();
    return words;
  }

 private:
  void keep(const std::vector<Speech>& list) {
    for (const Speech& one : list) heard_.push_back(one.words);
    while (heard_.size() > kMost) heard_.pop_front();
  }
  void forget() {
    for (std::string& words : heard_) wipe(words.data(), words.size());
    heard_.clear();
  }

  Speaker* speaker_ = nullptr;
  std::deque<std::string> heard_;
};

}  // namespace dk::kiosk::dev
