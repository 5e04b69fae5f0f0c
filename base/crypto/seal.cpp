// Sealing to a public key, in the manner of ECIES: everyone can seal, only the recipient can open.
#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

constexpr std::uint8_t kSuiteX25519 = 1;
constexpr std::size_t kPublicBytes = 32;

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

// Key and nonce for this one message: the ephemeral key is new each time, so both are.
Secret derive(const Secret& shared, ByteView ephemeral, ByteView recipient, std::string_view info) {
  Bytes salt(ephemeral.begin(), ephemeral.end());
  append(salt, recipient);
  return hkdf_sha256(shared.view(), salt, as_bytes(info), kAeadKeyBytes + kAeadNonceBytes);
}

}  // namespace

Result<Bytes> seal_to(const PublicKey& recipient, std::string_view info, ByteView plain) {
  DK_TRY(ephemeral, PrivateKey::generate_x25519());
  DK_TRY(shared, agree(ephemeral, recipient));
  DK_TRY(ephemeral_public, ephemeral.public_key());
  DK_TRY(ephemeral_raw, ephemeral_public.raw());
  DK_TRY(recipient_raw, recipient.raw());
  const Secret keys = derive(shared, ephemeral_raw, recipient_raw, info);
  DK_TRY(sealed, aead_seal(AeadAlgorithm::A256Gcm, keys.view().first(kAeadKeyBytes),
                           keys.view().subspan(kAeadKeyBytes), {}, plain));
  Bytes out{kSuiteX25519};
  append(out, ephemeral_raw);
  append(out, sealed);
  return out;
}

Result<Secret> open_sealed(const PrivateKey& recipient, std::string_view info, ByteView sealed) {
  if (sealed.empty()) return fail(FailureCode::crypto_failed, "sealed text is empty");
  if (sealed[0] != kSuiteX25519) {
    return fail(FailureCode::algorithm_refused, "suite " + std::to_string(sealed[0]));
  }
  if (sealed.size() < 1 + kPublicBytes + kAeadTagBytes) {
    return fail(FailureCode::crypto_failed, "sealed text is too short");
  }
  const ByteView ephemeral_raw = sealed.subspan(1, kPublicBytes);
  DK_TRY(ephemeral, PublicKey::x25519_from_raw(ephemeral_raw));
  DK_TRY(shared, agree(recipient, ephemeral));
  DK_TRY(recipient_public, recipient.public_key());
  DK_TRY(recipient_raw, recipient_public.raw());
  const Secret keys = derive(shared, ephemeral_raw, recipient_raw, info);
  return aead_open(AeadAlgorithm::A256Gcm, keys.view().first(kAeadKeyBytes),
                   keys.view().subspan(kAeadKeyBytes), {}, sealed.subspan(1 + kPublicBytes));
}

}  // namespace dk::crypto
