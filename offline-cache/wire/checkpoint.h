// The audit checkpoint: where a terminal's hash chain stands, and the district's receipt for it.
//
// The terminal signs a checkpoint (COSE_Sign1, kCheckpointContentType, the key of its certificate)
// and the report carries it with a proof that it continues the last one (history_tree.h). The
// district answers with a receipt: the checkpoint that it holds as the last one of this chain, with
// its own time, signed by a key of role kCountersignRole (kReceiptContentType). That role signs
// nothing else: the root names it for no object. offline-cache/FORMAT.md section 8.
// Plain values; any thread. Decoders: answer_malformed, bounded (1 KiB). verify_receipt:
// answer_malformed, role_refused, signature_invalid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/uuid.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::wire {

inline constexpr std::string_view kCheckpointContentType = "application/dk-audit-checkpoint+json";
inline constexpr std::string_view kReceiptContentType = "application/dk-checkpoint-receipt+json";
inline constexpr std::string_view kCountersignRole = "countersign";
inline constexpr std::size_t kMaxReceiptBytes = 4096;  // COSE

struct Checkpoint {
  std::string terminal;
  Uuid instance;          // made with the store; a new store starts a new chain
  std::uint64_t seq = 0;  // number of entries; 0: none yet
  crypto::Digest hash{};  // of the last entry
  crypto::Digest root{};  // of the tree over all entries
  TimePoint at{};
};
// Canonical: keys sorted, no spaces. This is what is signed.
[[nodiscard]] std::string to_json(const Checkpoint& checkpoint);
[[nodiscard]] Result<Checkpoint> checkpoint_from_json(std::string_view json);

struct Receipt {
  Checkpoint checkpoint;
  TimePoint received{};  // the district's clock
};
[[nodiscard]] std::string to_json(const Receipt& receipt);
[[nodiscard]] Result<Receipt> receipt_from_json(std::string_view json);

[[nodiscard]] Result<Bytes> sign_receipt(const Receipt& receipt, const crypto::PrivateKey& key);
[[nodiscard]] Result<Receipt> verify_receipt(ByteView cose, const Root& root);
// What it says, for those who have no root at hand; proves nothing.
[[nodiscard]] Result<Receipt> read_receipt_unverified(ByteView cose);

}  // namespace dk::wire
