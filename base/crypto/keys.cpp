// Keys: read, checked, named. A key that gets past admit() is of a kind that the project uses.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <climits>
#include <cstdlib>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"
#include "base/crypto/pem.h"

namespace dk::crypto {
namespace {

using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using SharedKey = std::shared_ptr<EVP_PKEY>;

constexpr int kRsaMinBits = 2048;
constexpr int kRsaMaxBits = 8192;
constexpr std::size_t kCoordinateBytes = 32;
constexpr std::size_t kX25519Bytes = 32;
constexpr std::size_t kKeyIdBytes = 8;

SharedKey own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

bool is_on(const EVP_PKEY* key, const char* kind, std::string_view curve) {
  char group[32] = {};
  std::size_t size = 0;
  int explicit_curve = 0;
  return EVP_PKEY_is_a(key, kind) == 1 &&
         EVP_PKEY_get_group_name(key, group, sizeof(group), &size) == 1 &&
         std::string_view(group) == curve &&
         // A curve that is spelled out can be a forged one (CVE-2020-0601).
         EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                                &explicit_curve) == 1 &&
         explicit_curve == 0;
}

bool is_p256(const EVP_PKEY* key) { return is_on(key, "EC", "prime256v1"); }
bool is_sm2(const EVP_PKEY* key) { return is_on(key, "SM2", "SM2"); }
bool has_point(const EVP_PKEY* key) { return is_p256(key) || is_sm2(key); }

Suite suite_of(const EVP_PKEY* key) {
  const bool sm2 = key != nullptr && EVP_PKEY_is_a(key, "SM2") == 1;
  return sm2 ? Suite::Shangmi : Suite::International;
}

// P-256 or SM2 on the curve, X25519, or RSA of a sane size; nothing else.
Status admit(EVP_PKEY* key) {
  if (has_point(key)) {
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || EVP_PKEY_public_check(context.get()) != 1) {
      return openssl_failed(FailureCode::crypto_failed, "point is not on its curve");
    }
    // One key has one SubjectPublicKeyInfo and so one id, however it was written.
    if (EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                       OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) != 1) {
      return openssl_failed(FailureCode::crypto_failed, "point format");
    }
    return {};
  }
  ERR_clear_error();
  if (EVP_PKEY_is_a(key, "X25519") == 1) return {};
  if (EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1) {
    const int bits = EVP_PKEY_get_bits(key);
    if (bits >= kRsaMinBits && bits <= kRsaMaxBits) return {};
  }
  ERR_clear_error();
  return fail(FailureCode::algorithm_refused,
              "key is not P-256, SM2, X25519 or RSA of 2048 bits or more");
}

}  // namespace

Result<PublicKey> PublicKey::from_spki(ByteView der) {
  const std::uint8_t* at = der.data();
  if (der.empty() || der.size() > LONG_MAX) {
    return fail(FailureCode::crypto_failed, "public key is empty");
  }
  PublicKey key;
  key.key_ = own(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "public key is malformed");
  if (at != der.data() + der.size()) {
    return fail(FailureCode::crypto_failed, "bytes after the public key");
  }
  DK_CHECK(admit(key.key_.get()));
  return key;
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  DK_TRY(block, read_pem(pem));
  if (block.name == "PUBLIC KEY") return from_spki(block.der.view());
  if (block.name != "CERTIFICATE") {
    return fail(FailureCode::crypto_failed, "PEM is neither public key nor certificate");
  }
  const std::uint8_t* at = block.der.view().data();
  const Owned<X509, X509_free> certificate(
      d2i_X509(nullptr, &at, static_cast<long>(block.der.size())));
  PublicKey key;
  if (certificate) key.key_ = own(X509_get_pubkey(certificate.get()));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "certificate is malformed");
  DK_CHECK(admit(key.key_.get()));
  return key;
}

Bytes PublicKey::spki() const {
  // RFC 8410: always this prefix. Every record that is sealed asks for it, and OpenSSL's general
  // way costs as much as the sealing.
  if (EVP_PKEY_is_a(key_.get(), "X25519") == 1) {
    Bytes out{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00};
    const auto bytes = raw();
    if (!bytes) std::abort();
    append(out, *bytes);
    return out;
  }
  std::uint8_t* out = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &out);
  if (size <= 0) std::abort();  // An admitted key can be written, or there is no key: a bug.
  const auto free_bytes = [](std::uint8_t* p) { OPENSSL_free(p); };
  const std::unique_ptr<std::uint8_t, decltype(free_bytes)> owner(out, free_bytes);
  return {out, out + size};
}

Bytes PublicKey::key_id() const {
  const Digest digest = sha256(spki());
  return {digest.begin(), digest.begin() + kKeyIdBytes};
}

