// The hash-chained audit log (FORMAT.md section 8): table `audit_entry`, in the same database and
// the same transactions as the events that it tells of.
//
// Entry hash = SHA-256(previous hash | seq | at ms | event number | json). The head stands in the
// `counter` row; the caller keeps it in memory and stores it with the transaction. One thread (the
// store's writer). Failures: chain_broken (an entry changed, is missing, or the tail was cut) and
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

namespace dk::cache {

struct AuditHead {
  std::uint64_t seq = 0;  // number of entries
  crypto::Digest hash{};  // of the last entry; before the first: of the instance
  Uuid instance;          // the store's random identity
};

[[nodiscard]] AuditHead empty_chain(const Uuid& instance);

// Appends inside the caller's transaction and moves `head` on.
[[nodiscard]] Status append_audit(Database& database, AuditHead& head, const audit::Record& record,
                                  TimePoint at);

// Cheap: does the last entry agree with the head? (at every start)
[[nodiscard]] Status check_head(Database& database, const AuditHead& head);
// Every entry from the first to `head`. The detail names the first wrong seq.
[[nodiscard]] Status verify_chain(Database& database, const AuditHead& head);

}  // namespace dk::cache
