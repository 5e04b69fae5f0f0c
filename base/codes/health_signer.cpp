#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

#include "base/codes/health_certificate.h"

namespace dk::codes {
namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeUsage {
  void operator()(EXTENDED_KEY_USAGE* usage) const {
    sk_ASN1_OBJECT_pop_free(usage, ASN1_OBJECT_free);
  }
};

// 1.3.6.1.4.1.1847.2021.1.{1 test, 2 vaccination, 3 recovery}; the first drafts and the test set
// write the same arc with a 0 before 1847.
int usage_number(const ASN1_OBJECT* object) {
  std::array<char, 64> text{};
  const int length = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  if (length <= 0 || length >= static_cast<int>(text.size())) return 0;
  const std::string_view oid(text.data(), static_cast<std::size_t>(length));
  for (const std::string_view arc : {"1.3.6.1.4.1.1847.2021.1.", "1.3.6.1.4.1.0.1847.2021.1."}) {
    if (!oid.starts_with(arc) || oid.size() != arc.size() + 1) continue;
    const int number = oid.back() - '0';
    if (number >= 1 && number <= 3) return number;
  }
  return 0;
}

void read_usage(X509* certificate, HealthSigner& signer) {
  const std::unique_ptr<EXTENDED_KEY_USAGE, FreeUsage> usage(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  if (!usage) return;
  std::array<bool, 4> named{};
  for (int i = 0; i < sk_ASN1_OBJECT_num(usage.get()); ++i) {
    named[static_cast<std::size_t>(usage_number(sk_ASN1_OBJECT_value(usage.get(), i)))] = true;
  }
  if (!named[1] && !named[2] && !named[3]) return;
  signer.test = named[1];
  signer.vaccination = named[2];
  signer.recovery = named[3];
}

}  // namespace

Result<HealthSigner> health_signer_from_certificate(ByteView x509_der) {
  const unsigned char* at = x509_der.data();
  const std::unique_ptr<X509, FreeX509> certificate(
      d2i_X509(nullptr, &at, static_cast<long>(x509_der.size())));
  ERR_clear_error();
  if (!certificate || at != x509_der.data() + x509_der.size()) {
    return fail(FailureCode::code_malformed, "HC1: certificate");
  }
  unsigned char* spki = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &spki);
  if (size <= 0) return fail(FailureCode::code_malformed, "HC1: certificate key");
  auto key = crypto::PublicKey::from_spki(ByteView(spki, static_cast<std::size_t>(size)));
  OPENSSL_free(spki);
  if (!key) return std::unexpected(key.error());
  const crypto::Digest digest = crypto::sha256(x509_der);
  HealthSigner signer{.key_id = Bytes(digest.begin(), digest.begin() + 8), .key = std::move(*key)};
  read_usage(certificate.get(), signer);
  return signer;
}

}  // namespace dk::codes
