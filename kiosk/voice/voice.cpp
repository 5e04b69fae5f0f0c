#include "kiosk/voice/voice.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/secret.h"
#include "i18n/texts.h"

namespace dk::kiosk {

Voice::~Voice() { forget(); }

void Voice::turn(bool on) {
  if (on_ && !on) stop();
  on_ = on;
}

void Voice::say(std::vector<Utterance> list, bool interrupt) {
  if (!on_ || list.empty()) return;
  if (interrupt || !speaking()) {
    forget();
    list_ = std::move(list);
    speak_from(0);
    return;
  }
  const auto before = static_cast<std::ptrdiff_t>(speeches().size());
  std::ranges::move(list, std::back_inserter(list_));
  if (paused_) return;  // resume() says them
  auto all = speeches();
  all.erase(all.begin(), all.begin() + before);
  told_ += all.size();
  speaker_.add(std::move(all));
}

void Voice::stop() {
  paused_ = false;
  told_ = 0;
  speaker_.say({});
}

void Voice::repeat() {
  if (on_) speak_from(0);
}

void Voice::pause() {
  if (paused_ || !speaking()) return;
  begun_ += speaker_.finished();
  stop();
  paused_ = true;
}

void Voice::resume() {
  if (paused_) speak_from(begun_);
}

bool Voice::speaking() const { return paused_ || speaker_.finished() < told_; }

void Voice::volume(int step) {
  volume_ = std::clamp(step, 0, kMostVolume);
  if (!paused_ && speaking()) speak_from(begun_ + speaker_.finished());
}

void Voice::slow(bool for_elders) {
  slow_ = for_elders;
  if (!paused_ && speaking()) speak_from(begun_ + speaker_.finished());
}

void Voice::headphones(bool plugged_in) {
  if (plugged_in == headphones_) return;
  // Before anything else: the next word would come out of the loudspeaker.
  stop();
  headphones_ = plugged_in;
  if (plugged_in) on_before_headphones_ = std::exchange(on_, true);
  if (!plugged_in) on_ = on_before_headphones_;
}

void Voice::end_session() {
  stop();
  forget();
  on_ = headphones_;
  on_before_headphones_ = false;
  slow_ = false;
  volume_ = kDefaultVolume;
}

std::vector<Speech> Voice::speeches() const {
  std::vector<Speech> spoken;
  bool hidden_before = false;
  for (const auto& one : list_) {
    const bool hidden = one.personal && !headphones_;
    if (one.words.empty() || (hidden && hidden_before)) continue;
    Speech speech{.words = one.words,
                  .language = one.language,
                  .text_key = one.text_key,
                  .volume = volume_,
                  .slow = slow_,
                  .headphones = headphones_};
    if (hidden) {
      speech.words = i18n::tr_in(one.language, "voice.personal_on_screen");
      speech.text_key = "voice.personal_on_screen";
    }
    hidden_before = hidden;
    spoken.push_back(std::move(speech));
  }
  return spoken;
}

void Voice::speak_from(std::size_t position) {
  auto rest = speeches();
  begun_ = std::min(position, rest.size());
  paused_ = false;
  rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(begun_));
  if (volume_ == 0) rest.clear();
  told_ = rest.size();
  speaker_.say(std::move(rest));
}

void Voice::forget() {
  for (auto& one : list_) wipe(one.words.data(), one.words.size());
  list_.clear();
  begun_ = 0;
}

}  // namespace dk::kiosk
