// The outbox's tables (FORMAT.md section 2) and its one-row tables: who the store is, the counters
// that spare every start a walk through a million rows, and the district's last receipt. One thread
// (the store's writer). Failures: data_damaged, not_found, those of the store.
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
  crypto::Digest receipt{};  // SHA-256 of the stored receipt; zeros: none yet
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
[[nodiscard]] Status create_identity(Database& database, Keys& keys, TimePoint now, Random& random);

struct StoredLedger {
  Ledger ledger;
  Bytes seal;  // over all of it, under a key of the terminal (head_seal.h)
};
[[nodiscard]] Result<StoredLedger> load_ledger(Database& database);
[[nodiscard]] Status store_ledger(Database& database, const Ledger& ledger, ByteView seal);

// The key of the seal, wrapped by the terminal key.
[[nodiscard]] std::string seal_key_context(const Uuid& instance);
[[nodiscard]] Result<Bytes> load_seal_key(Database& database);

// The district's last receipt (COSE); empty when there was none yet.
[[nodiscard]] Result<Bytes> load_receipt(Database& database);
[[nodiscard]] Status store_receipt(Database& database, ByteView cose);

}  // namespace dk::cache
