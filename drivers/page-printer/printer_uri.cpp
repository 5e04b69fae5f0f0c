#include "drivers/page-printer/printer_uri.h"

#include "drivers/transport/address.h"

namespace dk::drivers {
namespace {

constexpr std::string_view kScheme = "ipp://";
constexpr std::size_t kMaxBytes = 512;

bool is_path_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/-._~").contains(c);
}

std::string authority(const PrinterUri& uri) {
  const bool ipv6 = uri.host.contains(':');
  return (ipv6 ? "[" + uri.host + "]" : uri.host) + ":" + std::to_string(uri.port);
}

}  // namespace

std::string PrinterUri::ipp() const { return "ipp://" + authority(*this) + path; }
std::string PrinterUri::http() const { return "http://" + authority(*this) + path; }

Result<PrinterUri> parse_printer_uri(std::string_view text) {
  if (text.size() > kMaxBytes) return fail(FailureCode::config_invalid, "address too long");
  if (!text.starts_with(kScheme)) return fail(FailureCode::unsupported, "not an ipp:// address");
  text.remove_prefix(kScheme.size());
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) {
    return fail(FailureCode::config_invalid, "ipp: needs a path, usually /ipp/print");
  }
  const std::string_view path = text.substr(slash);
  for (const char c : path) {
    if (!is_path_letter(c)) return fail(FailureCode::config_invalid, "ipp: letter in the path");
  }
  // Host and port are those of any line over TCP.
  std::string host(text.substr(0, slash));
  const auto colon = host.rfind(':');
  if (colon == std::string::npos || host.ends_with(']')) host += ":631";
  const auto address = parse_address("tcp:" + host);
  if (!address) return fail(FailureCode::config_invalid, "ipp: the host or port is none");
  const auto& tcp = std::get<TcpAddress>(*address);
  return PrinterUri{tcp.host, tcp.port, std::string(path)};
}

}  // namespace dk::drivers