Result<Bytes> PublicKey::raw() const {
  if (EVP_PKEY_is_a(key_.get(), "X25519") == 1) {
    Bytes out(kX25519Bytes);
    std::size_t size = out.size();
    if (EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size) != 1 || size != out.size()) {
      return openssl_failed(FailureCode::crypto_failed, "raw X25519 key");
    }
    return out;
  }
  if (!has_point(key_.get())) {
    ERR_clear_error();
    return fail(FailureCode::algorithm_refused, "key has no raw form");
  }
  Bytes out(2 * kCoordinateBytes);
  BIGNUM* x = nullptr;
  BIGNUM* y = nullptr;
  const bool got = EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
                   EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1;
  const Owned<BIGNUM, BN_free> own_x(x);
  const Owned<BIGNUM, BN_free> own_y(y);
  const int size = static_cast<int>(kCoordinateBytes);
  if (!got || BN_bn2binpad(x, out.data(), size) != size ||
      BN_bn2binpad(y, out.data() + kCoordinateBytes, size) != size) {
    return openssl_failed(FailureCode::crypto_failed, "raw point");
  }
  ERR_clear_error();
  return out;
}

Result<PublicKey> PublicKey::p256_from_raw(ByteView xy) {
  if (xy.size() != 2 * kCoordinateBytes) {
    return fail(FailureCode::crypto_failed, "raw P-256 key is not 64 bytes");
  }
  Bytes point{0x04};
  append(point, xy);
  char group[] = "prime256v1";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "raw P-256 key");
  }
  PublicKey key;
  key.key_ = own(made);
  DK_CHECK(admit(made));
  return key;
}

Result<PublicKey> PublicKey::x25519_from_raw(ByteView bytes) {
  if (bytes.size() != kX25519Bytes) {
    return fail(FailureCode::crypto_failed, "raw X25519 key is not 32 bytes");
  }
  PublicKey key;
  key.key_ =
      own(EVP_PKEY_new_raw_public_key_ex(nullptr, "X25519", nullptr, bytes.data(), bytes.size()));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "raw X25519 key");
  return key;
}

Result<PrivateKey> PrivateKey::generate_p256() {
  PrivateKey key;
  key.key_ = own(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "making a P-256 key");
  return key;
}

Result<PrivateKey> PrivateKey::generate_x25519() {
  PrivateKey key;
  key.key_ = own(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "making an X25519 key");
  return key;
}

Result<PrivateKey> PrivateKey::generate_sm2() {
  PrivateKey key;
  key.key_ = own(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"));
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "making an SM2 key");
  return key;
}

Result<PrivateKey> PrivateKey::generate_signing(Suite suite) {
  return suite == Suite::Shangmi ? generate_sm2() : generate_p256();
}

Result<PrivateKey> PrivateKey::generate_sealing(Suite suite) {
  return suite == Suite::Shangmi ? generate_sm2() : generate_x25519();
}

Suite PublicKey::suite() const { return suite_of(key_.get()); }
Suite PrivateKey::suite() const { return suite_of(key_.get()); }

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  DK_TRY(block, read_pem(pem));
  const std::uint8_t* at = block.der.view().data();
  const auto size = static_cast<long>(block.der.size());
  PrivateKey key;
  if (block.name == "PRIVATE KEY") {
    const Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, size));
    if (info) key.key_ = own(EVP_PKCS82PKEY(info.get()));
  } else if (block.name == "EC PRIVATE KEY") {
    key.key_ = own(d2i_PrivateKey(EVP_PKEY_EC, nullptr, &at, size));
  } else {
    return fail(FailureCode::crypto_failed, "PEM is not an open private key");
  }
  if (!key.key_) return openssl_failed(FailureCode::crypto_failed, "private key is malformed");
  DK_CHECK(admit(key.key_.get()));
  if (has_point(key.key_.get())) {
    // A file may state a public half that is not its own.
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.key_.get(), nullptr));
    if (!context || EVP_PKEY_check(context.get()) != 1) {
      return openssl_failed(FailureCode::crypto_failed, "private key does not fit its public key");
    }
  }
  ERR_clear_error();
  return key;
}

Result<Secret> PrivateKey::to_pem() const { return write_pem(key_.get()); }

Result<PublicKey> PrivateKey::public_key() const {
  PublicKey view;  // Shares the private key only to write its public half.
  view.key_ = key_;
  if (EVP_PKEY_is_a(key_.get(), "X25519") == 1) {
    DK_TRY(raw, view.raw());
    return PublicKey::x25519_from_raw(raw);
  }
  return PublicKey::from_spki(view.spki());
}

}  // namespace dk::crypto
