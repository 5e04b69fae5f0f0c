// links: dk_drivers
// decodes: drivers/scanner/ssi.cpp drivers/scanner/hid_pos.cpp drivers/scanner/keyboard_wedge.cpp
// drivers/scanner/code_guard.cpp drivers/scanner/protocol.cpp
// The first byte chooses the way of speaking; then pieces of one length byte, a pause, and data.
#include <algorithm>
#include <cstdlib>

#include "drivers/scanner/protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  if (size < 1) return 0;
  const auto protocol =
      make_scan_protocol(static_cast<ScanSpeech>(data[0] % 4),
                         {.suffix = static_cast<ScanSuffix>(data[0] / 4 % 5), .max_bytes = 300});
  dk::Milliseconds now(0);
  const auto check = [](const ScanProtocol::Messages& messages) {
    for (const auto& message : messages) {
      const auto* code = std::get_if<ScanCode>(&message);
      if (code != nullptr && (code->data.empty() || code->data.size() > 303)) std::abort();
    }
  };
  for (std::size_t at = 1; at < size;) {
    const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
    now += dk::Milliseconds(data[at] % 16 * 20);
    check(protocol->silence(now));
    if (data[at] == 0xff) check(protocol->line_lost());
    check(protocol->feed({data + at + 1, length}, now));
    if (protocol->answer().size() > 12 * (length + 6)) std::abort();
    at += length + 1;
  }
  check(protocol->silence(now + dk::Milliseconds(10'000)));
  if (protocol->wait(now + dk::Milliseconds(20'000)).count() > 0) std::abort();
  return 0;
}
