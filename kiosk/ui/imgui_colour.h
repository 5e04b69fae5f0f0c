// Our colours in ImGui's packing. Inside kiosk/ui only.
#pragma once

#include <imgui.h>

#include "kiosk/ui/theme.h"

namespace dk::kiosk {

[[nodiscard]] inline ImU32 packed(Colour colour) {
  return IM_COL32((colour.rgb >> 16) & 0xFF, (colour.rgb >> 8) & 0xFF, colour.rgb & 0xFF,
                  static_cast<ImU32>(colour.alpha * 255.0F + 0.5F));
}

}  // namespace dk::kiosk
