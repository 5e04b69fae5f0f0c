// Cryptographic primitives over OpenSSL 3, each named by an algorithm id that is stored with what
// it made (suite.h), so that the second suite (SM2, SM3, SM4) is a value and not a rewrite.
//
// Unknown or unsupported ids: algorithm_refused. An id that is no enumerator, given to a function
// that cannot fail, is a bug and stops the program: suite_of_hash() asks first. Wrong key, changed
// byte: crypto_failed for sealing, signature_invalid for signatures. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/crypto/suite.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY; the header stays in the .cpp

namespace dk::crypto {

using Digest = std::array<std::uint8_t, 32>;  // both hashes have 32 bytes
[[nodiscard]] Digest digest(HashAlgorithm algorithm, std::initializer_list<ByteView> parts);
[[nodiscard]] Digest hmac(HashAlgorithm algorithm, ByteView key,
                          std::initializer_list<ByteView> parts);
// RFC 5869. At most 8160 bytes out; key not empty, info at most 1024 bytes: else a bug, it stops.
[[nodiscard]] Secret hkdf(HashAlgorithm algorithm, ByteView key, ByteView salt, ByteView info,
                          std::size_t size);
[[nodiscard]] Digest sha256(ByteView data);
[[nodiscard]] Digest sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] Digest hmac_sha256(ByteView key, ByteView data);
[[nodiscard]] Secret hkdf_sha256(ByteView key, ByteView salt, ByteView info, std::size_t size);
// RFC 7914; verifier for PINs. n is a power of two. Beyond these bounds (32 MB of memory):
// invalid_argument.
inline constexpr std::uint64_t kScryptMaxN = 1 << 15;
inline constexpr std::uint32_t kScryptMaxR = 8;
inline constexpr std::uint32_t kScryptMaxP = 16;
inline constexpr std::size_t kScryptMaxBytes = 256;
[[nodiscard]] Result<Secret> scrypt(ByteView password, ByteView salt, std::uint64_t n,
                                    std::uint32_t r, std::uint32_t p, std::size_t size);

// The same sizes for both suites. SM4-CTR with HMAC-SM3 derives a 16-byte cipher key and a 32-byte
// MAC key from the 32 bytes, encrypts, then MACs; its tag is the HMAC's first half (sm4_aead.h).
inline constexpr std::size_t kAeadKeyBytes = 32;
inline constexpr std::size_t kAeadNonceBytes = 12;
inline constexpr std::size_t kAeadTagBytes = 16;
// Output: ciphertext then tag. A nonce must never repeat under one key.
[[nodiscard]] Result<Bytes> aead_seal(AeadAlgorithm algorithm, ByteView key, ByteView nonce,
                                      ByteView additional, ByteView plain);
[[nodiscard]] Result<Secret> aead_open(AeadAlgorithm algorithm, ByteView key, ByteView nonce,
                                       ByteView additional, ByteView sealed);
// Self-describing box: algorithm id (1 byte, suite.h) | random nonce (12) | ciphertext | tag.
[[nodiscard]] Result<Bytes> box_seal(ByteView key, ByteView additional, ByteView plain,
                                     Random& random,
                                     AeadAlgorithm algorithm = AeadAlgorithm::A256Gcm);
[[nodiscard]] Result<Secret> box_open(ByteView key, ByteView additional, ByteView box);

class PublicKey {
 public:
  [[nodiscard]] static Result<PublicKey> from_spki(ByteView der);         // SubjectPublicKeyInfo
  [[nodiscard]] static Result<PublicKey> from_pem(std::string_view pem);  // key or certificate
  [[nodiscard]] Bytes spki() const;
  // First 8 bytes of SHA-256 over the SPKI: how keys are named everywhere in the project.
  [[nodiscard]] Bytes key_id() const;
  // SM2 keys are of the suite shangmi, all others of international.
  [[nodiscard]] Suite suite() const;
  // P-256 and SM2: x || y (64 bytes). X25519: 32 bytes.
  [[nodiscard]] Result<Bytes> raw() const;
  [[nodiscard]] static Result<PublicKey> p256_from_raw(ByteView xy);
  [[nodiscard]] static Result<PublicKey> x25519_from_raw(ByteView bytes);
  [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

 private:
  friend class PrivateKey;
  std::shared_ptr<evp_pkey_st> key_;
};

class PrivateKey {
 public:
  [[nodiscard]] static Result<PrivateKey> generate_p256();
  [[nodiscard]] static Result<PrivateKey> generate_x25519();
  [[nodiscard]] static Result<PrivateKey> generate_sm2();
  // What a suite signs with (P-256, SM2) and what it seals to (X25519, SM2).
  [[nodiscard]] static Result<PrivateKey> generate_signing(Suite suite);
  [[nodiscard]] static Result<PrivateKey> generate_sealing(Suite suite);
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem);
  [[nodiscard]] Result<Secret> to_pem() const;  // PKCS#8, not encrypted: only for 0600 files
  [[nodiscard]] Result<PublicKey> public_key() const;
  [[nodiscard]] Suite suite() const;
  [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

 private:
  std::shared_ptr<evp_pkey_st> key_;
};

// ES256 and SM2 signatures are raw r || s (64 bytes) as in COSE. SM2's hash takes in the signer's
// distinguishing id: always GM/T 0009's default "1234567812345678", and the signer's public key.
[[nodiscard]] Result<Bytes> sign(SignatureAlgorithm algorithm, const PrivateKey& key,
                                 ByteView message);
[[nodiscard]] Status verify(SignatureAlgorithm algorithm, const PublicKey& key, ByteView message,
                            ByteView signature);

// Seals to a public key, whose kind decides the suite; the first byte names it.
//   1 | ephemeral public (32) | ciphertext | tag
//       X25519: ephemeral ECDH, HKDF-SHA-256 (salt = ephemeral || recipient), AES-256-GCM
//   2 | size of SM2Cipher (2, big-endian) | SM2Cipher (GM/T 0009 DER) | ciphertext | tag
//       SM2 encryption (GB/T 32918.4) of a fresh 32-byte secret, HKDF-SM3 (salt = SM2Cipher ||
//       recipient x || y), SM4-CTR with HMAC-SM3
// The HKDF's info is `info`; it gives key and nonce of this one message.
//
// A sealer agrees once (the dear part) and seals any number of messages, each under another `info`:
// the same one twice would be the same key and nonce twice.
class Sealer {
 public:
  [[nodiscard]] static Result<Sealer> to(const PublicKey& recipient);
  [[nodiscard]] Result<Bytes> seal(std::string_view info, ByteView plain) const;
  [[nodiscard]] const Bytes& recipient_id() const { return recipient_id_; }
  [[nodiscard]] Suite suite() const { return suite_; }

 private:
  Suite suite_ = Suite::International;
  Bytes recipient_id_;
  Bytes recipient_raw_;
  Bytes sent_;  // ephemeral public key, or SM2Cipher
  Secret shared_;
};

[[nodiscard]] Result<Secret> open_sealed(const PrivateKey& recipient, std::string_view info,
                                         ByteView sealed);

}  // namespace dk::crypto
