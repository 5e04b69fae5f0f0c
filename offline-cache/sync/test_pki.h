// For tests only: a small certificate authority in memory.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/crypto/crypto.h"

namespace dk::cache::test {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, FreeX509>;

inline Bytes der_of(const X509* certificate) {
  unsigned char* text = nullptr;
  const int size = i2d_X509(certificate, &text);
  Bytes out(text, text + size);
  OPENSSL_free(text);
  return out;
}

struct Validity {
  long from_s = -3600;  // relative to now
  long to_s = 3600;
};

// `issuer` empty: self-signed CA. `host`: a server for 127.0.0.1.
inline Certificate make_certificate(const std::string& name, const crypto::PublicKey& key,
                                    const X509* issuer, const crypto::PrivateKey& issuer_key,
                                    bool host, Validity validity = {}) {
  static long serial = 1;
  Certificate certificate(X509_new());
  X509* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(x), validity.from_s);
  X509_gmtime_adj(X509_getm_notAfter(x), validity.to_s);
  X509_set_pubkey(x, key.handle());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(issuer != nullptr ? issuer : x));
  const auto extend = [&](int nid, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(x, extension, -1);
    X509_EXTENSION_free(extension);
  };
  extend(NID_basic_constraints, issuer == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (host) extend(NID_subject_alt_name, "IP:127.0.0.1");
  if (X509_sign(x, issuer_key.handle(), EVP_sha256()) == 0) std::abort();
  return certificate;
}

struct Authority {
  explicit Authority(const std::string& name = "District CA")
      : certificate(make_certificate(name, key.public_key().value(), nullptr, key, false)) {}
  [[nodiscard]] Certificate issue(const std::string& name, const crypto::PublicKey& to, bool host,
                                  Validity validity = {}) const {
    return make_certificate(name, to, certificate.get(), key, host, validity);
  }
  crypto::PrivateKey key = crypto::PrivateKey::generate_p256().value();
  Certificate certificate;
};

// As EST answers: certs-only PKCS#7 in base64.
inline std::string certs_only(std::initializer_list<const X509*> certificates) {
  PKCS7* message = PKCS7_new();
  PKCS7_set_type(message, NID_pkcs7_signed);
  PKCS7_content_new(message, NID_pkcs7_data);
  for (const X509* certificate : certificates) {
    PKCS7_add_certificate(message, const_cast<X509*>(certificate));
  }
  unsigned char* text = nullptr;
  const int size = i2d_PKCS7(message, &text);
  std::string out = to_base64({text, static_cast<std::size_t>(size)});
  OPENSSL_free(text);
  PKCS7_free(message);
  return out;
}

}  // namespace dk::cache::test
