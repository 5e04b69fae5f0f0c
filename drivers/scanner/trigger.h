// Trigger commands of bar code engines, as bytes. See PROTOCOL.md. Pure; any thread.
#pragma once

#include "base/bytes.h"

namespace dk::drivers {

enum class TriggerDialect {
  None,       // the engine reads by itself (presentation mode): trigger() is refused
  Honeywell,  // SYN T CR, SYN U CR
  Ssi,        // START_SESSION, STOP_SESSION
  Newland,    // unified command ~ SOH 0000 # SCNTRG1 ; ETX
};

[[nodiscard]] Bytes trigger_command(TriggerDialect dialect, bool on);  // empty for None

}  // namespace dk::drivers
