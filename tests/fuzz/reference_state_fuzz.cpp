// links: dk_cache
// decodes: offline-cache/reference/reference_state.cpp
// What the terminal remembers of roots and floors: read, said again, and no chain without
// signatures.
#include <cstdlib>

#include "base/bytes.h"
#include "offline-cache/reference/reference_state.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto state = dk::cache::reference_state_from_json(dk::as_text({data, size}));
  if (!state) return 0;
  const std::string written = to_json(*state);
  const auto again = dk::cache::reference_state_from_json(written);
  if (!again || to_json(*again) != written) std::abort();
  if (const auto root = dk::cache::verify_chain(state->roots)) {
    if (!dk::wire::verify_root(state->roots.back(), nullptr) && state->roots.size() == 1) {
      std::abort();
    }
  }
  return 0;
}
