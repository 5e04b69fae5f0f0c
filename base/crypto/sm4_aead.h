// SM4-CTR with HMAC-SM3, encrypt-then-MAC: the AEAD of the suite shangmi. OpenSSL 3.0 has no
// SM4-GCM. Only aead.cpp uses this; it has checked the sizes.
//
//   keys = HKDF-SM3(key, no salt, "dk.sm4-ctr-hmac-sm3/1", 48): cipher key (16) | MAC key (32)
//   ciphertext = SM4-CTR (GB/T 32907, GB/T 17964), first counter block = nonce (12) | 0 (4)
//   tag = first 16 bytes of HMAC-SM3(MAC key, size of additional (8, big-endian) | additional |
//         nonce | size of ciphertext (8, big-endian) | ciphertext)
// A half of the HMAC keeps 128 bits (RFC 2104 section 5), as much as SM4's key and GCM's tag have.
// Nothing is decrypted before the tag was compared. Failure: crypto_failed. Any thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::crypto {

[[nodiscard]] Result<Bytes> sm4_seal(ByteView key, ByteView nonce, ByteView additional,
                                     ByteView plain);
[[nodiscard]] Result<Secret> sm4_open(ByteView key, ByteView nonce, ByteView additional,
                                      ByteView sealed);
// The bare cipher, both directions: as many bytes out as in. `counter` is the first counter block.
[[nodiscard]] Status sm4_ctr(ByteView key, ByteView counter, ByteView in, std::uint8_t* out);

}  // namespace dk::crypto
