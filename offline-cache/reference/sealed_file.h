// Files under reference/: each sealed with its own random key, which the terminal key wraps.
//
//   "DKR1" | length of the wrapped key, 2 bytes big-endian | wrapped key | box (crypto.h)
// The context ("site/3f..") is bound into both, so that no file can stand in for another.
// Failures of open: data_damaged (anything changed, another terminal's key). Any thread.
#pragma once

#include <string>

#include "base/files.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "offline-cache/keys/keys.h"

namespace dk::cache {

[[nodiscard]] Result<Bytes> seal_file(Keys& keys, Random& random, const std::string& context,
                                      ByteView plain,
                                      crypto::Suite suite = crypto::Suite::International);
[[nodiscard]] Result<Secret> open_file(Keys& keys, const std::string& context, ByteView sealed);

// The same content, its key wrapped by `to` instead of `from`; unchanged when it is already.
[[nodiscard]] Result<Bytes> rewrap_file(Keys& from, Keys& to, const std::string& context,
                                        ByteView sealed);
inline constexpr std::size_t kMaxSealedBytes = 65u << 20;  // the largest object and its box

// The same with the file read or written (atomic, 0600). A read failure stays as it is.
[[nodiscard]] Status write_sealed(Files& files, Keys& keys, Random& random, const std::string& path,
                                  const std::string& context, ByteView plain,
                                  crypto::Suite suite = crypto::Suite::International);
[[nodiscard]] Result<Secret> read_sealed(Files& files, Keys& keys, const std::string& path,
                                         const std::string& context);

}  // namespace dk::cache
