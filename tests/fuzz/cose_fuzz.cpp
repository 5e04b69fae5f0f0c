// links: dk_codes
// decodes: base/codes/cose_sign1.cpp base/codes/cose_encrypt0.cpp
// decodes: base/codes/cose_structure.cpp
#include <cstdlib>

#include "base/codes/cose.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const dk::crypto::PublicKey key = [] {
    const auto xy = dk::from_hex(
        "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
        "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e");
    return dk::crypto::PublicKey::p256_from_raw(*xy).value();
  }();
  // The key of GB/T 32918.5; corpus/cose/sign1_sm2 is the only message that it signed for us.
  static const dk::crypto::PublicKey sm2 = [] {
    const auto spki = dk::from_hex(
        "3059301306072a8648ce3d020106082a811ccf5501822d0342000409f9df311e5421a150dd7d161e4bc5c6"
        "72179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6"
        "072da9ad13");
    return dk::crypto::PublicKey::from_spki(*spki).value();
  }();
  const dk::ByteView input(data, size);
  if (const auto message = dk::codes::parse_sign1(input)) {
    // The example of RFC 9052 appendix C.2.1 is the only thing that this key ever signed.
    for (const auto& signer : {key, sm2}) {
      const auto verified = dk::codes::verify_sign1(*message, signer);
      if (verified && dk::as_text(message->payload) != "This is the content.") std::abort();
    }
  }
  if (const auto message = dk::codes::parse_encrypt0(input)) {
    const dk::Bytes wrong_key(dk::crypto::kAeadKeyBytes, 0x5A);
    if (dk::codes::open_encrypt0(*message, {}, wrong_key)) std::abort();
  }
  return 0;
}
