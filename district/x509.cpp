#include "district/x509.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <climits>

#include "base/crypto/owned.h"

namespace dk::district {
namespace {

using crypto::openssl_failed;
using crypto::Owned;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedNumber = Owned<BIGNUM, BN_free>;
using OwnedRequest = Owned<X509_REQ, X509_REQ_free>;
using OwnedExtension = Owned<X509_EXTENSION, X509_EXTENSION_free>;

constexpr std::size_t kMaxCommonName = 64;
constexpr std::size_t kMaxDerBytes = 64 * 1024;

struct Profile {
  const char* constraints;
  const char* key_usage;
  const char* extended_usage;  // nullptr: none
};

Profile profile_of(CertificateUse use) {
  switch (use) {
    case CertificateUse::RootCa:
      return {"critical,CA:TRUE,pathlen:1", "critical,keyCertSign,cRLSign", nullptr};
    case CertificateUse::ServerCa:
      return {"critical,CA:TRUE,pathlen:0", "critical,keyCertSign,cRLSign", "serverAuth"};
    case CertificateUse::TerminalCa:
    case CertificateUse::StaffCa:
      return {"critical,CA:TRUE,pathlen:0", "critical,keyCertSign,cRLSign", "clientAuth"};
    case CertificateUse::Server:
      return {"critical,CA:FALSE", "critical,digitalSignature", "serverAuth"};
    case CertificateUse::Client:
      break;
  }
  return {"critical,CA:FALSE", "critical,digitalSignature", "clientAuth"};
}

Status add_extension(X509* certificate, X509V3_CTX* context, int nid, const char* value) {
  const OwnedExtension extension(X509V3_EXT_conf_nid(nullptr, context, nid, value));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "certificate extension");
  }
  return {};
}

// "DNS:localhost,IP:127.0.0.1". A host is a name or an address and nothing that could end an item.
Result<std::string> alternative_names(const std::vector<std::string>& hosts) {
  std::string names;
  for (const std::string& host : hosts) {
    const bool plain =
        host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:") == std::string::npos;
    if (host.empty() || !plain) return fail(FailureCode::invalid_argument, "server host name");
    const Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(host.c_str()));
    if (!names.empty()) names += ',';
    names += (address ? "IP:" : "DNS:") + host;
  }
  if (names.empty()) return fail(FailureCode::invalid_argument, "a server needs a host name");
  return names;
}

Status add_extensions(X509* certificate, const X509* issuer, const CertificateOrder& order) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  // The context only reads, but OpenSSL's signature is older than const.
  X509V3_set_ctx(&context, const_cast<X509*>(issuer), certificate, nullptr, nullptr, 0);
  const Profile profile = profile_of(order.use);
  DK_CHECK(add_extension(certificate, &context, NID_basic_constraints, profile.constraints));
  DK_CHECK(add_extension(certificate, &context, NID_key_usage, profile.key_usage));
  if (profile.extended_usage != nullptr) {
    DK_CHECK(add_extension(certificate, &context, NID_ext_key_usage, profile.extended_usage));
  }
  DK_CHECK(add_extension(certificate, &context, NID_subject_key_identifier, "hash"));
  if (issuer != certificate) {
    DK_CHECK(add_extension(certificate, &context, NID_authority_key_identifier, "keyid:always"));
  }
  if (order.use == CertificateUse::Server) {
    DK_TRY(names, alternative_names(order.hosts));
    DK_CHECK(add_extension(certificate, &context, NID_subject_alt_name, names.c_str()));
  }
  return {};
}

Status set_name(X509_NAME* name, std::string_view common_name) {
  const auto add = [name](const char* field, std::string_view text) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
  };
  if (common_name.empty() || common_name.size() > kMaxCommonName) {
    return fail(FailureCode::invalid_argument, "common name length");
  }
  if (!add("O", "District Kiosk") || !add("CN", common_name)) {
    return openssl_failed(FailureCode::crypto_failed, "certificate name");
  }
  return {};
}

// Exactly one common name, without a NUL that a C string would end at.
Result<std::string> common_name_of(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(name, NID_commonName, at) >= 0) {
    return fail(FailureCode::invalid_argument, "exactly one common name is expected");
  }
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (size < 0) return openssl_failed(FailureCode::crypto_failed, "common name");
  std::string result(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  if (result.empty() || result.size() > kMaxCommonName || result.find('\0') != std::string::npos) {
    return fail(FailureCode::invalid_argument, "common name");
  }
  return result;
}

Result<crypto::PublicKey> p256_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = key == nullptr ? -1 : i2d_PUBKEY(key, &der);
  if (size <= 0) return openssl_failed(FailureCode::crypto_failed, "public key");
  const Bytes spki(der, der + size);
  OPENSSL_free(der);
  DK_TRY(result, crypto::PublicKey::from_spki(spki));
  char group[32] = {};
  std::size_t length = 0;
  if (EVP_PKEY_get_group_name(result.handle(), group, sizeof(group), &length) != 1 ||
      std::string_view(group) != "prime256v1") {
    return openssl_failed(FailureCode::algorithm_refused, "the key is not on P-256");
  }
  return result;
}

