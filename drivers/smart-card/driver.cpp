#include "drivers/smart-card/driver.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "drivers/smart-card/social_card.h"

namespace dk::drivers {
namespace {

CardAdvice advice_of(FailureCode code) {
  switch (code) {
    case FailureCode::card_removed:
      return CardAdvice::LeaveCard;
    case FailureCode::card_unsupported:
      return CardAdvice::OtherCard;
    case FailureCode::card_mute:
      return CardAdvice::TurnCard;
    default:
      return CardAdvice::TryAgain;
  }
}

}  // namespace

class SmartCardReader::Impl {
 public:
  Impl(Options options, const Clock& clock, OnCard on_card,
       std::function<void(DeviceStatus)> on_state)
      : options_(std::move(options)),
        clock_(clock),
        on_card_(std::move(on_card)),
        on_state_(std::move(on_state)) {}

  Status start() {
    if (thread_.joinable()) return {};
    DK_TRY(channel, options_.channels(options_.address));
    {
      const std::lock_guard lock(mutex_);
      stopping_ = false;
      channel_ = std::move(channel);
    }
    slot_ = {};
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void stop() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      channel_->interrupt();
    }
    wake_.notify_all();
    thread_.join();
    channel_->close();
  }

  void ask() {
    const std::lock_guard lock(mutex_);
    ++asked_;
    if (channel_) channel_->interrupt();
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
      if (!channel_->is_open()) {
        if (auto opened = channel_->open(); !opened) {
          no_device(opened.error().code);
          pause(back_off);
          back_off = std::min(back_off * 2, options_.reopen_most);
          continue;
        }
        if (std::exchange(was_open, true)) meter_.reconnected();
        back_off = options_.reopen_first;
      }
      if (auto done = turn(); !done) {
        channel_->close();
        see({});
        no_device(done.error().code);
        pause(options_.reopen_first);
      }
    }
  }

  Status turn() {
    DK_TRY(slot, channel_->wait(slot_, options_.look_interval));
    if (stopping_) return {};
    see(slot);
    if (slot.kind == SlotState::Kind::NoReader) {
      no_device(FailureCode::device_absent);
      pause(options_.reopen_first);
      return {};
    }
    set_state(DeviceState::Online);
    const std::uint64_t asked = wanted();
    if (asked == 0 || asked == tried_ || slot.kind == SlotState::Kind::Empty) return {};
    tried_ = asked;
    if (slot.kind == SlotState::Kind::Mute) {
      tell_trouble(FailureCode::card_mute, 0);
      return {};
    }
    return read_card(asked);
  }

  // What the slot holds now, told as events.
  void see(SlotState slot) {
    const bool was_there = is_card(slot_);
    const bool is_there = is_card(slot);
    const bool other = slot.events != slot_.events;
    const bool seen = slot.kind != SlotState::Kind::NoReader;
    slot_ = slot;
    if (was_there && (!is_there || other)) {
      tried_ = 0;
      tell(CardGone{seen});
    }
    if (is_there && (!was_there || other)) {
      tried_ = 0;
      tell(CardPresent{});
    }
  }
  static bool is_card(SlotState slot) {
    return slot.kind == SlotState::Kind::Card || slot.kind == SlotState::Kind::Mute;
  }

  Status read_card(std::uint64_t asked) {
    const Milliseconds began = clock_.steady();
    SocialCard card(*channel_);
    for (int i = 1;; ++i) {
      auto document = read_once(card);
      channel_->power_down();
      if (document) {
        const Milliseconds busy = clock_.steady() - began;
        meter_.called(busy);
        serve(asked);
        tell(CardRead{std::move(*document), busy});
        return {};
      }
      const FailureCode code = document.error().code;
      if (code == FailureCode::device_offline) return std::unexpected(document.error());
      const bool may_pass = code == FailureCode::card_read_failed ||
                            code == FailureCode::device_busy || code == FailureCode::card_mute;
      if (may_pass && i < options_.readings && !stopping_) continue;
      tell_trouble(code, card.last_status());
      return {};
    }
  }

  Result<IdentityDocument> read_once(SocialCard& card) {
    DK_CHECK(channel_->power_up());
    return card.read();
  }

  void no_device(FailureCode code) {
    if (meter_.snapshot().state == DeviceState::NoDevice) return;  // one trouble, not one a try
    meter_.failed(code);
    set_state(DeviceState::NoDevice);
  }

  void tell_trouble(FailureCode code, std::uint16_t status) {
    meter_.failed(code);
    tell(CardTrouble{advice_of(code), code, status});
  }
  void tell(CardEvent event) {
    if (on_card_) on_card_(std::move(event));
  }

  // 0 = nobody asks; else the number of the request.
  std::uint64_t wanted() const {
    const std::lock_guard lock(mutex_);
    return asked_ == served_ ? 0 : asked_;
  }
  void serve(std::uint64_t asked) {
    const std::lock_guard lock(mutex_);
    served_ = std::max(served_, asked);
  }
  void pause(Milliseconds duration) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, duration, [this] { return stopping_.load(); });
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
  std::unique_ptr<CardChannel> channel_;
  SlotState slot_;
  std::uint64_t tried_ = 0;  // the request that the card in the slot was tried for
  std::thread thread_;
};

SmartCardReader::SmartCardReader(Options options, const Clock& clock, OnCard on_card,
                                 std::function<void(DeviceStatus)> on_state)
    : impl_(std::make_unique<Impl>(std::move(options), clock, std::move(on_card),
                                   std::move(on_state))) {}
SmartCardReader::~SmartCardReader() { stop(); }
Status SmartCardReader::start() { return impl_->start(); }
void SmartCardReader::stop() { impl_->stop(); }
void SmartCardReader::ask() { impl_->ask(); }
void SmartCardReader::stop_asking() { impl_->stop_asking(); }
DeviceStatus SmartCardReader::status() const { return impl_->status(); }

}  // namespace dk::drivers
