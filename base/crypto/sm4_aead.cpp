#include "base/crypto/sm4_aead.h"

#include <openssl/evp.h>

#include <algorithm>
#include <climits>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

constexpr std::string_view kKeysInfo = "dk.sm4-ctr-hmac-sm3/1";
constexpr std::size_t kSm4KeyBytes = 16;
constexpr std::size_t kSm4BlockBytes = 16;
constexpr std::size_t kMacKeyBytes = 32;

struct Keys {
  Secret both;
  [[nodiscard]] ByteView cipher() const { return both.view().first(kSm4KeyBytes); }
  [[nodiscard]] ByteView mac() const { return both.view().subspan(kSm4KeyBytes); }
};

Keys derive(ByteView key) {
  return {hkdf(HashAlgorithm::Sm3, key, {}, as_bytes(kKeysInfo), kSm4KeyBytes + kMacKeyBytes)};
}

std::array<std::uint8_t, 8> size_bytes(std::size_t size) {
  std::array<std::uint8_t, 8> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(std::uint64_t{size} >> (8 * (out.size() - 1 - i)));
  }
  return out;
}

// Each length stands before its part, so that no byte can move from one part to another.
Digest mac_of(const Keys& keys, ByteView nonce, ByteView additional, ByteView ciphertext) {
  const auto additional_size = size_bytes(additional.size());
  const auto ciphertext_size = size_bytes(ciphertext.size());
  return hmac(HashAlgorithm::Sm3, keys.mac(),
              {additional_size, additional, nonce, ciphertext_size, ciphertext});
}

// 2^32 blocks before the counter would reach the nonce: 64 GiB, and EVP counts in int.
Status encrypt(const Keys& keys, ByteView nonce, ByteView in, std::uint8_t* out) {
  Bytes counter(kSm4BlockBytes, 0);
  std::ranges::copy(nonce, counter.begin());
  return sm4_ctr(keys.cipher(), counter, in, out);
}

}  // namespace

Status sm4_ctr(ByteView key, ByteView counter, ByteView in, std::uint8_t* out) {
  static const Owned<EVP_CIPHER, EVP_CIPHER_free> sm4(
      EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr));
  if (key.size() != kSm4KeyBytes || counter.size() != kSm4BlockBytes || in.size() > INT_MAX) {
    return fail(FailureCode::invalid_argument, "SM4 sizes");
  }
  const Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context(EVP_CIPHER_CTX_new());
  int done = 0;
  if (!sm4 || !context ||
      EVP_EncryptInit_ex2(context.get(), sm4.get(), key.data(), counter.data(), nullptr) != 1 ||
      (!in.empty() &&
       (EVP_EncryptUpdate(context.get(), out, &done, in.data(), static_cast<int>(in.size())) != 1 ||
        done != static_cast<int>(in.size())))) {
    return openssl_failed(FailureCode::crypto_failed, "SM4-CTR");
  }
  return {};
}

Result<Bytes> sm4_seal(ByteView key, ByteView nonce, ByteView additional, ByteView plain) {
  const Keys keys = derive(key);
  Bytes sealed(plain.size() + kAeadTagBytes);
  DK_CHECK(encrypt(keys, nonce, plain, sealed.data()));
  const Digest mac = mac_of(keys, nonce, additional, ByteView(sealed).first(plain.size()));
  std::copy_n(mac.begin(), kAeadTagBytes,
              sealed.begin() + static_cast<std::ptrdiff_t>(plain.size()));
  return sealed;
}

Result<Secret> sm4_open(ByteView key, ByteView nonce, ByteView additional, ByteView sealed) {
  const Keys keys = derive(key);
  const ByteView ciphertext = sealed.first(sealed.size() - kAeadTagBytes);
  const Digest mac = mac_of(keys, nonce, additional, ciphertext);
  if (!equal_constant_time(ByteView(mac).first(kAeadTagBytes), sealed.last(kAeadTagBytes))) {
    return fail(FailureCode::crypto_failed, "AEAD open");
  }
  Secret plain(ciphertext.size());
  DK_CHECK(encrypt(keys, nonce, ciphertext, plain.writable().data()));
  return plain;
}

}  // namespace dk::crypto