template <class T>
Bytes der_of(T* object, int (*encode)(const T*, unsigned char**)) {
  unsigned char* der = nullptr;
  const int size = encode(object, &der);
  if (size <= 0) return {};
  Bytes result(der, der + size);
  OPENSSL_free(der);
  return result;
}

}  // namespace

Certificate Certificate::own(x509_st* certificate) {
  Certificate result;
  result.certificate_ = std::shared_ptr<X509>(certificate, X509_free);
  return result;
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
  const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509* certificate = bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr;
  if (certificate == nullptr) return openssl_failed(FailureCode::crypto_failed, "certificate PEM");
  return own(certificate);
}

Result<Certificate> Certificate::from_der(ByteView der) {
  if (der.size() > kMaxDerBytes) return fail(FailureCode::crypto_failed, "certificate too large");
  const unsigned char* at = der.data();
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  if (certificate == nullptr) return openssl_failed(FailureCode::crypto_failed, "certificate DER");
  return own(certificate);
}

Bytes Certificate::der() const { return der_of<X509>(certificate_.get(), i2d_X509); }

std::string Certificate::pem() const {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  char* data = nullptr;
  if (!bio || PEM_write_bio_X509(bio.get(), certificate_.get()) != 1) return {};
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

crypto::Digest Certificate::fingerprint() const { return crypto::sha256(der()); }

Result<std::string> Certificate::common_name() const {
  return common_name_of(X509_get_subject_name(certificate_.get()));
}

Result<crypto::PublicKey> Certificate::public_key() const {
  return p256_of(X509_get0_pubkey(certificate_.get()));
}

std::int64_t Certificate::not_after_s() const {
  struct tm when{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate_.get()), &when) != 1) return 0;
  return ::timegm(&when);
}

Result<Certificate> issue_certificate(const CertificateOrder& order, const Certificate* issuer,
                                      const crypto::PrivateKey& issuer_key) {
  Certificate result = Certificate::own(X509_new());
  X509* certificate = result.handle();
  const OwnedNumber serial(BN_new());
  if (certificate == nullptr || !serial ||
      BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) != 1 ||
      BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) == nullptr ||
      X509_set_version(certificate, X509_VERSION_3) != 1 ||
      ASN1_TIME_set(X509_getm_notBefore(certificate), order.not_before_s) == nullptr ||
      ASN1_TIME_set(X509_getm_notAfter(certificate), order.not_after_s) == nullptr ||
      X509_set_pubkey(certificate, order.key.handle()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "certificate");
  }
  DK_CHECK(set_name(X509_get_subject_name(certificate), order.common_name));
  const X509* parent = issuer == nullptr ? certificate : issuer->handle();
  if (X509_set_issuer_name(certificate, X509_get_subject_name(parent)) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "issuer name");
  }
  DK_CHECK(add_extensions(certificate, parent, order));
  if (X509_sign(certificate, issuer_key.handle(), EVP_sha256()) <= 0) {
    return openssl_failed(FailureCode::crypto_failed, "certificate signature");
  }
  return result;
}

Result<SigningRequest> parse_signing_request(ByteView der) {
  if (der.empty() || der.size() > kMaxDerBytes) {
    return fail(FailureCode::crypto_failed, "signing request size");
  }
  const unsigned char* at = der.data();
  const OwnedRequest request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  if (!request || at != der.data() + der.size()) {
    return openssl_failed(FailureCode::crypto_failed, "signing request is malformed");
  }
  DK_TRY(key, p256_of(X509_REQ_get0_pubkey(request.get())));
  if (X509_REQ_verify(request.get(), key.handle()) != 1) {
    return openssl_failed(FailureCode::signature_invalid, "signing request");
  }
  DK_TRY(name, common_name_of(X509_REQ_get_subject_name(request.get())));
  return SigningRequest{std::move(name), std::move(key)};
}

Result<Bytes> make_signing_request(std::string_view common_name, const crypto::PrivateKey& key) {
  const OwnedRequest request(X509_REQ_new());
  if (!request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_REQ_set_pubkey(request.get(), key.handle()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "signing request");
  }
  DK_CHECK(set_name(X509_REQ_get_subject_name(request.get()), common_name));
  if (X509_REQ_sign(request.get(), key.handle(), EVP_sha256()) <= 0) {
    return openssl_failed(FailureCode::crypto_failed, "signing request signature");
  }
  return der_of<X509_REQ>(request.get(), i2d_X509_REQ);
}

Result<Bytes> certificates_only(const std::vector<Certificate>& certificates) {
  const Owned<PKCS7, PKCS7_free> bundle(PKCS7_new());
  if (!bundle || PKCS7_set_type(bundle.get(), NID_pkcs7_signed) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "PKCS#7");
  }
  bundle->d.sign->contents->type = OBJ_nid2obj(NID_pkcs7_data);
  for (const Certificate& certificate : certificates) {
    if (PKCS7_add_certificate(bundle.get(), certificate.handle()) != 1) {
      return openssl_failed(FailureCode::crypto_failed, "PKCS#7 certificate");
    }
  }
  return der_of<PKCS7>(bundle.get(), i2d_PKCS7);
}

}  // namespace dk::district
