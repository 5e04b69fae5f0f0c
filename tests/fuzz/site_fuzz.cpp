// links: dk_wire
// decodes: offline-cache/wire/site.cpp
// The site object.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/reference_objects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = dk::wire::site_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::site_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  return 0;
}
