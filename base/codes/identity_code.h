// `LH1:` identity code: what a person or a staff member shows.
//
// Layout: "LH1:" + base45( zlib( COSE_Sign1 ) ), RFC 9285, RFC 1950, RFC 9052 section 4.2.
//   protected   {1: alg (-7 ES256 or -65538 SM2 with SM3), 3: "application/lh1+cwt" (content type),
//                4: kid (8 bytes)}
//   unprotected {} (anything else is refused)
//   payload     CWT claims (RFC 8392) as a CBOR map:
//     1 iss (text)   4 exp (int, s)   6 iat (int, s)   7 cti (16 bytes)
//     -70001 kind ("person" | "staff")      -70002 loa (0..4)
//     -70003 COSE_Encrypt0 (RFC 9052 section 5.2), alg 3 A256GCM or -65537 SM4-CTR with HMAC-SM3
//            (the issuer's suite), kid = key id of the day key,
//            IV 12 bytes, plaintext CBOR map {1 name, 2 document type, 3 document number,
//            4 birth "YYYY-MM-DD", 5 sex (1 male, 2 female, 9 unstated: GB/T 2261.1)};
//            external_aad = cti, so that an inner part cannot be moved to another code.
//   staff codes carry -70004 staff id (text) and -70005 role (text) in clear instead of -70003.
// No health colour inside. Bounds: text <= 2,048 characters, inflated <= 8,192 bytes, CBOR depth 8.
//
// Verification order: prefix, bounds, structure, content type, algorithm, key known and usable for
// this use, signature, issuer's name, time (skew 90 s), kind, decryption. Failures: code_malformed,
// code_too_large, code_issuer_unknown, code_forged, code_expired, code_not_yet_valid,
// code_wrong_use, algorithm_refused (below the floor of trust.algorithms()), code_day_key_missing
// (valid code, day key not here: the caller may keep it as an opaque token). Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/codes/trust_list.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::codes {

inline constexpr std::string_view kIdentityPrefix = "LH1:";
inline constexpr std::int64_t kSkewSeconds = 90;

// The person inside. Lives in memory only, as short as possible.
struct PersonIdentity {
  std::string name;             // UTF-8, any GB 18030-2022 character
  std::string document_type;    // "id-card", "hmt-permit", "foreign-pr", "passport", ...
  std::string document_number;  // as printed, upper case
  std::string birth;            // "1949-05-20" or empty
  int sex = 9;                  // GB/T 2261.1: 1, 2, 9
};

struct IdentityCode {
  std::string issuer;
  std::int64_t issued_s = 0;
  std::int64_t expires_s = 0;
  Bytes code_id;  // cti, 16 bytes
  int loa = 0;
  bool staff = false;
  std::string staff_id;                  // staff only
  std::string role;                      // staff only: "sampler", "lead", "technician"
  std::optional<PersonIdentity> person;  // person codes, after decryption
};

enum class CodeUse { Person, Staff };

// When a code was made and until when it is good.
struct CodeLife {
  std::int64_t issued_s = 0;
  std::int64_t expires_s = 0;
};

// `keys` gives day keys; see trust_list.h. `life`, when given, is set as soon as the signature and
// the issuer have proved good, so that a refusal for its age can say when the code was made; it
// stays empty for a code that nobody vouches for.
[[nodiscard]] Result<IdentityCode> verify_identity_code(std::string_view text, CodeUse use,
                                                        const TrustList& trust, const DayKeys& keys,
                                                        TimePoint now,
                                                        std::optional<CodeLife>* life = nullptr);

// Issuing side (district, tests). `day_key` is ignored for staff codes.
struct DayKey {
  Bytes key_id;  // 8 bytes
  Secret key;    // 32 bytes
};
[[nodiscard]] Result<std::string> issue_identity_code(const IdentityCode& code,
                                                      const DayKey* day_key,
                                                      const crypto::PrivateKey& issuer_key,
                                                      Random& random);

}  // namespace dk::codes
