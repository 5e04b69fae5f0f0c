#include "base/secret.h"

#include <openssl/crypto.h>

namespace dk {

void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

bool equal_constant_time(ByteView a, ByteView b) {
  // Lengths are not secret.
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dk
