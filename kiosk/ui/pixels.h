// Whole window pixels and the rectangles that are drawn on them. Inside kiosk/ui only.
#pragma once

#include <imgui.h>

#include <cmath>

#include "kiosk/ui/geometry.h"

namespace dk::kiosk {

struct Pixels {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  [[nodiscard]] int w() const { return x1 - x0; }
  [[nodiscard]] int h() const { return y1 - y0; }
};

inline int whole(float v) { return static_cast<int>(std::lround(v)); }
inline float real(int v) { return static_cast<float>(v); }

inline Pixels snapped(Box b) {
  return {whole(b.x), whole(b.y), whole(b.right()), whole(b.bottom())};
}

inline void quad(ImDrawList& list, Pixels p, ImVec2 uv0, ImVec2 uv1, ImU32 colour) {
  if (p.w() > 0 && p.h() > 0) {
    list.PrimReserve(6, 4);
    list.PrimRectUV({real(p.x0), real(p.y0)}, {real(p.x1), real(p.y1)}, uv0, uv1, colour);
  }
}

inline void solid(ImDrawList& list, Pixels p, ImU32 colour) {
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  quad(list, p, white, white, colour);
}

}  // namespace dk::kiosk
