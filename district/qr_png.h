// A QR symbol as a PNG picture (grey), with the quiet zone of 4 modules that ISO/IEC 18004
// asks for. Pure; any thread. Failures: those of codes::make_qr; internal (libpng).
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::district {

[[nodiscard]] Result<Bytes> qr_png(std::string_view text, int module_px = 8);

}  // namespace dk::district
