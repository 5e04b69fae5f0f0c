// High contrast: what is drawn instead of each colour of the theme, and WCAG 2's arithmetic. With
// it every promised pair of ink and ground has at least 7 : 1 (theme_test.cpp). Grounds stay light
// or dark as they were; it is the inks, the lines and the tops of gradients that move. Pure.
#pragma once

#include "kiosk/ui/theme.h"

namespace dk::kiosk {

// Alpha is kept; a colour that the table does not name is drawn as it is.
[[nodiscard]] Colour high_contrast(Colour colour);

// 1 (the same) to 21 (black on white); alpha is not looked at.
[[nodiscard]] double contrast(Colour one, Colour other);

}  // namespace dk::kiosk
