// The audit chains of the terminals, as far as they have been countersigned.
//
// A checkpoint is countersigned only when it is proved to continue the last one of its chain
// (wire/history_tree.h); all of them are kept. The answer is always the receipt of the last one, so
// a terminal whose answer was lost learns where it stands, and one whose chain is another learns
// that. Alarms, once for each place (detail: the seq of the last countersigned entry):
//   checkpoint_forged     not signed with the key of the terminal's certificate
//   checkpoint_regressed  the chain is shorter than what is countersigned: cut, or an old disk
//   checkpoint_forked     the chain does not hold the countersigned entry: a clone, or made anew
//   checkpoint_unproven   several reports in a row without a proof that could be checked
//   checkpoint_new_chain  another store than before under this name (detail: its instance)
// Failures: signature_invalid, answer_malformed (the checkpoint is refused), those of Database.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "district/database.h"
#include "district/terminals.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

[[nodiscard]] Result<Bytes> take_checkpoint(Database& database, const Peer& peer,
                                            const wire::Report& report, TimePoint now,
                                            const crypto::PrivateKey& countersign_key);

// The last entry of a chain that is countersigned; nothing when none is. For the import.
struct Countersigned {
  std::uint64_t seq = 0;
  Bytes hash;
};
[[nodiscard]] Result<std::optional<Countersigned>> last_countersigned(Database& database,
                                                                      const Uuid& instance);

}  // namespace dk::district
