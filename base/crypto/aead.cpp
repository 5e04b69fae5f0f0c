#include <openssl/evp.h>

#include <climits>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

using Context = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

Result<const EVP_CIPHER*> cipher_of(AeadAlgorithm algorithm) {
  static const Owned<EVP_CIPHER, EVP_CIPHER_free> aes_256_gcm(
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  if (algorithm != AeadAlgorithm::A256Gcm || !aes_256_gcm) {
    return fail(FailureCode::algorithm_refused,
                "AEAD " + std::to_string(std::to_underlying(algorithm)));
  }
  return aes_256_gcm.get();
}

// A context that has taken key, nonce and additional data. EVP counts in int.
Result<Context> start(AeadAlgorithm algorithm, ByteView key, ByteView nonce, ByteView additional,
                      std::size_t size, bool seals) {
  DK_TRY(cipher, cipher_of(algorithm));
  if (key.size() != kAeadKeyBytes || nonce.size() != kAeadNonceBytes ||
      additional.size() > INT_MAX || size > INT_MAX) {
    return fail(FailureCode::invalid_argument, "AEAD sizes");
  }
  Context context(EVP_CIPHER_CTX_new());
  int done = 0;
  if (!context ||
      EVP_CipherInit_ex2(context.get(), cipher, key.data(), nonce.data(), seals ? 1 : 0, nullptr) !=
          1 ||
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
  DK_TRY(context, start(algorithm, key, nonce, additional, plain.size(), true));
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
  DK_TRY(context, start(algorithm, key, nonce, additional, sealed.size(), false));
  if (sealed.size() < kAeadTagBytes) return fail(FailureCode::crypto_failed, "AEAD too short");
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

Result<Bytes> box_seal(ByteView key, ByteView additional, ByteView plain, Random& random) {
  const AeadAlgorithm algorithm = AeadAlgorithm::A256Gcm;
  const Bytes nonce = random.bytes(kAeadNonceBytes);
  DK_TRY(sealed, aead_seal(algorithm, key, nonce, additional, plain));
  Bytes box{static_cast<std::uint8_t>(algorithm)};
  box.reserve(1 + nonce.size() + sealed.size());
  append(box, nonce);
  append(box, sealed);
  return box;
}

Result<Secret> box_open(ByteView key, ByteView additional, ByteView box) {
  if (box.size() < 1 + kAeadNonceBytes + kAeadTagBytes) {
    return fail(FailureCode::crypto_failed, "box too short");
  }
  return aead_open(static_cast<AeadAlgorithm>(box[0]), key, box.subspan(1, kAeadNonceBytes),
                   additional, box.subspan(1 + kAeadNonceBytes));
}

}  // namespace dk::crypto
