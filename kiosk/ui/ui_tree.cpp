#include "kiosk/ui/ui_tree.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace dk::kiosk {

void UiTree::add(UiNode node) {
  const bool known = find(node.id) != nullptr;
  assert(!known && "two widgets of one frame have the same id");
  if (!known) nodes_.push_back(std::move(node));
}

const UiNode* UiTree::find(std::string_view id) const {
  const auto found =
      std::find_if(nodes_.begin(), nodes_.end(), [&](const UiNode& node) { return node.id == id; });
  return found == nodes_.end() ? nullptr : &*found;
}

}  // namespace dk::kiosk
