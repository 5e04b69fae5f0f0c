// Where a page printer is, as text in the signed configuration: ipp://HOST[:PORT]/PATH (RFC 3510).
//
// Port 631 when none is named; the path is the printer's own, usually /ipp/print. Nothing is looked
// for in the network: what is not named is not found. Failures: unsupported (another scheme),
// config_invalid (the detail says what). At most 512 bytes. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dk::drivers {

struct PrinterUri {
  std::string host{};  // a name or number; IPv6 without its brackets
  std::uint16_t port = 631;
  std::string path{};  // begins with a slash
  bool operator==(const PrinterUri&) const = default;
  [[nodiscard]] std::string ipp() const;   // for the attribute printer-uri; parses back to the same
  [[nodiscard]] std::string http() const;  // where its requests are posted
};

[[nodiscard]] Result<PrinterUri> parse_printer_uri(std::string_view text);

}  // namespace dk::drivers
