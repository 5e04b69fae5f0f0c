#include "drivers/id-card-reader/driver.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "drivers/id-card-reader/card_reading.h"
#include "drivers/id-card-reader/sam_line.h"

namespace dk::drivers {

class IdCardReader::Impl {
 public:
  Impl(Options options, const Clock& clock, OnCard on_card,
       std::function<void(DeviceStatus)> on_state)
      : options_(std::move(options)),
        clock_(clock),
        on_card_(std::move(on_card)),
        on_state_(std::move(on_state)) {}

  Status start() {
    if (thread_.joinable()) return {};
    DK_TRY(transport, options_.transports(options_.address));
    {
      const std::lock_guard lock(mutex_);
      stopping_ = false;
      line_ = std::make_unique<SamLine>(std::move(transport), clock_, meter_,
                                        [this] { return stopping_.load(); });
    }
    reading_ = std::make_unique<CardReading>(options_, *line_);
    present_ = false;
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void stop() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      line_->interrupt();
    }
    wake_.notify_all();
    thread_.join();
    line_->close();
  }

  void ask() {
    {
      const std::lock_guard lock(mutex_);
      ++asked_;
    }
    wake_.notify_all();
  }

  void stop_asking() {
    const std::lock_guard lock(mutex_);
    served_ = asked_;
  }

  DeviceStatus status() const { return meter_.snapshot(); }

 private:
  void run() {
    bool was_open = false;
    Milliseconds back_off = options_.reopen_first;
    while (!stopping_) {
      notice();
      if (!line_->is_open()) {
        if (open_line(was_open)) {
          back_off = options_.reopen_first;
        } else {
          pause(back_off);
          back_off = std::min(back_off * 2, options_.reopen_most);
          continue;
        }
      }
      if (auto done = turn(); !done) trouble_of_line(done.error());
      if (line_->is_open()) pause(wait_);
    }
  }

  bool open_line(bool& was_open) {
    if (auto opened = line_->open(); !opened) {
      // A reader that stays away is one error, not one for each try.
      if (meter_.snapshot().state != DeviceState::NoDevice) {
        meter_.failed(opened.error().code);
        set_state(DeviceState::NoDevice);
      }
      return false;
    }
    if (was_open) meter_.reconnected();
    was_open = true;
    return true;
  }

  // One thing that is due. `wait_` is the pause after it.
  Status turn() {
    wait_ = options_.check_interval;
    if (meter_.snapshot().state != DeviceState::Online) {
      DK_CHECK(reading_->check_module());
      set_state(DeviceState::Online);
    }
    const std::uint64_t asked = wanted();
    if (asked == 0 && !present_) return reading_->check_module();
    wait_ = options_.poll_interval;
    if (asked == 0) {
      DK_TRY(there, reading_->still_there());
      saw(there);
      return {};
    }
    DK_TRY(found, reading_->find());
    if (found) {
      if (!std::exchange(present_, true)) tell(CardPresent{});
      saw(true);
      return read_card(asked);
    }
    if (!present_) return {};
    if (!was_read_) {
      saw(false);
      return {};
    }
    DK_TRY(there, reading_->answers_for_card());
    // This module reads a card once: it has to be taken off and presented anew.
    if (there) tell_trouble({CardAdvice::TryAgain, FailureCode::card_read_failed, 0});
    saw(there);
    return {};
  }

  Status read_card(std::uint64_t asked) {
    const Milliseconds began = clock_.steady();
    auto document = reading_->read();
    if (document) {
      const Milliseconds busy = clock_.steady() - began;
      was_read_ = true;
      proof_failures_ = 0;
      told_.reset();
      meter_.called(busy);
      serve(asked);
      tell(CardRead{std::move(*document), busy});
      return {};
    }
    wait_ = options_.retry_interval;
    const FailureCode code = document.error().code;
    const SamMeaning meaning = reading_->last_meaning();
    switch (code) {
      case FailureCode::card_removed:
        tell_trouble({CardAdvice::LeaveCard, code, reading_->last_status()});
        gone(true);
        return {};
      case FailureCode::card_unsupported:
        tell_trouble({CardAdvice::OtherCard, code, reading_->last_status()});
        return {};
      case FailureCode::card_read_failed:
        // Once may be a dirty card; again is a card that does not prove what it is.
        if (meaning.proof_failed && ++proof_failures_ > 1) {
          tell_trouble(
              {CardAdvice::AskStaff, FailureCode::card_not_authentic, reading_->last_status()});
        } else {
          tell_trouble({meaning.advice, code, reading_->last_status()});
        }
        return {};
      default:
        return std::unexpected(document.error());
    }
  }

