#include "base/crypto/sm2.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

using Context = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

Status check_kind(const EVP_PKEY* key) {
  if (key == nullptr) return fail(FailureCode::key_missing, "no key");
  if (EVP_PKEY_is_a(key, "SM2") == 1) return {};
  ERR_clear_error();
  return fail(FailureCode::algorithm_refused, "this needs an SM2 key");
}

}  // namespace

Result<Bytes> sm2_encrypt(const PublicKey& recipient, ByteView plain) {
  DK_CHECK(check_kind(recipient.handle()));
  const Context context(EVP_PKEY_CTX_new_from_pkey(nullptr, recipient.handle(), nullptr));
  std::size_t size = 0;
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_encrypt(context.get(), nullptr, &size, plain.data(), plain.size()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "SM2 encryption");
  }
  Bytes cipher(size);
  if (EVP_PKEY_encrypt(context.get(), cipher.data(), &size, plain.data(), plain.size()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "SM2 encryption");
  }
  cipher.resize(size);
  return cipher;
}

Result<Secret> sm2_decrypt(const PrivateKey& recipient, ByteView cipher) {
  DK_CHECK(check_kind(recipient.handle()));
  const Context context(EVP_PKEY_CTX_new_from_pkey(nullptr, recipient.handle(), nullptr));
  std::size_t size = 0;
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_decrypt(context.get(), nullptr, &size, cipher.data(), cipher.size()) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "SM2 decryption");
  }
  Secret plain(size);  // what the form says; never less than what comes out
  if (EVP_PKEY_decrypt(context.get(), plain.writable().data(), &size, cipher.data(),
                       cipher.size()) != 1 ||
      size > plain.size()) {
    return openssl_failed(FailureCode::crypto_failed, "SM2 decryption");
  }
  return Secret(plain.view().first(size));
}

}  // namespace dk::crypto
