#include "drivers/scanner/trigger.h"

#include "drivers/scanner/ssi.h"

namespace dk::drivers {

Bytes trigger_command(TriggerDialect dialect, bool on) {
  switch (dialect) {
    case TriggerDialect::Honeywell:
      return on ? Bytes{0x16, 0x54, 0x0d} : Bytes{0x16, 0x55, 0x0d};
    case TriggerDialect::Newland: {
      // 7E 01, storage "0000", # = temporary (the engine's flash wears), command, 3B 03.
      Bytes command = {0x7e, 0x01, 0x30, 0x30, 0x30, 0x30, 0x23};
      append(command, as_bytes(on ? "SCNTRG1" : "SCNTRG0"));
      append(command, Bytes{0x3b, 0x03});
      return command;
    }
    case TriggerDialect::Ssi:
      return ssi_packet(on ? SsiOpcode::StartSession : SsiOpcode::StopSession);
    case TriggerDialect::None:
      break;
  }
  return {};
}

}  // namespace dk::drivers
