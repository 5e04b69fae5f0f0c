// links: dk_codes
// decodes: base/codes/health_certificate.cpp base/codes/health_schema.cpp
// decodes: base/codes/health_signer.cpp
#include <cstdlib>

#include "base/codes/health_certificate.h"

// By the first byte: an HC1 text, a COSE message, or a signer's X.509 certificate.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::codes;
  if (size == 0) return 0;
  const dk::ByteView rest(data + 1, size - 1);
  const dk::TimePoint now = dk::from_unix_ms(1620064800000);
  if (data[0] % 3 == 0) {
    if (verify_health_certificate(dk::as_text(rest), {}, now)) std::abort();  // no signer, no yes
  } else if (data[0] % 3 == 1) {
    const auto certificate = decode_health_cose(rest);
    if (!certificate) return 0;
    static_cast<void>(check_health_time(*certificate, now));
    static_cast<void>(check_health_schema(certificate->content));
  } else {
    const auto signer = health_signer_from_certificate(rest);
    if (signer && signer->key_id.size() != 8) std::abort();
  }
  return 0;
}
