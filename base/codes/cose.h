// COSE (RFC 9052): Sign1 with ES256/PS256/SM2 and Encrypt0 with A256GCM or SM4-CTR with HMAC-SM3,
// the two shapes we use. SM ids are private use (base/crypto/suite.h).
//
// Deterministic encoding (RFC 8949 section 4.2.1) when writing; tags 18/16/61 are accepted and not
// required when reading; detached payloads and unknown critical headers are refused. Bounded by
// the CBOR limits. Failures: code_malformed (structure), code_too_large, algorithm_refused,
// signature_invalid, crypto_failed. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/crypto/crypto.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::codes {

struct CborValue;

struct Sign1 {
  std::int64_t algorithm = 0;  // protected
  std::string content_type;    // protected; empty when absent
  Bytes key_id;                // protected first, else unprotected (DCC rule)
  bool key_id_protected = false;
  bool unprotected_empty = true;
  Bytes protected_bytes;  // as received
  Bytes payload;
  Bytes signature;
};

// `max_bytes`: what people show stays small; signed reference objects may be large.
[[nodiscard]] Result<Sign1> parse_sign1(ByteView cose, std::size_t max_bytes = 8192);
// Over Sig_structure ["Signature1", protected, external_aad = h'', payload].
[[nodiscard]] Status verify_sign1(const Sign1& message, const crypto::PublicKey& key);
// The key's kind decides the algorithm (P-256: ES256, SM2: SM2 with SM3); kid = key id.
[[nodiscard]] Result<Bytes> make_sign1(ByteView payload, std::string_view content_type,
                                       const crypto::PrivateKey& key);

// Encrypt0 with alg and kid protected, IV unprotected; external_aad authenticated.
[[nodiscard]] Result<Bytes> make_encrypt0(
    ByteView plain, ByteView external_aad, ByteView key, ByteView key_id, Random& random,
    crypto::AeadAlgorithm algorithm = crypto::AeadAlgorithm::A256Gcm);
struct Encrypt0 {
  std::int64_t algorithm = 0;
  Bytes key_id;
  Bytes iv;
  Bytes protected_bytes;
  Bytes ciphertext;
};
[[nodiscard]] Result<Encrypt0> parse_encrypt0(ByteView cose);
[[nodiscard]] Result<Encrypt0> parse_encrypt0(const CborValue& item);  // inside other claims
[[nodiscard]] Result<Secret> open_encrypt0(const Encrypt0& message, ByteView external_aad,
                                           ByteView key);

}  // namespace dk::codes
