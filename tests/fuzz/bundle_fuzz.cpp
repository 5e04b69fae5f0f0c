// links: dk_engine
// decodes: flows/engine/bundle.cpp flows/engine/bundle_signature.cpp
// Bundles of items from strangers, bare and signed: what is read has safe paths and is written
// again byte by byte; a signed one has the names of what is inside.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/engine/bundle_signature.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dk::ByteView bytes(data, size);
  if (const auto bundle = dk::engine::read_bundle(bytes)) {
    for (const auto& [path, content] : bundle->files) {
      if (!dk::engine::is_bundle_path(path)) std::abort();
    }
    const auto again = dk::engine::write_bundle(bundle->files);
    if (!again || !std::ranges::equal(*again, bytes)) std::abort();
  } else if (bundle.error().message.empty()) {
    std::abort();
  }
  if (const auto opened = dk::engine::open_signed_bundle(bytes)) {
    const auto inside = dk::engine::read_bundle(opened->content);
    if (!inside || inside->id != opened->bundle.id) std::abort();
  }
  return 0;
}
