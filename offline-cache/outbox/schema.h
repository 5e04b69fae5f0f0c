// The outbox's tables (FORMAT.md section 2) and its two one-row tables: who the store is, and the
// counters that spare every start a walk through a million rows. One thread (the store's writer).
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "offline-cache/audit/chain.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"
#include "offline-cache/store/store.h"

namespace dk::cache {

[[nodiscard]] const StoreFormat& outbox_format();
[[nodiscard]] std::string outbox_path(const std::string& folder);

// What the one-row tables say; changes with the transaction that changes what it counts.
struct Ledger {
  Counts counts;
  AuditHead audit;
  bool operator==(const Ledger& other) const;
};

struct StoreIdentity {
  Uuid instance;
  Bytes terminal_key_id;
  TimePoint created{};
};

// not_found: a store that was made and not yet given its identity.
[[nodiscard]] Result<StoreIdentity> load_identity(Database& database);
// Inside the caller's transaction.
[[nodiscard]] Status create_identity(Database& database, const Keys& keys, TimePoint now,
                                     Random& random);

[[nodiscard]] Result<Ledger> load_ledger(Database& database);
[[nodiscard]] Status store_ledger(Database& database, const Ledger& ledger);

}  // namespace dk::cache
