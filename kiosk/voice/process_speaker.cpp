#include "kiosk/voice/process_speaker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/secret.h"
#include "kiosk/voice/child_program.h"
#include "kiosk/voice/espeak.h"

namespace dk::kiosk {
namespace {

void forget(Speech& speech) { wipe(speech.words.data(), speech.words.size()); }

bool is_key(std::string_view key) {
  return !key.empty() && key.front() != '.' && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

}  // namespace

ProcessSpeaker::ProcessSpeaker(SpeakerPrograms programs, std::function<void()> changed)
    : programs_(std::move(programs)),
      changed_(std::move(changed)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

ProcessSpeaker::~ProcessSpeaker() {
  say({});
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ProcessSpeaker::say(std::vector<Speech> list) {
  {
    const std::lock_guard lock(mutex_);
    std::ranges::for_each(waiting_, forget);
    waiting_.assign(std::move_iterator(list.begin()), std::move_iterator(list.end()));
    finished_ = 0;
    ++list_;
    eventfd_write(wake_.get(), 1);
    // On first use: a terminal that never speaks has no thread for it.
    if (!waiting_.empty() && !thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  work_.notify_all();
}

void ProcessSpeaker::add(std::vector<Speech> list) {
  {
    const std::lock_guard lock(mutex_);
    std::ranges::move(list, std::back_inserter(waiting_));
    if (!waiting_.empty() && !thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  work_.notify_all();
}

std::size_t ProcessSpeaker::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

std::size_t ProcessSpeaker::hung() const {
  const std::lock_guard lock(mutex_);
  return hung_;
}

bool ProcessSpeaker::available() const { return access(programs_.espeak.c_str(), X_OK) == 0; }

void ProcessSpeaker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    auto speech = std::move(waiting_.front());
    waiting_.pop_front();
    const auto list = list_;
    eventfd_t ignored = 0;
    eventfd_read(wake_.get(), &ignored);  // what woke before this one is about others
    lock.unlock();
    const bool said = speak(speech);
    forget(speech);
    lock.lock();
    if (!said || list != list_) continue;
    ++finished_;
    lock.unlock();
    changed_();
    lock.lock();
  }
}

std::optional<std::string> ProcessSpeaker::clip_of(const Speech& speech) const {
  if (programs_.clips.empty() || !is_key(speech.text_key)) return std::nullopt;
  const auto stem = programs_.clips + '/' + speech.language + '/' + speech.text_key;
  for (const char* ending : {".wav", ".ogg"}) {
    if (access((stem + ending).c_str(), R_OK) == 0) return stem + ending;
  }
  return std::nullopt;
}

bool ProcessSpeaker::speak(const Speech& speech) {
  const auto& device = speech.headphones ? programs_.headphones : programs_.loudspeaker;
  std::vector<std::string> arguments;
  std::string text;
  const auto clip = clip_of(speech);
  // sox plays to the system's default device only.
  if (clip && device.empty() && access(programs_.player.c_str(), X_OK) == 0) {
    constexpr const char* kSlower = "0.8";
    arguments = {programs_.player, "-q", "-v",
                 std::to_string(static_cast<double>(speech.volume) / Voice::kDefaultVolume), *clip};
    if (speech.slow) arguments.insert(arguments.end(), {"tempo", "-s", kSlower});
  } else {
    text = espeak_text(speech);
    if (text.empty()) return true;
    arguments = espeak_arguments(speech, device);
    arguments.insert(arguments.begin(), programs_.espeak);
  }
  const auto length = static_cast<Milliseconds::rep>(std::max(speech.words.size(), text.size()));
  auto child = ChildProgram::start(arguments, text);
  wipe(text.data(), text.size());
  if (!child) return true;
  const auto end =
      child->wait(wake_.get(), programs_.patience + length * programs_.patience_per_byte);
  if (end == ChildProgram::End::TimedOut) {
    const std::lock_guard lock(mutex_);
    ++hung_;
  }
  return end != ChildProgram::End::Woken;
}

}  // namespace dk::kiosk
