#include "base/crypto/pem.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

#include "base/crypto/owned.h"

namespace dk::crypto {
namespace {

constexpr std::size_t kPemMaxBytes = 64 * 1024;

struct WipeAndFree {
  long size = 0;
  template <class T>
  void operator()(T* memory) const {
    OPENSSL_clear_free(memory, static_cast<std::size_t>(size));
  }
};

}  // namespace

Result<PemBlock> read_pem(std::string_view pem) {
  if (pem.size() > kPemMaxBytes) return fail(FailureCode::crypto_failed, "PEM is too long");
  const Owned<BIO, BIO_free_all> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!in) return openssl_failed(FailureCode::crypto_failed, "PEM");
  while (true) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(in.get(), &name, &header, &data, &size) != 1) {
      return openssl_failed(FailureCode::crypto_failed, "PEM is malformed");
    }
    const std::unique_ptr<char, WipeAndFree> own_name(name);
    const std::unique_ptr<char, WipeAndFree> own_header(header);
    const std::unique_ptr<unsigned char, WipeAndFree> own_data(data, WipeAndFree{size});
    if (std::string_view(header).find("ENCRYPTED") != std::string_view::npos) {
      return fail(FailureCode::crypto_failed, "PEM is encrypted");
    }
    // `openssl ecparam -genkey` writes the curve's name in front of the key.
    if (std::string_view(name) == "EC PARAMETERS") continue;
    return PemBlock{name, Secret(ByteView(data, static_cast<std::size_t>(size)))};
  }
}

Result<Secret> write_pem(const evp_pkey_st* key) {
  const Owned<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));  // wipes its memory when it is freed
  if (!out ||
      PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return openssl_failed(FailureCode::crypto_failed, "writing a private key");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  if (size <= 0) return fail(FailureCode::crypto_failed, "writing a private key");
  return Secret(as_bytes({text, static_cast<std::size_t>(size)}));
}

}  // namespace dk::crypto
