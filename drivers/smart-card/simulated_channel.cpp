#include "drivers/smart-card/simulated_channel.h"

#include <utility>

namespace dk::drivers {

void SimulatedSlot::change(const std::function<void()>& what) {
  const std::lock_guard lock(mutex_);
  what();
  changed_.notify_all();
}
void SimulatedSlot::insert(SimulatedChip chip) {
  change([&] {
    chip_ = std::move(chip);
    state_ = {SlotState::Kind::Card, state_.events + 1};
  });
}
void SimulatedSlot::insert_mute() {
  change([&] { state_ = {SlotState::Kind::Mute, state_.events + 1}; });
}
void SimulatedSlot::remove() {
  change([&] {
    chip_ = {};
    powered_ = false;
    state_ = {SlotState::Kind::Empty, state_.events + 1};
  });
}
void SimulatedSlot::service_stops() {
  change([&] { service_ = powered_ = false; });
}
void SimulatedSlot::service_starts() {
  change([&] { service_ = true; });
}
void SimulatedSlot::reader_goes() {
  change([&] { reader_ = powered_ = false; });
}
void SimulatedSlot::reader_comes() {
  change([&] { reader_ = true; });
}
int SimulatedSlot::opened() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}
bool SimulatedSlot::powered() const {
  const std::lock_guard lock(mutex_);
  return powered_;
}

class SimulatedChannel : public CardChannel {
 public:
  explicit SimulatedChannel(std::shared_ptr<SimulatedSlot> slot) : slot_(std::move(slot)) {}

  Status open() override {
    const std::lock_guard lock(slot_->mutex_);
    if (!slot_->service_) return fail(FailureCode::device_absent, "simulated");
    ++slot_->opened_;
    open_ = true;
    return {};
  }
  void close() override { open_ = false; }
  bool is_open() const override { return open_; }

  Result<SlotState> wait(SlotState known, Milliseconds timeout) override {
    std::unique_lock lock(slot_->mutex_);
    const auto now = [this] { return slot_->reader_ ? slot_->state_ : SlotState{}; };
    slot_->changed_.wait_for(
        lock, timeout, [&] { return !slot_->service_ || slot_->interrupted_ || now() != known; });
    slot_->interrupted_ = false;
    DK_CHECK(service());
    return now();
  }
  Status power_up() override {
    const std::lock_guard lock(slot_->mutex_);
    DK_CHECK(service());
    if (!slot_->reader_) return fail(FailureCode::card_removed, "simulated");
    if (slot_->state_.kind == SlotState::Kind::Mute) return fail(FailureCode::card_mute);
    if (slot_->state_.kind != SlotState::Kind::Card) return fail(FailureCode::card_removed);
    slot_->powered_ = true;
    return {};
  }
  void power_down() override {
    const std::lock_guard lock(slot_->mutex_);
    slot_->powered_ = false;
  }
  Result<Secret> transmit(ByteView command) override {
    SimulatedChip chip;
    {
      const std::lock_guard lock(slot_->mutex_);
      DK_CHECK(service());
      if (!slot_->powered_ || !slot_->chip_) return fail(FailureCode::card_removed, "simulated");
      chip = slot_->chip_;
    }
    // Outside the lock: the chip may pull itself out.
    const auto answer = chip(command);
    if (!answer) return fail(FailureCode::card_removed, "simulated");
    return Secret(*answer);
  }
  void interrupt() override {
    slot_->change([this] { slot_->interrupted_ = true; });
  }

 private:
  [[nodiscard]] Status service() const {
    if (!slot_->service_) return fail(FailureCode::device_offline, "simulated");
    return {};
  }
  std::shared_ptr<SimulatedSlot> slot_;
  bool open_ = false;
};

ChannelFactory simulated_channels(std::shared_ptr<SimulatedSlot> slot) {
  return [slot](std::string_view) -> Result<std::unique_ptr<CardChannel>> {
    return std::make_unique<SimulatedChannel>(slot);
  };
}

}  // namespace dk::drivers
