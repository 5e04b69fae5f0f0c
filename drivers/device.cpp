#include "drivers/device.h"

namespace dk::drivers {

std::string_view name_of(DeviceState state) {
  switch (state) {
    case DeviceState::Online:
      return "online";
    case DeviceState::Offline:
      return "offline";
    case DeviceState::PowerOff:
      return "powerOff";
    case DeviceState::NoDevice:
      return "noDevice";
    case DeviceState::HardwareError:
      return "hardwareError";
    case DeviceState::UserError:
      return "userError";
    case DeviceState::DeviceBusy:
      return "deviceBusy";
    case DeviceState::Starting:
      return "starting";
  }
  return "offline";
}

DeviceStatus DeviceMeter::snapshot() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

bool DeviceMeter::set_state(DeviceState state) {
  const std::lock_guard lock(mutex_);
  const bool other = status_.state != state;
  status_.state = state;
  return other;
}

void DeviceMeter::failed(FailureCode code) {
  const std::lock_guard lock(mutex_);
  status_.last_failure = code;
  ++status_.counters.errors;
}

void DeviceMeter::called(Milliseconds busy) {
  const std::lock_guard lock(mutex_);
  ++status_.counters.calls;
  status_.counters.busy_ms += static_cast<std::uint64_t>(busy.count() < 0 ? 0 : busy.count());
}

void DeviceMeter::bytes(std::uint64_t in, std::uint64_t out) {
  const std::lock_guard lock(mutex_);
  status_.counters.bytes_in += in;
  status_.counters.bytes_out += out;
}

void DeviceMeter::reconnected() {
  const std::lock_guard lock(mutex_);
  ++status_.counters.reconnects;
}

}  // namespace dk::drivers
