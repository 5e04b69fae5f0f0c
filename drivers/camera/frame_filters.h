// Pictures made from pictures, for a second look at a frame that did not read at once.
//
// Integer arithmetic, a few passes over the pixels each; a result is a new frame. Pixel centres
// stay where they are except in halved() and doubled(), whose names say the scale. Frames are whole
// (GreyFrame::whole). Pure; any thread.
#pragma once

#include "drivers/camera/frame.h"
#include "drivers/camera/symbol.h"

namespace dk::drivers {

// Means of 2 x 2 pixels; an odd last row or column is dropped. At least 2 x 2.
[[nodiscard]] GreyFrame halved(const GreyFrame& frame);
// Twice as large, linear in between.
[[nodiscard]] GreyFrame doubled(const GreyFrame& frame);
// The mean over (2 * radius + 1) squared pixels: melts the grid of a screen.
[[nodiscard]] GreyFrame blurred(const GreyFrame& frame, int radius);
// The frame plus its difference from its blurred self, `strength` quarters of it.
[[nodiscard]] GreyFrame sharpened(const GreyFrame& frame, int radius, int strength);
// Black where a pixel is darker than its surroundings by `percent`, else white: uneven light.
[[nodiscard]] GreyFrame thresholded(const GreyFrame& frame, int radius, int percent);
[[nodiscard]] GreyFrame inverted(const GreyFrame& frame);
// Turned by 45 degrees about its middle, whole, the rest filled with grey: bar codes that lie
// askew.
[[nodiscard]] GreyFrame turned(const GreyFrame& frame);
// Where a pixel of turned(frame) was in the frame.
[[nodiscard]] PixelPoint turned_back(PixelPoint at, const GreyFrame& frame);

}  // namespace dk::drivers
