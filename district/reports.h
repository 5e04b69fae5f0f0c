// What terminals tell about themselves after each sync; the last report per terminal is kept.
//
// Alarms: report_seq_regressed (the highest seq fell: an old disk, or a clone), seq_gap (of the
// events that the terminal has ever numbered, fewer are here and waiting there than there are: some
// were hidden from the queue; the detail is the first number that is missing), and those of
// chains.h. Failures: invalid_argument (the report names another terminal), signature_invalid or
// answer_malformed (the checkpoint is refused; nothing is kept), those of Database.
#pragma once

#include "base/clock.h"
#include "district/database.h"
#include "district/terminals.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

// The receipt (COSE) for the last checkpoint of the terminal's chain that is countersigned; empty
// when the report has no checkpoint, or none of that chain is.
[[nodiscard]] Result<Bytes> take_report(Database& database, const Peer& peer,
                                        const wire::Report& report, TimePoint now,
                                        const crypto::PrivateKey& countersign_key);

}  // namespace dk::district
