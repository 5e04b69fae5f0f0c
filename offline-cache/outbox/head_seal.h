// The seal over a store's one-row tables: identity, counters, head of the audit chain, receipt.
//
// Whoever has the disk and not the terminal key can change these rows, but not so that the seal
// fits: a tail that was cut with the head moved back is found at the next start. It is no help
// against somebody who has the key file too; against him stands the district's receipt (FORMAT.md
// section 8). Pure; any thread.
#pragma once

#include "offline-cache/outbox/schema.h"

namespace dk::cache {

// Algorithm id (1 byte; 5 = HMAC-SHA-256, COSE "HMAC 256/256") | tag (32).
[[nodiscard]] Bytes head_seal(ByteView key, const StoreIdentity& identity, const Ledger& ledger);
// chain_broken when it does not fit; algorithm_refused.
[[nodiscard]] Status check_head_seal(ByteView key, const StoreIdentity& identity,
                                     const StoredLedger& stored);

}  // namespace dk::cache
