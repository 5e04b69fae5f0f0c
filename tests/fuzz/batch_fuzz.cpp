// links: dk_wire
// A batch that is accepted is within the bounds and can be made again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto lines = dk::wire::decode_batch({data, size})) {
    if (lines->size() > dk::wire::kMaxBatchEvents) std::abort();
    const auto encoded = dk::wire::encode_batch(*lines);
    if (!encoded || dk::wire::decode_batch(*encoded).value() != *lines) std::abort();
  }
  return 0;
}
