#include "offline-cache/sync/est_messages.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <optional>

namespace dk::cache {
namespace {

constexpr std::size_t kMaxPkcs7Bytes = 64 * 1024;
constexpr int kMaxCertificates = 8;

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Request = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using Pkcs7 = std::unique_ptr<PKCS7, FreeWith<PKCS7_free>>;
using Store = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
void free_stack(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
using CertificateStack = std::unique_ptr<STACK_OF(X509), FreeWith<free_stack>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;

std::unexpected<Failure> malformed(const char* what) {
  ERR_clear_error();
  return fail(FailureCode::answer_malformed, what);
}
std::unexpected<Failure> failed(const char* what) {
  ERR_clear_error();
  return fail(FailureCode::crypto_failed, what);
}

// OpenSSL's two-step "how long, then write" for any DER type.
template <class T>
Bytes to_der(const T* thing, int (*encode)(const T*, unsigned char**)) {
  const int size = encode(thing, nullptr);
  if (size <= 0) return {};
  Bytes out(static_cast<std::size_t>(size));
  unsigned char* at = out.data();
  encode(thing, &at);
  return out;
}

Certificate parse(ByteView der) {
  const unsigned char* at = der.data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate && at != der.data() + der.size()) certificate.reset();
  return certificate;
}

std::optional<std::int64_t> seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return static_cast<std::int64_t>(timegm(&parts));
}

}  // namespace

Result<Bytes> make_certificate_request(const crypto::PrivateKey& key, std::string_view terminal) {
  const Request request(X509_REQ_new());
  if (!request) return failed("request");
  X509_NAME* subject = X509_REQ_get_subject_name(request.get());
  if (X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>(terminal.data()),
                                 static_cast<int>(terminal.size()), -1, 0) != 1 ||
      X509_REQ_set_pubkey(request.get(), key.handle()) != 1 ||
      X509_REQ_sign(request.get(), key.handle(), EVP_sha256()) <= 0) {
    return failed("request");
  }
  return to_der<X509_REQ>(request.get(), i2d_X509_REQ);
}

Result<std::vector<Bytes>> read_certificates(ByteView base64_pkcs7) {
  if (base64_pkcs7.size() > kMaxPkcs7Bytes) return malformed("certificates: too large");
  const auto der = from_base64(as_text(base64_pkcs7));
  if (!der || der->empty()) return malformed("certificates: not base64");
  const unsigned char* at = der->data();
  const Pkcs7 message(d2i_PKCS7(nullptr, &at, static_cast<long>(der->size())));
  if (!message || at != der->data() + der->size() || PKCS7_type_is_signed(message.get()) != 1 ||
      message->d.sign == nullptr || message->d.sign->cert == nullptr) {
    return malformed("certificates: not certs-only PKCS#7");
  }
  const STACK_OF(X509)* certificates = message->d.sign->cert;
  const int count = sk_X509_num(certificates);
  if (count < 1 || count > kMaxCertificates) return malformed("certificates: none or too many");
  std::vector<Bytes> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(to_der<X509>(sk_X509_value(certificates, i), i2d_X509));
  }
  return out;
}

Result<CertificateFacts> read_certificate(ByteView der) {
  const Certificate certificate = parse(der);
  if (!certificate) return malformed("certificate");
  CertificateFacts facts;
  const X509_NAME* subject = X509_get_subject_name(certificate.get());
  const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (index < 0) return malformed("certificate: no common name");
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
  if (size < 0) return malformed("certificate: common name");
  facts.common_name.assign(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  facts.spki = to_der<X509_PUBKEY>(X509_get_X509_PUBKEY(certificate.get()), i2d_X509_PUBKEY);
  const auto not_before = seconds_of(X509_get0_notBefore(certificate.get()));
  const auto not_after = seconds_of(X509_get0_notAfter(certificate.get()));
  if (!not_before || !not_after || facts.spki.empty()) return malformed("certificate: times");
  facts.not_before_s = *not_before;
  facts.not_after_s = *not_after;
  return facts;
}

Result<std::vector<Bytes>> certificates_from_pem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) return failed("certificate");
  std::vector<Bytes> out;
  while (true) {
    const Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate) break;
    if (out.size() >= kMaxCertificates) return malformed("certificate: too many");
    out.push_back(to_der<X509>(certificate.get(), i2d_X509));
  }
  ERR_clear_error();  // the end of the text is an error to OpenSSL
  if (out.empty()) return malformed("certificate: not PEM");
  return out;
}

std::string certificate_to_pem(ByteView der) {
  const std::string body = to_base64(der);
  std::string out = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < body.size(); at += 64) out += body.substr(at, 64) + "\n";
  return out + "-----END CERTIFICATE-----\n";
}

Status leads_to(const std::vector<Bytes>& chain, ByteView ca_der) {
  const Certificate ca = parse(ca_der);
  const Certificate leaf = chain.empty() ? nullptr : parse(chain.front());
  const Store store(X509_STORE_new());
  const StoreContext context(X509_STORE_CTX_new());
  const CertificateStack between(sk_X509_new_null());
  if (!ca || !leaf || !store || !context || !between) return malformed("certificate");
  for (std::size_t i = 1; i < chain.size(); ++i) {
    Certificate one = parse(chain[i]);
    if (!one || sk_X509_push(between.get(), one.get()) == 0) return malformed("certificate");
    (void)one.release();  // the stack owns it
  }
  X509_STORE_set_flags(store.get(), X509_V_FLAG_NO_CHECK_TIME);
  if (X509_STORE_add_cert(store.get(), ca.get()) != 1 ||
      X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), between.get()) != 1) {
    return failed("certificate");
  }
  if (X509_verify_cert(context.get()) != 1) {
    ERR_clear_error();
    return fail(FailureCode::certificate_untrusted, "not issued by the district's CA");
  }
  return {};
}

}  // namespace dk::cache
