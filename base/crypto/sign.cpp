#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <utility>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

using Context = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr int kHalfBytes = 32;  // r and s of P-256 and of SM2
// GM/T 0009 section 10: what stands where the signer has no other distinguishing id.
constexpr std::string_view kDistinguishingId = "1234567812345678";

bool has_two_halves(SignatureAlgorithm algorithm) { return algorithm != SignatureAlgorithm::Ps256; }

const char* hash_of(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::Sm2Sm3 ? "SM3" : "SHA256";
}

// The key must be of the algorithm's kind: otherwise the signature's algorithm id would decide.
Status check_kind(SignatureAlgorithm algorithm, const EVP_PKEY* key) {
  if (key == nullptr) return fail(FailureCode::key_missing, "no key");
  switch (algorithm) {
    case SignatureAlgorithm::Es256: {
      char group[32] = {};
      std::size_t size = 0;
      if (EVP_PKEY_is_a(key, "EC") == 1 &&
          EVP_PKEY_get_group_name(key, group, sizeof(group), &size) == 1 &&
          std::string_view(group) == "prime256v1") {
        return {};
      }
      break;
    }
    case SignatureAlgorithm::Ps256:
      if (EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1) return {};
      break;
    case SignatureAlgorithm::Sm2Sm3:
      if (EVP_PKEY_is_a(key, "SM2") == 1) return {};
      break;
  }
  ERR_clear_error();
  return fail(FailureCode::algorithm_refused,
              "signature " + std::to_string(std::to_underlying(algorithm)) + " with this key");
}

// RFC 8230: PSS with SHA-256, MGF1 with SHA-256, salt of 32 bytes. SM2: the id is never left to a
// library's default, which another one may not share.
bool set_parameters(SignatureAlgorithm algorithm, EVP_PKEY_CTX* context) {
  if (algorithm == SignatureAlgorithm::Sm2Sm3) {
    return EVP_PKEY_CTX_set1_id(context, kDistinguishingId.data(),
                                static_cast<int>(kDistinguishingId.size())) == 1;
  }
  return algorithm != SignatureAlgorithm::Ps256 ||
         (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1 &&
          EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, "SHA256", nullptr) == 1);
}

Result<Bytes> raw_from_der(ByteView der) {
  const std::uint8_t* at = der.data();
  const EcSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  Bytes raw(2 * kHalfBytes);
  if (!signature ||
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), kHalfBytes) != kHalfBytes ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + kHalfBytes, kHalfBytes) !=
          kHalfBytes) {
    return openssl_failed(FailureCode::crypto_failed, "signature's form");
  }
  return raw;
}

Result<Bytes> der_from_raw(ByteView raw) {
  const EcSignature signature(ECDSA_SIG_new());
  Owned<BIGNUM, BN_free> r(BN_bin2bn(raw.data(), kHalfBytes, nullptr));
  Owned<BIGNUM, BN_free> s(BN_bin2bn(raw.data() + kHalfBytes, kHalfBytes, nullptr));
  // With two numbers it cannot fail, and the signature owns both from here on.
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.release(), s.release()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "signature's form");
  }
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (size <= 0) return openssl_failed(FailureCode::crypto_failed, "signature's form");
  Bytes der(static_cast<std::size_t>(size));
  std::uint8_t* at = der.data();
  i2d_ECDSA_SIG(signature.get(), &at);
  return der;
}

}  // namespace

Result<Bytes> sign(SignatureAlgorithm algorithm, const PrivateKey& key, ByteView message) {
  DK_CHECK(check_kind(algorithm, key.handle()));
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // belongs to the context
  std::size_t size = 0;
  if (!context ||
      EVP_DigestSignInit_ex(context.get(), &parameters, hash_of(algorithm), nullptr, nullptr,
                            key.handle(), nullptr) != 1 ||
      !set_parameters(algorithm, parameters) ||
      EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "sign");
  }
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "sign");
  }
  signature.resize(size);
  if (has_two_halves(algorithm)) return raw_from_der(signature);
  return signature;
}

Status verify(SignatureAlgorithm algorithm, const PublicKey& key, ByteView message,
              ByteView signature) {
  DK_CHECK(check_kind(algorithm, key.handle()));
  Bytes form(signature.begin(), signature.end());
  if (has_two_halves(algorithm)) {
    if (signature.size() != 2 * kHalfBytes) {
      return fail(FailureCode::signature_invalid, "signature is not 64 bytes");
    }
    DK_TRY(der, der_from_raw(signature));
    form = std::move(der);
  }
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  if (!context ||
      EVP_DigestVerifyInit_ex(context.get(), &parameters, hash_of(algorithm), nullptr, nullptr,
                              key.handle(), nullptr) != 1 ||
      !set_parameters(algorithm, parameters)) {
    return openssl_failed(FailureCode::crypto_failed, "verify");
  }
  // Only 1 is yes: 0 is no, less is an error, and both refuse.
  if (EVP_DigestVerify(context.get(), form.data(), form.size(), message.data(), message.size()) !=
      1) {
    return openssl_failed(FailureCode::signature_invalid, "signature does not verify");
  }
  return {};
}

}  // namespace dk::crypto
