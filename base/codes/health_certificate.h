// `HC1:` EU Digital COVID Certificate (electronic health certificate specification 1.0.5, schema
// 1.3.0), decoded as a conformance corpus for the container that LH1 uses too. The caller asks
// policy first: HC1 is off unless policy says otherwise (code_switched_off is the caller's).
//
// Container: "HC1:" + base45( zlib( COSE_Sign1 [, tags 61 and 18] ) ), algorithm ES256 or PS256,
// payload CWT {1 issuer, 4 expiry, 6 issued, -260: {1: certificate}}. The key id is the first 8
// bytes of SHA-256 over the signer's X.509 certificate; a protected key id counts before an
// unprotected one. Health data: in memory only, never in failures or logs.
// Failures: code_malformed, code_too_large, code_issuer_unknown (no signer with this key id),
// code_forged (signature), code_expired, code_not_yet_valid, code_wrong_use (key usage), and
// code_unknown (the content breaks the schema). Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/crypto/crypto.h"
#include "base/result.h"

namespace dk::codes {

inline constexpr std::string_view kHealthPrefix = "HC1:";

struct HealthSigner {
  Bytes key_id;  // 8 bytes
  crypto::PublicKey key;
  // From the extended key usage; a certificate that names none of the three may sign all.
  bool vaccination = true;
  bool test = true;
  bool recovery = true;
};

struct HealthCertificate {
  Sign1 message;
  std::string issuer;  // may be empty
  std::int64_t issued_s = 0;
  std::int64_t expires_s = 0;
  CborValue content;  // the map of the schema: ver, nam, dob, one of v, t, r
};

[[nodiscard]] Result<HealthSigner> health_signer_from_certificate(ByteView x509_der);

// The steps, each alone so that the corpus can ask for each.
[[nodiscard]] Result<std::string_view> health_unprefix(std::string_view text);
[[nodiscard]] Result<HealthCertificate> decode_health_cose(ByteView cose);
[[nodiscard]] Status verify_health_signature(const HealthCertificate& certificate,
                                             std::span<const HealthSigner> signers);
[[nodiscard]] Status check_health_time(const HealthCertificate& certificate, TimePoint now);
[[nodiscard]] Status check_health_schema(const CborValue& content);
[[nodiscard]] Status check_health_usage(const HealthCertificate& certificate,
                                        const HealthSigner& signer);

// All of them in order.
[[nodiscard]] Result<HealthCertificate> verify_health_certificate(
    std::string_view text, std::span<const HealthSigner> signers, TimePoint now);

}  // namespace dk::codes
