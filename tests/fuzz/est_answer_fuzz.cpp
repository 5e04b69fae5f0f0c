// links: dk_cache
// decodes: offline-cache/sync/est_messages.cpp
// Certificates as EST answers them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "offline-cache/sync/est_messages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto certificates = dk::cache::read_certificates({data, size})) {
    for (const dk::Bytes& der : *certificates) (void)dk::cache::read_certificate(der);
    (void)dk::cache::leads_to(*certificates, certificates->back());
  }
  (void)dk::cache::read_certificate({data, size});
  (void)dk::cache::certificates_from_pem(text);
  return 0;
}
