// Where the audit chain stood lately, kept outside the store: <keys>/witness.box, sealed by the
// terminal key. A store that was put back from an older copy does not hold what its witness saw.
//
// It is only as far away as its folder: keys/ on another medium than the store sees every rollback
// of the store's disk; on the same disk it sees a rollback of the store alone, and the rest is for
// the district (FORMAT.md section 8). It is written after the store, so the store is never older by
// a power cut. A witness that is absent or cannot be read says nothing (it is logged).
// Blocks; one thread at a time. Failures of check(): store_rolled_back (another store, or a shorter
// chain), chain_broken (an entry that was seen is another one now), those of the outbox.
#pragma once

#include <string>

#include "base/files.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"

namespace dk::cache {

class Witness {
 public:
  Witness(Files& files, Keys& keys, std::string folder);
  [[nodiscard]] Status check(Outbox& outbox);
  [[nodiscard]] Status note(const AuditHead& head);  // nothing to do when it stands there already

 private:
  [[nodiscard]] std::string path() const;
  Files& files_;
  Keys& keys_;
  std::string folder_;
  std::uint64_t noted_ = 0;
};

// When the terminal key changes; nothing to do for one that is absent or under the new key already.
[[nodiscard]] Status rewrap_witness(Files& files, const std::string& folder, Keys& from, Keys& to);

}  // namespace dk::cache