  // Line or module, not the card.
  void trouble_of_line(const Failure& failure) {
    if (failure.code == FailureCode::cancelled) return;
    DeviceState state = DeviceState::NoDevice;
    if (failure.code == FailureCode::timed_out) state = DeviceState::PowerOff;
    if (failure.code == FailureCode::device_protocol) state = DeviceState::Offline;
    if (failure.code == FailureCode::card_reader_fault) state = DeviceState::HardwareError;
    if (state == DeviceState::NoDevice) line_->close();
    wait_ = std::min(options_.retry_interval, options_.check_interval);
    if (meter_.snapshot().state != state) meter_.failed(failure.code);
    if (present_) gone(false);
    set_state(state);
  }

  void saw(bool card) {
    misses_ = card ? 0 : misses_ + 1;
    if (misses_ >= options_.gone_after) gone(true);
  }

  void gone(bool seen) {
    present_ = false;
    was_read_ = false;
    misses_ = 0;
    told_.reset();
    tell(CardGone{seen});
  }

  void tell_trouble(CardTrouble trouble) {
    if (told_ == trouble.advice) return;
    told_ = trouble.advice;
    meter_.failed(trouble.code);
    tell(trouble);
  }

  void tell(CardEvent event) {
    if (on_card_) on_card_(std::move(event));
  }

  // 0 = nobody asks; else the number of the request.
  std::uint64_t wanted() {
    const std::lock_guard lock(mutex_);
    // Whoever asks anew is told a trouble once more.
    if (std::exchange(seen_, asked_) != asked_) told_.reset();
    return asked_ == served_ ? 0 : asked_;
  }
  void serve(std::uint64_t asked) {
    const std::lock_guard lock(mutex_);
    served_ = std::max(served_, asked);
  }

  // A request shortens one pause, also when nobody can serve it: a reader that is away is tried
  // once more at once, not without end.
  void notice() {
    const std::lock_guard lock(mutex_);
    noticed_ = asked_;
  }
  void pause(Milliseconds duration) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, duration, [this] { return stopping_ || asked_ != noticed_; });
  }

  void set_state(DeviceState state) {
    if (meter_.set_state(state) && on_state_) on_state_(meter_.snapshot());
  }

  Options options_;
  const Clock& clock_;
  OnCard on_card_;
  std::function<void(DeviceStatus)> on_state_;
  DeviceMeter meter_;
  std::atomic<bool> stopping_{true};
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::uint64_t asked_ = 0;
  std::uint64_t served_ = 0;
  // Of the thread:
  std::uint64_t noticed_ = 0;  // requests before this turn
  std::uint64_t seen_ = 0;     // requests that were looked at with a reader
  std::unique_ptr<SamLine> line_;
  std::unique_ptr<CardReading> reading_;
  Milliseconds wait_{0};
  bool present_ = false;
  bool was_read_ = false;
  int misses_ = 0;
  int proof_failures_ = 0;
  std::optional<CardAdvice> told_;
  std::thread thread_;
};

IdCardReader::IdCardReader(Options options, const Clock& clock, OnCard on_card,
                           std::function<void(DeviceStatus)> on_state)
    : impl_(std::make_unique<Impl>(std::move(options), clock, std::move(on_card),
                                   std::move(on_state))) {}
IdCardReader::~IdCardReader() { stop(); }
Status IdCardReader::start() { return impl_->start(); }
void IdCardReader::stop() { impl_->stop(); }
void IdCardReader::ask() { impl_->ask(); }
void IdCardReader::stop_asking() { impl_->stop_asking(); }
DeviceStatus IdCardReader::status() const { return impl_->status(); }

}  // namespace dk::drivers
