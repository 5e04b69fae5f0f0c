// links: dk_drivers
// decodes: drivers/scanner/codec.cpp
// The first byte chooses the framing; then pieces of one length byte, a pause, and data.
#include <algorithm>
#include <cstdlib>

#include "drivers/scanner/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  if (size < 1) return 0;
  const ScanFraming framing{.suffix = static_cast<ScanSuffix>(data[0] % 5),
                            .aim_prefix = (data[0] & 0x80) != 0,
                            .max_bytes = 64};
  ScannerCodec codec(framing);
  dk::Milliseconds now(0);
  const auto check = [](const ScannerCodec::Messages& messages) {
    for (const auto& message : messages) {
      const auto* code = std::get_if<ScanCode>(&message);
      if (code != nullptr && (code->data.empty() || code->data.size() > 64)) std::abort();
    }
  };
  for (std::size_t at = 1; at < size;) {
    const std::size_t length = std::min<std::size_t>(data[at] % 32, size - at - 1);
    now += dk::Milliseconds(data[at]);
    check(codec.silence(now));
    if (data[at] == 0xff) check(codec.line_lost());
    check(codec.feed({data + at + 1, length}, now));
    at += length + 1;
  }
  check(codec.silence(now + dk::Milliseconds(10'000)));
  if (codec.wait(now + dk::Milliseconds(20'000)).count() > 0) std::abort();
  return 0;
}
