// The audit checkpoint: where a terminal's hash chain stands. The terminal signs it (COSE_Sign1,
// content type kCheckpointContentType), the report carries it, the district keeps the last one and
// so notices a chain that was cut or made anew. offline-cache/FORMAT.md section 8.
// Plain value; any thread. Decoder: answer_malformed, bounded (1 KiB).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/result.h"
#include "base/uuid.h"

namespace dk::wire {

inline constexpr std::string_view kCheckpointContentType = "application/dk-audit-checkpoint+json";

struct Checkpoint {
  std::string terminal;
  Uuid instance;          // made with the store; a new store starts a new chain
  std::uint64_t seq = 0;  // number of entries; 0: none yet
  crypto::Digest hash{};
  TimePoint at{};
};
// Canonical: keys sorted, no spaces. This is what is signed.
[[nodiscard]] std::string to_json(const Checkpoint& checkpoint);
[[nodiscard]] Result<Checkpoint> checkpoint_from_json(std::string_view json);

}  // namespace dk::wire
