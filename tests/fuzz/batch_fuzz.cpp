// links: dk_wire
// decodes: offline-cache/wire/batch.cpp
// A batch that is accepted is within the bounds and can be made again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/columns.h"
#include "offline-cache/wire/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* coding : {"zstd", "dk-columns, zstd"}) {
    const auto lines = dk::wire::unpack_batch({data, size}, coding);
    if (!lines) continue;
    const auto packed = dk::wire::pack_batch(*lines);
    if (packed && dk::wire::unpack_batch(packed->body, packed->coding).value() != *lines) {
      std::abort();
    }
  }
  if (const auto lines = dk::wire::decode_batch({data, size})) {
    if (lines->size() > dk::wire::kMaxBatchEvents) std::abort();
    const auto encoded = dk::wire::encode_batch(*lines);
    if (!encoded || dk::wire::decode_batch(*encoded).value() != *lines) std::abort();
  }
  return 0;
}
