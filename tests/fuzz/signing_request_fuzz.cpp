// links: dk_district
// decodes: district/x509.cpp
#include <cstdlib>

#include "district/x509.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = dk::district::parse_signing_request(dk::ByteView(data, size));
  // Whoever gets a certificate has signed for one plain name with a key on P-256.
  if (request && (request->common_name.empty() || !request->key.raw())) std::abort();
  return 0;
}
