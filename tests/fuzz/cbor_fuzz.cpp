// links: dk_codes
// decodes: base/codes/cbor_read.cpp base/codes/cbor.cpp
#include <cstdlib>

#include "base/codes/cbor.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = dk::codes::cbor_decode(dk::ByteView(data, size));
  if (!value) return 0;
  // What was read can be written, and the written form is a fixed point. NaNs of several bit
  // patterns are one NaN in deterministic form, so a map of them is the one thing refused.
  const auto written = dk::codes::cbor_encode(*value);
  if (!written) return 0;
  const auto again = dk::codes::cbor_decode(*written, {.max_bytes = written->size()});
  if (!again || *dk::codes::cbor_encode(*again) != *written) std::abort();
  return 0;
}
