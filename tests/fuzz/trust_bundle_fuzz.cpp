// links: dk_codes
// decodes: base/codes/trust_list.cpp
// A trust list that is read says itself again, and its keys bear their own names.
#include <cstdlib>

#include "base/codes/trust_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bundle = dk::codes::parse_trust_bundle({data, size});
  if (!bundle) return 0;
  for (const auto& issuer : bundle->trust.issuers()) {
    if (issuer.key_id != issuer.key.key_id()) std::abort();
  }
  const std::string written = to_json(*bundle);
  const auto again = dk::codes::parse_trust_bundle(dk::as_bytes(written));
  if (!again || to_json(*again) != written) std::abort();
  return 0;
}
