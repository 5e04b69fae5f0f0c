// PEM (RFC 7468) in and out, never asking anybody for a passphrase.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

struct evp_pkey_st;

namespace dk::crypto {

struct PemBlock {
  std::string name;  // "PRIVATE KEY"
  Secret der;
};

// The first block, parameters of a curve left out. Encrypted or malformed: crypto_failed.
[[nodiscard]] Result<PemBlock> read_pem(std::string_view pem);
// PKCS#8, not encrypted.
[[nodiscard]] Result<Secret> write_pem(const evp_pkey_st* key);

}  // namespace dk::crypto
