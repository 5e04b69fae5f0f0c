// X.509 (RFC 5280) for the district's site PKI: certificates, signing requests, PKCS#7 bundles.
//
// Keys are P-256 and signatures ECDSA with SHA-256. Times are Unix seconds of the SYSTEM clock: TLS
// never follows a moved clock. Values share the underlying object and may be copied. Pure; any
// thread. Failures: crypto_failed (malformed, OpenSSL refused), signature_invalid (a request that
// its own key did not sign), algorithm_refused (not P-256), invalid_argument (names).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/result.h"

struct x509_st;  // OpenSSL's X509; the header stays in the .cpp

namespace dk::district {

// What a certificate may be used for: basic constraints, key usage and extended key usage follow.
enum class CertificateUse {
  RootCa,      // path length 1
  ServerCa,    // path length 0, serverAuth only
  TerminalCa,  // path length 0, clientAuth only
  StaffCa,     // path length 0, clientAuth only
  Server,      // serverAuth, subject alternative names from `hosts`
  Client,      // clientAuth
};

class Certificate {
 public:
  [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem);  // the first one
  [[nodiscard]] static Result<Certificate> from_der(ByteView der);
  // Takes over one reference.
  [[nodiscard]] static Certificate own(x509_st* certificate);

  [[nodiscard]] Bytes der() const;
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] crypto::Digest fingerprint() const;  // SHA-256 of the DER
  [[nodiscard]] Result<std::string> common_name() const;
  [[nodiscard]] Result<crypto::PublicKey> public_key() const;
  [[nodiscard]] std::int64_t not_after_s() const;
  [[nodiscard]] x509_st* handle() const { return certificate_.get(); }

 private:
  std::shared_ptr<x509_st> certificate_;
};

struct CertificateOrder {
  CertificateUse use = CertificateUse::Client;
  std::string common_name;
  crypto::PublicKey key;
  std::int64_t not_before_s = 0;
  std::int64_t not_after_s = 0;
  std::vector<std::string> hosts;  // Server only: names and addresses
};

// `issuer` is nullptr for a self-signed root. The serial number is 127 random bits.
[[nodiscard]] Result<Certificate> issue_certificate(const CertificateOrder& order,
                                                    const Certificate* issuer,
                                                    const crypto::PrivateKey& issuer_key);

struct SigningRequest {
  std::string common_name;
  crypto::PublicKey key;
};
// PKCS#10 (RFC 2986), its self-signature verified.
[[nodiscard]] Result<SigningRequest> parse_signing_request(ByteView der);
[[nodiscard]] Result<Bytes> make_signing_request(std::string_view common_name,
                                                 const crypto::PrivateKey& key);

// Degenerate "certs-only" PKCS#7 (RFC 7030 section 4.1.3).
[[nodiscard]] Result<Bytes> certificates_only(const std::vector<Certificate>& certificates);

}  // namespace dk::district
