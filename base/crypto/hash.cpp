// Hashes and what derives from them. None of these can fail but for want of memory or by a bug of
// ours, and then the program stops.
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <cstdlib>
#include <limits>

#include "base/crypto/crypto.h"
#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

// Fetched once: an implicit fetch costs more than hashing a short text.
const EVP_MD* fetched(HashAlgorithm algorithm) {
  static const Owned<EVP_MD, EVP_MD_free> sha256_md(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  static const Owned<EVP_MD, EVP_MD_free> sm3_md(EVP_MD_fetch(nullptr, "SM3", nullptr));
  const EVP_MD* found = nullptr;
  if (algorithm == HashAlgorithm::Sha256) found = sha256_md.get();
  if (algorithm == HashAlgorithm::Sm3) found = sm3_md.get();
  must(found != nullptr);
  return found;
}

OSSL_PARAM hash_parameter(const char* key, HashAlgorithm algorithm) {
  static char sha256_name[] = "SHA256";  // OSSL_PARAM wants a pointer without const
  static char sm3_name[] = "SM3";
  must(algorithm == HashAlgorithm::Sha256 || algorithm == HashAlgorithm::Sm3);
  return OSSL_PARAM_construct_utf8_string(
      key, algorithm == HashAlgorithm::Sm3 ? sm3_name : sha256_name, 0);
}

EVP_MAC* hmac_algorithm() {
  static const Owned<EVP_MAC, EVP_MAC_free> algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  return algorithm.get();
}

EVP_KDF* hkdf_algorithm() {
  static const Owned<EVP_KDF, EVP_KDF_free> algorithm(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  return algorithm.get();
}

// OpenSSL takes a null pointer for "not given"; an empty input is given.
const std::uint8_t* given(ByteView bytes) {
  static constexpr std::uint8_t kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

OSSL_PARAM octets(const char* name, ByteView bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(given(bytes)),
                                           bytes.size());
}

}  // namespace

Digest digest(HashAlgorithm algorithm, std::initializer_list<ByteView> parts) {
  Digest out;
  unsigned size = 0;
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  must(context && EVP_DigestInit_ex2(context.get(), fetched(algorithm), nullptr) == 1);
  for (const ByteView part : parts) {
    must(EVP_DigestUpdate(context.get(), given(part), part.size()) == 1);
  }
  must(EVP_DigestFinal_ex(context.get(), out.data(), &size) == 1 && size == out.size());
  return out;
}

Digest hmac(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts) {
  Digest out;
  std::size_t size = 0;
  const Owned<EVP_MAC_CTX, EVP_MAC_CTX_free> context(EVP_MAC_CTX_new(hmac_algorithm()));
  const OSSL_PARAM parameters[] = {hash_parameter(OSSL_MAC_PARAM_DIGEST, algorithm),
                                   OSSL_PARAM_construct_end()};
  must(context && EVP_MAC_init(context.get(), given(key), key.size(), parameters) == 1);
  for (const ByteView part : parts) {
    must(EVP_MAC_update(context.get(), given(part), part.size()) == 1);
  }
  must(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 && size == out.size());
  return out;
}

Secret hkdf(HashAlgorithm algorithm, ByteView key, ByteView salt, ByteView info, std::size_t size) {
  Secret out(size);
  if (size == 0) return out;
  const Owned<EVP_KDF_CTX, EVP_KDF_CTX_free> context(EVP_KDF_CTX_new(hkdf_algorithm()));
  const OSSL_PARAM parameters[] = {hash_parameter(OSSL_KDF_PARAM_DIGEST, algorithm),
                                   octets(OSSL_KDF_PARAM_KEY, key),
                                   octets(OSSL_KDF_PARAM_SALT, salt),
                                   octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
  must(context && EVP_KDF_derive(context.get(), out.writable().data(), size, parameters) == 1);
  return out;
}

Digest sha256(ByteView data) { return digest(HashAlgorithm::Sha256, {data}); }

Digest sha256(std::initializer_list<ByteView> parts) {
  return digest(HashAlgorithm::Sha256, parts);
}

Digest hmac_sha256(ByteView key, ByteView data) { return hmac(HashAlgorithm::Sha256, key, {data}); }

Secret hkdf_sha256(ByteView key, ByteView salt, ByteView info, std::size_t size) {
  return hkdf(HashAlgorithm::Sha256, key, salt, info, size);
}

Result<Secret> scrypt(ByteView password, ByteView salt, std::uint64_t n, std::uint32_t r,
                      std::uint32_t p, std::size_t size) {
  // Parameters come from signed data; a slip in it must not take the terminal's memory or minutes.
  if (n < 2 || (n & (n - 1)) != 0 || n > kScryptMaxN || r == 0 || r > kScryptMaxR || p == 0 ||
      p > kScryptMaxP || size == 0 || size > kScryptMaxBytes) {
    return fail(FailureCode::invalid_argument, "scrypt parameters");
  }
  const std::uint64_t memory = 128 * r * (n + p + 2) + 1024;
  Secret out(size);
  if (EVP_PBE_scrypt(reinterpret_cast<const char*>(given(password)), password.size(), given(salt),
                     salt.size(), n, r, p, memory, out.writable().data(), size) != 1) {
    return openssl_failed(FailureCode::invalid_argument, "scrypt");
  }
  return out;
}

}  // namespace dk::crypto
