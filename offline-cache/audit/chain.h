// The hash-chained audit log (FORMAT.md section 8): table `audit_entry`, in the same database and
// the same transactions as the events that it tells of.
//
// Entry hash = H(previous hash | seq | at ms | event number | json); each entry names its H
// (SHA-256 or SM3), so that a chain goes on when a site changes its suite. The head, with the peaks
// of the tree over all entry hashes (wire/history_tree.h), stands in the `counter` row; the caller
// keeps it in memory and stores it with the transaction. One thread (the store's writer). Failures:
// chain_broken (an entry changed, is missing, names no hash that we know, or the tail was cut) and
// those of the store.
#pragma once

#include <cstdint>
#include <string>

#include "base/audit_event.h"
#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/uuid.h"
#include "offline-cache/store/sqlite.h"
#include "offline-cache/wire/history_tree.h"

namespace dk::cache {

struct AuditHead {
  std::uint64_t seq = 0;   // number of entries
  crypto::Digest hash{};   // of the last entry; before the first: of the instance
  Uuid instance;           // the store's random identity
  wire::HistoryTree tree;  // over the hashes of all entries
};

[[nodiscard]] AuditHead empty_chain(const Uuid& instance);

// Appends inside the caller's transaction and moves `head` on.
[[nodiscard]] Status append_audit(Database& database, AuditHead& head, const audit::Record& record,
                                  TimePoint at,
                                  crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256);

// Cheap: does the last entry agree with the head? (at every start)
[[nodiscard]] Status check_head(Database& database, const AuditHead& head);
// The hash of one entry (0: what comes before the first); not_found.
[[nodiscard]] Result<crypto::Digest> entry_hash_at(Database& database, const Uuid& instance,
                                                   std::uint64_t seq);
// Every entry from the first to `head`. The detail names the first wrong seq.
[[nodiscard]] Status verify_chain(Database& database, const AuditHead& head);

}  // namespace dk::cache
