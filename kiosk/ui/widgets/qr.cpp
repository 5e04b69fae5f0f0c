#include "kiosk/ui/widgets/qr.h"

#include <vector>

namespace dk::kiosk::widgets {

void qr(Ui& ui, std::string_view id, Box b, std::span<const std::uint8_t> modules, int width,
        std::string_view label) {
  const auto side = static_cast<std::size_t>(width > 0 ? width : 0);
  const bool whole = side > 0 && modules.size() == side * side;
  ui.rect(b, theme::kWhite);
  ui.node(id, Role::Image, label, whole ? "" : "empty", b);
  if (!whole) return;
  constexpr std::size_t kQuiet = 1;  // module; the card around it is white too
  const std::size_t with_quiet = side + 2 * kQuiet;
  std::vector<std::uint8_t> cells(with_quiet * with_quiet, 0);
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      cells[(row + kQuiet) * with_quiet + column + kQuiet] = modules[row * side + column];
    }
  }
  ui.cells(b, cells, static_cast<int>(with_quiet), theme::kInk900);
}

}  // namespace dk::kiosk::widgets
