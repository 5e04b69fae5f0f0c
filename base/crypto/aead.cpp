#include <openssl/evp.h>

#include <climits>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"
#include "base/crypto/sm4_aead.h"

namespace dk::crypto {
namespace {

using Context = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

// EVP counts in int.
Status check(AeadAlgorithm algorithm, ByteView key, ByteView nonce, ByteView additional,
             std::size_t size) {
  DK_CHECK(suite_of_aead(std::to_underlying(algorithm)));
  if (key.size() != kAeadKeyBytes || nonce.size() != kAeadNonceBytes ||
      additional.size() > INT_MAX || size > INT_MAX) {
    return fail(FailureCode::invalid_argument, "AEAD sizes");
  }
  return {};
}

// A context that has taken key, nonce and additional data.
Result<Context> start(ByteView key, ByteView nonce, ByteView additional, bool seals) {
  static const Owned<EVP_CIPHER, EVP_CIPHER_free> aes_256_gcm(
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  Context context(EVP_CIPHER_CTX_new());
  int done = 0;
  if (!context || !aes_256_gcm ||
      EVP_CipherInit_ex2(context.get(), aes_256_gcm.get(), key.data(), nonce.data(), seals ? 1 : 0,
                         nullptr) != 1 ||
      (!additional.empty() && EVP_CipherUpdate(context.get(), nullptr, &done, additional.data(),
                                               static_cast<int>(additional.size())) != 1)) {
    return openssl_failed(FailureCode::crypto_failed, "AEAD start");
  }
  return context;
}

// Both directions of a stream cipher: as many bytes out as in.
bool run(EVP_CIPHER_CTX* context, ByteView in, std::uint8_t* out) {
  int done = 0;
  return in.empty() ||
         (EVP_CipherUpdate(context, out, &done, in.data(), static_cast<int>(in.size())) == 1 &&
          done == static_cast<int>(in.size()));
}

}  // namespace

Result<Bytes> aead_seal(AeadAlgorithm algorithm, ByteView key, ByteView nonce, ByteView additional,
                        ByteView plain) {
  DK_CHECK(check(algorithm, key, nonce, additional, plain.size()));
  if (algorithm == AeadAlgorithm::Sm4CtrHmacSm3) return sm4_seal(key, nonce, additional, plain);
  DK_TRY(context, start(key, nonce, additional, true));
  Bytes sealed(plain.size() + kAeadTagBytes);
  int done = 0;
  std::uint8_t* tag = sealed.data() + plain.size();
  if (!run(context.get(), plain, sealed.data()) ||
      EVP_CipherFinal_ex(context.get(), tag, &done) != 1 || done != 0 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kAeadTagBytes, tag) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "AEAD seal");
  }
  return sealed;
}

Result<Secret> aead_open(AeadAlgorithm algorithm, ByteView key, ByteView nonce, ByteView additional,
                         ByteView sealed) {
  DK_CHECK(check(algorithm, key, nonce, additional, sealed.size()));
  if (sealed.size() < kAeadTagBytes) return fail(FailureCode::crypto_failed, "AEAD too short");
  if (algorithm == AeadAlgorithm::Sm4CtrHmacSm3) return sm4_open(key, nonce, additional, sealed);
  DK_TRY(context, start(key, nonce, additional, false));
  const ByteView ciphertext = sealed.first(sealed.size() - kAeadTagBytes);
  Bytes tag(sealed.end() - kAeadTagBytes, sealed.end());
  Secret plain(ciphertext.size());
  std::uint8_t nothing[kAeadTagBytes];
  int done = 0;
  if (!run(context.get(), ciphertext, plain.writable().data()) ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kAeadTagBytes, tag.data()) != 1 ||
      EVP_CipherFinal_ex(context.get(), nothing, &done) != 1 || done != 0) {
    return openssl_failed(FailureCode::crypto_failed, "AEAD open");
  }
  return plain;
}

Result<Bytes> box_seal(ByteView key, ByteView additional, ByteView plain, Random& random,
                       AeadAlgorithm algorithm) {
  DK_TRY(byte, box_byte_of(algorithm));
  const Bytes nonce = random.bytes(kAeadNonceBytes);
  DK_TRY(sealed, aead_seal(algorithm, key, nonce, additional, plain));
  Bytes box{byte};
  box.reserve(1 + nonce.size() + sealed.size());
  append(box, nonce);
  append(box, sealed);
  return box;
}

Result<Secret> box_open(ByteView key, ByteView additional, ByteView box) {
  if (box.size() < 1 + kAeadNonceBytes + kAeadTagBytes) {
    return fail(FailureCode::crypto_failed, "box too short");
  }
  DK_TRY(algorithm, aead_of_box_byte(box[0]));
  return aead_open(algorithm, key, box.subspan(1, kAeadNonceBytes), additional,
                   box.subspan(1 + kAeadNonceBytes));
}

}  // namespace dk::crypto
