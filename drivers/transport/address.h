// Where a device is, as text in the signed configuration:
//   serial:/dev/ttyS1            serial:/dev/ttyUSB0?baud=9600   (8N1, raw; any pty as well)
//   tcp:127.0.0.1:9100           tcp:[::1]:9100                  (host is a number or a name)
//   hid:/dev/hidraw0             (reports of a USB HID device)
//   evdev:/dev/input/by-id/usb-X-event-kbd   (keys, taken away from everybody else)
// Default baud is 115200; baud is one of the standard rates 1200 ... 921600.
// Failures: unsupported (a scheme that this program does not speak), config_invalid (everything
// else, the detail says what). At most 512 bytes. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace dk::drivers {

struct SerialAddress {
  std::string path;  // absolute
  int baud = 115200;
  bool operator==(const SerialAddress&) const = default;
};
struct TcpAddress {
  std::string host;
  std::uint16_t port = 0;
  bool operator==(const TcpAddress&) const = default;
};
struct NodeAddress {  // a device file of the kernel that is neither
  enum class Kind { Hidraw, Evdev } kind = Kind::Hidraw;
  std::string path;  // absolute
  bool operator==(const NodeAddress&) const = default;
};
using Address = std::variant<SerialAddress, TcpAddress, NodeAddress>;

[[nodiscard]] Result<Address> parse_address(std::string_view text);
[[nodiscard]] std::string to_string(const Address& address);  // parses back to the same

}  // namespace dk::drivers
