// The words that every device speaks: state, counters, a snapshot that any thread may take.
//
// States are those of XFS4IoT (Common.Status, "device"). Times are milliseconds, bytes are what
// crossed the wire. The driver's own thread writes through DeviceMeter; readers get copies.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace dk::drivers {

enum class DeviceState {
  Online,         // answers and works
  Offline,        // there, but cannot work now and does not say why
  PowerOff,       // the line is open and silent
  NoDevice,       // the line cannot be opened, or hung up
  HardwareError,  // needs a technician
  UserError,      // needs a hand: paper, cover
  DeviceBusy,     // works on something
  Starting,       // not yet known
};
[[nodiscard]] std::string_view name_of(DeviceState state);  // "online", "noDevice", ...

struct DeviceCounters {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t calls = 0;       // codes read, jobs taken
  std::uint64_t errors = 0;      // failures reported by or about the device
  std::uint64_t busy_ms = 0;     // time spent on calls
  std::uint64_t reconnects = 0;  // times that the line came back after it was lost
  bool operator==(const DeviceCounters&) const = default;
};

struct DeviceStatus {
  DeviceState state = DeviceState::Starting;
  std::optional<FailureCode> last_failure;  // stays after recovery; state says what is now
  DeviceCounters counters;
};

// The driver's pen and everybody's window. Thread-safe.
class DeviceMeter {
 public:
  [[nodiscard]] DeviceStatus snapshot() const;
  // True when the state is another one than before (worth telling).
  bool set_state(DeviceState state);
  void failed(FailureCode code);  // counts an error and remembers it
  void called(Milliseconds busy);
  void bytes(std::uint64_t in, std::uint64_t out);  // added
  void reconnected();

 private:
  mutable std::mutex mutex_;
  DeviceStatus status_;
};

}  // namespace dk::drivers
