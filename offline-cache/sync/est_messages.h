// What EST (RFC 7030) carries: a PKCS#10 request and certs-only PKCS#7 answers, in DER.
// OpenSSL stays in the .cpp. Failures: answer_malformed (bounded: 64 KiB, 8 certificates),
// crypto_failed. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/crypto/crypto.h"
#include "base/result.h"

namespace dk::cache {

// Subject CN = `terminal`, signed with the key (ECDSA, SHA-256).
[[nodiscard]] Result<Bytes> make_certificate_request(const crypto::PrivateKey& key,
                                                     std::string_view terminal);

// The certificates (DER) of a base64 certs-only PKCS#7, as EST answers it.
[[nodiscard]] Result<std::vector<Bytes>> read_certificates(ByteView base64_pkcs7);

struct CertificateFacts {
  std::string common_name;
  Bytes spki;
  std::int64_t not_before_s = 0;
  std::int64_t not_after_s = 0;
};
[[nodiscard]] Result<CertificateFacts> read_certificate(ByteView der);
// All certificates of a PEM text, in order, at least one.
[[nodiscard]] Result<std::vector<Bytes>> certificates_from_pem(std::string_view pem);
[[nodiscard]] std::string certificate_to_pem(ByteView der);
// chain[0] leads to `ca_der` over the others, in any order (names, signatures, CA constraints);
// says nothing about time, TLS does.
[[nodiscard]] Status leads_to(const std::vector<Bytes>& chain, ByteView ca_der);

}  // namespace dk::cache
