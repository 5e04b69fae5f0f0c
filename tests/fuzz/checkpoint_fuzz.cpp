// links: dk_wire
// decodes: offline-cache/wire/checkpoint.cpp
// Audit checkpoints from a terminal that lies.
#include <cstdlib>

#include "base/bytes.h"
#include "offline-cache/wire/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto checkpoint = dk::wire::checkpoint_from_json(dk::as_text({data, size}));
  if (!checkpoint) return 0;
  const std::string written = to_json(*checkpoint);
  const auto again = dk::wire::checkpoint_from_json(written);
  if (!again || to_json(*again) != written) std::abort();
  return 0;
}
