// A slot for a chip card: what is in it, and words to the chip.
//
// One thread owns a channel; only interrupt() may be called from another one. After device_offline
// the service is lost: close() and open() again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::drivers {

struct SlotState {
  enum class Kind { NoReader, Empty, Card, Mute } kind = Kind::NoReader;
  std::uint32_t events = 0;  // insertions and removals; another number is another card
  bool operator==(const SlotState&) const = default;
};

class CardChannel {
 public:
  virtual ~CardChannel() = default;
  // Failures: device_absent (no service), io_error.
  [[nodiscard]] virtual Status open() = 0;
  virtual void close() = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
  // Returns when the slot is not as `known` any more, at the latest after `timeout` or interrupt().
  // Failure: device_offline.
  [[nodiscard]] virtual Result<SlotState> wait(SlotState known, Milliseconds timeout) = 0;
  // Failures: card_mute, card_removed, device_busy (another program has the card), device_offline.
  [[nodiscard]] virtual Status power_up() = 0;
  virtual void power_down() = 0;
  // Answer with its two status bytes. Failures: card_removed, card_read_failed, device_offline.
  [[nodiscard]] virtual Result<Secret> transmit(ByteView command) = 0;
  virtual void interrupt() = 0;  // ends a waiting or the next wait() early; any thread
};

// What the driver takes, so that tests can put a simulated slot in its place. Failures:
// unsupported, config_invalid.
using ChannelFactory =
    std::function<Result<std::unique_ptr<CardChannel>>(std::string_view address)>;
// "pcsc:" is the first reader, "pcsc:NAME" the first whose name begins so (at most 127 bytes).
[[nodiscard]] ChannelFactory system_channels();

}  // namespace dk::drivers
