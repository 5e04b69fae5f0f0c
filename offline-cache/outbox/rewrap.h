// The outbox under another terminal key: all wrapped keys and the store's owner in one transaction,
// with the log truncated behind it. FORMAT.md section 4. The store must be closed (store_in_use).
#pragma once

#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "offline-cache/keys/keys.h"

namespace dk::cache {

// Nothing to do is success: no store, one without identity, or one that is `to`'s already.
// key_missing when it is neither's.
[[nodiscard]] Status rewrap_store(const std::string& folder, Keys& from, Keys& to,
                                  const Clock& clock, Random& random, const std::string& vfs);
// Whose the store is; empty when there is no store yet.
[[nodiscard]] Result<Bytes> store_key_id(const std::string& folder);

}  // namespace dk::cache
