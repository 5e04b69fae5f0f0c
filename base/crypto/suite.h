// Algorithm ids, the two suites that they form, and the policy that says which of them count.
//
// Every id is stored with what it made; who reads goes by that id, who writes takes one suite:
//   international  AES-256-GCM, SHA-256, ECDSA P-256 (ES256), sealing to X25519
//   shangmi        SM4-CTR with HMAC-SM3, SM3, SM2 with the default distid, sealing to SM2
// Ids are COSE's (RFC 9053) where it has them; COSE registers none for SM2, SM3 and SM4, so theirs
// are private use (IANA COSE Algorithms: below -65536). PS256 is only ever verified, for health
// certificates. Plain values; any thread. Failure: algorithm_refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::crypto {

enum class AeadAlgorithm : std::int32_t { A256Gcm = 3, Sm4CtrHmacSm3 = -65537 };
enum class SignatureAlgorithm : std::int32_t { Es256 = -7, Ps256 = -37, Sm2Sm3 = -65538 };
enum class HashAlgorithm : std::int32_t { Sha256 = -16, Sm3 = -65539 };

// The number is also the first byte of what a Sealer makes.
enum class Suite : std::uint8_t { International = 1, Shangmi = 2 };

struct SuiteAlgorithms {
  AeadAlgorithm aead;
  HashAlgorithm hash;
  SignatureAlgorithm signature;
};
[[nodiscard]] constexpr SuiteAlgorithms algorithms_of(Suite suite) {
  return suite == Suite::Shangmi ? SuiteAlgorithms{AeadAlgorithm::Sm4CtrHmacSm3, HashAlgorithm::Sm3,
                                                   SignatureAlgorithm::Sm2Sm3}
                                 : SuiteAlgorithms{AeadAlgorithm::A256Gcm, HashAlgorithm::Sha256,
                                                   SignatureAlgorithm::Es256};
}

[[nodiscard]] std::string_view name_of(Suite suite);  // "international", "shangmi"
[[nodiscard]] std::optional<Suite> suite_from_name(std::string_view name);

// Which suite an id on the wire or on a disk belongs to.
[[nodiscard]] Result<Suite> suite_of_signature(std::int64_t id);
[[nodiscard]] Result<Suite> suite_of_aead(std::int64_t id);
[[nodiscard]] Result<Suite> suite_of_hash(std::int64_t id);
[[nodiscard]] Result<Suite> suite_of_box(ByteView box);        // box_seal()
[[nodiscard]] Result<Suite> suite_of_sealed(ByteView sealed);  // Sealer

// Box byte <-> algorithm: 3 = AES-256-GCM (COSE's number), 83 ('S') = SM4-CTR with HMAC-SM3.
[[nodiscard]] Result<std::uint8_t> box_byte_of(AeadAlgorithm algorithm);
[[nodiscard]] Result<AeadAlgorithm> aead_of_box_byte(std::uint8_t byte);

// Which suites count. A terminal's comes from its signed site object (docs/algorithms.md).
struct AlgorithmPolicy {
  bool international = true;
  bool shangmi = true;
  Suite write = Suite::International;  // one of the accepted

  [[nodiscard]] constexpr bool accepts(Suite suite) const {
    return suite == Suite::Shangmi ? shangmi : international;
  }
  // algorithm_refused when `suite` does not count; `what` names the thing, for engineers.
  [[nodiscard]] Status require(Suite suite, std::string_view what) const;
  bool operator==(const AlgorithmPolicy&) const = default;
};
[[nodiscard]] constexpr AlgorithmPolicy only(Suite suite) {
  return {suite == Suite::International, suite == Suite::Shangmi, suite};
}
// Where no policy can stand yet (a root being pinned) or none is meant (the signer's own work).
inline constexpr AlgorithmPolicy kEveryKnownSuite{};

}  // namespace dk::crypto
