// SM2 as a public-key cipher (GB/T 32918.4), with SM3: only seal.cpp uses this, for secrets of 32
// bytes. The ciphertext is SM2Cipher in DER (GM/T 0009: x, y, hash, ciphertext), as OpenSSL has it.
// It authenticates nothing about the sender. Failures: algorithm_refused (another kind of key),
// crypto_failed. Any thread.
#pragma once

#include "base/crypto/crypto.h"

namespace dk::crypto {

[[nodiscard]] Result<Bytes> sm2_encrypt(const PublicKey& recipient, ByteView plain);
[[nodiscard]] Result<Secret> sm2_decrypt(const PrivateKey& recipient, ByteView cipher);

}  // namespace dk::crypto
