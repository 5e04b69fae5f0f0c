// links: dk_codes
#include <cstdlib>

#include "base/codes/cose.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const dk::crypto::PublicKey key = [] {
    const auto xy = dk::from_hex(
        "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
        "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");
    return dk::crypto::PublicKey::p256_from_raw(*xy).value();
  }();
  const dk::ByteView input(data, size);
  if (const auto message = dk::codes::parse_sign1(input)) {
    // The example of RFC 9052 appendix C.2.1 is the only thing that this key ever signed.
    const auto verified = dk::codes::verify_sign1(*message, key);
    if (verified && dk::as_text(message->payload) != "This is the content.") std::abort();
  }
  if (const auto message = dk::codes::parse_encrypt0(input)) {
    const dk::Bytes wrong_key(dk::crypto::kAeadKeyBytes, 0x5A);
    if (dk::codes::open_encrypt0(*message, {}, wrong_key)) std::abort();
  }
  return 0;
}
