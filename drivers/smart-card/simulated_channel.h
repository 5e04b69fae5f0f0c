// The simulated twin of a slot: a chip that is a function, put in and pulled out by a test. The
// test keeps the SimulatedSlot; any thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "drivers/smart-card/card_channel.h"

namespace dk::drivers {

// The answer to a command, or nothing when the card is not there any more.
using SimulatedChip = std::function<std::optional<Bytes>(ByteView command)>;

class SimulatedSlot {
 public:
  void insert(SimulatedChip chip);
  void insert_mute();
  void remove();
  void service_stops();  // every call fails until service_starts()
  void service_starts();
  void reader_goes();
  void reader_comes();
  [[nodiscard]] int opened() const;    // successful opens
  [[nodiscard]] bool powered() const;  // somebody has the chip under power

 private:
  friend class SimulatedChannel;
  void change(const std::function<void()>& what);
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  SlotState state_{SlotState::Kind::Empty, 0};
  SimulatedChip chip_;
  bool service_ = true;
  bool reader_ = true;
  bool powered_ = false;
  bool interrupted_ = false;
  int opened_ = 0;
};

// Every address leads to this slot.
[[nodiscard]] ChannelFactory simulated_channels(std::shared_ptr<SimulatedSlot> slot);

}  // namespace dk::drivers
