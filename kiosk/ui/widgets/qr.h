// A QR symbol on its white ground: ink on white, whole pixels, a quiet zone inside the box. The
// modules come from base/codes/symbols.h (level M). At least 196 px wide to be read from a hand's
// distance. UI thread, inside a frame.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// `modules` row by row, 1 = dark, `width` of them per side. A symbol that does not hold together
// draws an empty white card and says "empty".
void qr(Ui& ui, std::string_view id, Box box, std::span<const std::uint8_t> modules, int width,
        std::string_view label);

}  // namespace dk::kiosk::widgets
