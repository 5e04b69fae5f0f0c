#include "drivers/transport/address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace dk::drivers {
namespace {

constexpr std::size_t kMaxAddressBytes = 512;
constexpr std::array kBauds = {1200,  2400,   4800,   9600,   19200, 38400,
                               57600, 115200, 230400, 460800, 921600};

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return value;
}

Result<Address> parse_serial(std::string_view rest) {
  SerialAddress address;
  const auto question = rest.find('?');
  address.path = rest.substr(0, question);
  if (address.path.size() < 2 || address.path.front() != '/') {
    return fail(FailureCode::config_invalid, "serial: needs an absolute path");
  }
  if (question != std::string_view::npos) {
    const std::string_view option = rest.substr(question + 1);
    if (!option.starts_with("baud=")) {
      return fail(FailureCode::config_invalid, "serial: knows only the option baud");
    }
    const auto baud = number<int>(option.substr(5));
    if (!baud || std::ranges::find(kBauds, *baud) == kBauds.end()) {
      return fail(FailureCode::config_invalid, "serial: baud is not a standard rate");
    }
    address.baud = *baud;
  }
  return address;
}

Result<Address> parse_node(NodeAddress::Kind kind, std::string_view path) {
  if (path.size() < 2 || path.front() != '/') {
    return fail(FailureCode::config_invalid, "a device file needs an absolute path");
  }
  return NodeAddress{kind, std::string(path)};
}

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}
bool is_ipv6_letter(char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' ||
         c == '.';
}

Result<Address> parse_tcp(std::string_view rest) {
  const auto colon = rest.rfind(':');
  if (colon == std::string_view::npos)
    return fail(FailureCode::config_invalid, "tcp: needs a port");
  std::string_view host = rest.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || !std::ranges::all_of(host, bracketed ? is_ipv6_letter : is_host_letter)) {
    return fail(FailureCode::config_invalid, "tcp: the host is not a name or number");
  }
  const auto port = number<std::uint16_t>(rest.substr(colon + 1));
  if (!port || *port == 0)
    return fail(FailureCode::config_invalid, "tcp: the port is not 1..65535");
  return TcpAddress{std::string(host), *port};
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
  if (text.size() > kMaxAddressBytes) return fail(FailureCode::config_invalid, "address too long");
  if (std::ranges::any_of(text, [](char c) { return c > 0 ? c < 0x20 || c == 0x7f : c == 0; })) {
    return fail(FailureCode::config_invalid, "control character in an address");
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    return fail(FailureCode::config_invalid,
                "an address begins with serial:, tcp:, hid: or evdev:");
  }
  const std::string_view scheme = text.substr(0, colon);
  if (scheme == "serial") return parse_serial(text.substr(colon + 1));
  if (scheme == "tcp") return parse_tcp(text.substr(colon + 1));
  if (scheme == "hid") return parse_node(NodeAddress::Kind::Hidraw, text.substr(colon + 1));
  if (scheme == "evdev") return parse_node(NodeAddress::Kind::Evdev, text.substr(colon + 1));
  return fail(FailureCode::unsupported, "unknown scheme '" + std::string(scheme.substr(0, 32)) +
                                            ":', not serial:, tcp:, hid: or evdev:");
}

std::string to_string(const Address& address) {
  if (const auto* serial = std::get_if<SerialAddress>(&address)) {
    return "serial:" + serial->path +
           (serial->baud == 115200 ? "" : "?baud=" + std::to_string(serial->baud));
  }
  if (const auto* node = std::get_if<NodeAddress>(&address)) {
    return (node->kind == NodeAddress::Kind::Hidraw ? "hid:" : "evdev:") + node->path;
  }
  const auto& tcp = std::get<TcpAddress>(address);
  const bool ipv6 = tcp.host.contains(':');
  return "tcp:" + (ipv6 ? "[" + tcp.host + "]" : tcp.host) + ":" + std::to_string(tcp.port);
}

}  // namespace dk::drivers
