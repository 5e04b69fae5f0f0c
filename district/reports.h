// What terminals tell about themselves after each sync; the last report per terminal is kept.
//
// The audit checkpoint in it is signed by the key of the terminal's certificate. Alarms:
// report_seq_regressed (the highest seq fell: an old disk, or a clone), seq_gap (the terminal says
// that nothing waits and we miss events), checkpoint_forged, checkpoint_regressed (the chain was
// cut or rewritten), checkpoint_new_chain (another store than before).
// Failures: invalid_argument (the report names another terminal), signature_invalid or
// answer_malformed (the checkpoint is refused; nothing is kept), those of Database.
#pragma once

#include "base/clock.h"
#include "district/database.h"
#include "district/terminals.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

[[nodiscard]] Status take_report(Database& database, const Peer& peer, const wire::Report& report,
                                 TimePoint now);

}  // namespace dk::district
