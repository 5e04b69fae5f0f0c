// A page as the bytes that an ESC/POS printer understands. See PROTOCOL.md.
//
// Nothing that was in a text can become a command: text goes as printable ASCII and GBK, anything
// else as dots, and no real-time command (DLE EOT, DLE ENQ, DLE DC4) ever stands in a body, not
// even by accident inside a picture. Failures: invalid_argument (a size out of range, a symbol
// that does not fit the paper, a picture that is not whole), not_found (no font). One thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/receipt-printer/page.h"
#include "drivers/receipt-printer/profile.h"
#include "drivers/receipt-printer/text_rasterizer.h"

namespace dk::drivers {

[[nodiscard]] Result<Bytes> encode_page(const PrintPage& page, const PrinterProfile& profile,
                                        TextRasterizer& rasterizer);

// Single commands that the driver sends around a body.
[[nodiscard]] Bytes command_status(int question);  // DLE EOT 1..4, answered in real time
[[nodiscard]] Bytes command_fence();               // GS r 1, answered in the order of the buffer
[[nodiscard]] Bytes command_asb();                 // GS a: tell of changes by yourself

// Whether a printer would see a real-time command in these bytes.
[[nodiscard]] bool holds_real_time_command(ByteView bytes);

}  // namespace dk::drivers
