// A code as an engine sends it, by its way of speaking (protocol.h): what the emulator puts on the
// wire. Pure; any thread.
#pragma once

#include <string_view>

#include "drivers/scanner/protocol.h"

namespace dk::drivers {

// `suffix` and `aim` (send the identifier) are for Suffix and Keyboard; the others have their own
// ends, HID POS always its identifier.
[[nodiscard]] Bytes spoken_code(ScanSpeech speech, ByteView data, std::string_view symbology,
                                ByteView suffix, bool aim);

}  // namespace dk::drivers
