// Sealing to a public key, in the manner of ECIES: everyone can seal, only the recipient can open.
#include <openssl/err.h>
#include <openssl/evp.h>

#include <utility>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"
#include "base/crypto/sm2.h"

namespace dk::crypto {
namespace {

constexpr std::uint8_t kSuiteX25519 = std::to_underlying(Suite::International);
constexpr std::uint8_t kSuiteSm2 = std::to_underlying(Suite::Shangmi);
constexpr std::size_t kPublicBytes = 32;
constexpr std::size_t kSm2SecretBytes = 32;
constexpr std::size_t kSm2HeaderBytes = 3;  // suite and the size of SM2Cipher

Result<Secret> agree(const PrivateKey& mine, const PublicKey& theirs) {
  if (mine.handle() == nullptr || theirs.handle() == nullptr) {
    return fail(FailureCode::key_missing, "no key");
  }
  if (EVP_PKEY_is_a(mine.handle(), "X25519") != 1 ||
      EVP_PKEY_is_a(theirs.handle(), "X25519") != 1) {
    return fail(FailureCode::algorithm_refused, "sealing needs X25519 keys");
  }
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, mine.handle(), nullptr));
  Secret shared(kPublicBytes);
  std::size_t size = shared.size();
  // Derivation refuses points of low order (the shared secret would be zero, RFC 7748 section 6.1).
  if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
      EVP_PKEY_derive_set_peer(context.get(), theirs.handle()) != 1 ||
      EVP_PKEY_derive(context.get(), shared.writable().data(), &size) != 1 ||
      size != shared.size()) {
    return openssl_failed(FailureCode::crypto_failed, "X25519");
  }
  return shared;
}

// Key and nonce of one message: `shared` and `info` together must never come twice, then both are
// new.
Secret derive(HashAlgorithm hash, const Secret& shared, ByteView sent, ByteView recipient,
              std::string_view info) {
  Bytes salt(sent.begin(), sent.end());
  append(salt, recipient);
  return hkdf(hash, shared.view(), salt, as_bytes(info), kAeadKeyBytes + kAeadNonceBytes);
}

Result<Bytes> seal_payload(AeadAlgorithm aead, const Secret& keys, ByteView plain) {
  return aead_seal(aead, keys.view().first(kAeadKeyBytes), keys.view().subspan(kAeadKeyBytes), {},
                   plain);
}

Result<Secret> open_payload(AeadAlgorithm aead, const Secret& keys, ByteView sealed) {
  return aead_open(aead, keys.view().first(kAeadKeyBytes), keys.view().subspan(kAeadKeyBytes), {},
                   sealed);
}

Result<Secret> open_x25519(const PrivateKey& recipient, std::string_view info, ByteView sealed) {
  if (sealed.size() < 1 + kPublicBytes + kAeadTagBytes) {
    return fail(FailureCode::crypto_failed, "sealed text is too short");
  }
  const ByteView ephemeral_raw = sealed.subspan(1, kPublicBytes);
  DK_TRY(ephemeral, PublicKey::x25519_from_raw(ephemeral_raw));
  DK_TRY(shared, agree(recipient, ephemeral));
  DK_TRY(recipient_public, recipient.public_key());
  DK_TRY(recipient_raw, recipient_public.raw());
  return open_payload(AeadAlgorithm::A256Gcm,
                      derive(HashAlgorithm::Sha256, shared, ephemeral_raw, recipient_raw, info),
                      sealed.subspan(1 + kPublicBytes));
}

Result<Secret> open_sm2(const PrivateKey& recipient, std::string_view info, ByteView sealed) {
  if (sealed.size() < kSm2HeaderBytes) {
    return fail(FailureCode::crypto_failed, "sealed text is too short");
  }
  const auto cipher_size = static_cast<std::size_t>(sealed[1] << 8 | sealed[2]);
  const ByteView rest = sealed.subspan(kSm2HeaderBytes);
  if (cipher_size == 0 || rest.size() < cipher_size + kAeadTagBytes) {
    return fail(FailureCode::crypto_failed, "sealed text is too short");
  }
  const ByteView cipher = rest.first(cipher_size);
  DK_TRY(shared, sm2_decrypt(recipient, cipher));
  if (shared.size() != kSm2SecretBytes) {
    return fail(FailureCode::crypto_failed, "SM2Cipher holds something else");
  }
  DK_TRY(recipient_public, recipient.public_key());
  DK_TRY(recipient_raw, recipient_public.raw());
  return open_payload(AeadAlgorithm::Sm4CtrHmacSm3,
                      derive(HashAlgorithm::Sm3, shared, cipher, recipient_raw, info),
                      rest.subspan(cipher_size));
}

}  // namespace

Result<Sealer> Sealer::to(const PublicKey& recipient) {
  if (recipient.handle() == nullptr) return fail(FailureCode::key_missing, "no key");
  Sealer sealer;
  sealer.suite_ = recipient.suite();
  sealer.recipient_id_ = recipient.key_id();
  DK_TRY(recipient_raw, recipient.raw());
  sealer.recipient_raw_ = std::move(recipient_raw);
  if (sealer.suite_ == Suite::Shangmi) {
    // OpenSSL 3.0 has no SM2 key agreement for us to derive from (GB/T 32918.3 needs both sides): a
    // fresh secret is encrypted instead.
    sealer.shared_ = Secret(kSm2SecretBytes);
    SystemRandom().fill(sealer.shared_.writable());
    DK_TRY(cipher, sm2_encrypt(recipient, sealer.shared_.view()));
    if (cipher.size() > 0xFFFF) return fail(FailureCode::internal, "SM2Cipher is too long");
    sealer.sent_ = std::move(cipher);
    return sealer;
  }
  DK_TRY(ephemeral, PrivateKey::generate_x25519());
  DK_TRY(shared, agree(ephemeral, recipient));
  DK_TRY(ephemeral_public, ephemeral.public_key());
  DK_TRY(ephemeral_raw, ephemeral_public.raw());
  sealer.shared_ = std::move(shared);
  sealer.sent_ = std::move(ephemeral_raw);
  return sealer;
}

Result<Bytes> Sealer::seal(std::string_view info, ByteView plain) const {
  const bool shangmi = suite_ == Suite::Shangmi;
  const HashAlgorithm hash = shangmi ? HashAlgorithm::Sm3 : HashAlgorithm::Sha256;
  const AeadAlgorithm aead = shangmi ? AeadAlgorithm::Sm4CtrHmacSm3 : AeadAlgorithm::A256Gcm;
  DK_TRY(sealed, seal_payload(aead, derive(hash, shared_, sent_, recipient_raw_, info), plain));
  Bytes out{shangmi ? kSuiteSm2 : kSuiteX25519};
  if (shangmi) {
    out.push_back(static_cast<std::uint8_t>(sent_.size() >> 8));
    out.push_back(static_cast<std::uint8_t>(sent_.size()));
  }
  append(out, sent_);
  append(out, sealed);
  return out;
}

Result<Secret> open_sealed(const PrivateKey& recipient, std::string_view info, ByteView sealed) {
  DK_TRY(suite, suite_of_sealed(sealed));
  return suite == Suite::Shangmi ? open_sm2(recipient, info, sealed)
                                 : open_x25519(recipient, info, sealed);
}

}  // namespace dk::crypto
