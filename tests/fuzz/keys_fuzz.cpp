// links: dk_base
// decodes: base/crypto/keys.cpp base/crypto/pem.cpp base/crypto/sign.cpp
// Keys and signatures from strangers: SPKI, PEM, raw points, ES256, SM2 and what is sealed to SM2.
#include <cstdlib>

#include "base/crypto/crypto.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using dk::crypto::PrivateKey;
  using dk::crypto::PublicKey;
  const dk::ByteView bytes(data, size);
  const std::string_view text = dk::as_text(bytes);
  for (const auto& key : {PublicKey::from_spki(bytes), PublicKey::from_pem(text),
                          PublicKey::p256_from_raw(bytes), PublicKey::x25519_from_raw(bytes)}) {
    if (!key) continue;
    const auto again = PublicKey::from_spki(key->spki());
    if (!again || again->key_id() != key->key_id()) std::abort();
    static_cast<void>(key->raw());
    const auto signature = bytes.first(bytes.size() < 64 ? bytes.size() : 64);
    for (const auto algorithm :
         {dk::crypto::SignatureAlgorithm::Es256, dk::crypto::SignatureAlgorithm::Sm2Sm3}) {
      static_cast<void>(dk::crypto::verify(algorithm, *key, bytes, signature));
    }
  }
  if (const auto key = PrivateKey::from_pem(text)) {
    if (!key->to_pem() || !key->public_key()) std::abort();
  }
  static const PrivateKey sm2 = PrivateKey::generate_sm2().value();
  if (dk::crypto::open_sealed(sm2, "nobody sealed this", bytes)) std::abort();
  return 0;
}
