// links: dk_wire
// decodes: offline-cache/wire/signed_objects.cpp offline-cache/wire/signed_json.cpp
// Roots, manifests and objects from strangers, signed and bare.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/wire/signed_json.h"
#include "offline-cache/wire/signed_objects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = dk::wire::root_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::root_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  if (const auto value = dk::wire::manifest_from_json(text)) {
    const std::string written = to_json(*value);
    const auto back = dk::wire::manifest_from_json(written);
    if (!back || to_json(*back) != written) std::abort();
  }
  const dk::ByteView cose(data, size);
  if (const auto root = dk::wire::verify_root(cose, nullptr)) {
    if (!dk::wire::verify_root(cose, &*root)) std::abort();  // a root vouches for itself
  }
  const dk::wire::Root nobody;
  if (dk::wire::verify_manifest(cose, nobody, "LH-TS-0002", 0, dk::TimePoint{})) std::abort();
  const dk::wire::ManifestObject entry{"site", 1, dk::crypto::sha256(cose), size};
  if (dk::wire::verify_object(cose, nobody, entry)) std::abort();
  return 0;
}
