// Where a device is, as text in the signed configuration:
//   serial:/dev/ttyS1            serial:/dev/ttyUSB0?baud=9600   (8N1, raw; any pty as well)
//   tcp:127.0.0.1:9100           tcp:[::1]:9100                  (host is a number or a name)
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
using Address = std::variant<SerialAddress, TcpAddress>;

[[nodiscard]] Result<Address> parse_address(std::string_view text);
[[nodiscard]] std::string to_string(const Address& address);  // parses back to the same

}  // namespace dk::drivers
