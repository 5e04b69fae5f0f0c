// The screen described once: every widget of a frame puts one node here. Voice guidance, keypad
// focus, remote care and tests use the same tree. UI thread only; a copy may be handed out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dk::kiosk {

// kiosk/dev/door.cpp names them in this order.
enum class Role {
  Screen,
  Text,
  Button,
  Key,
  Cell,
  Counter,
  Alert,
  Dialog,
  Field,
  Image,
  Status,
  List,
  Choice,
  Tab,
  Progress,
  Table,
  Row,
  Pad
};

struct UiNode {
  std::string id;  // "sampling.seal", "sampling.cell[7]": by code, language-free, unique
  Role role = Role::Text;
  std::string label;  // what is read aloud and what a person sees, in the screen's language
  std::string state;  // "enabled", "disabled", "focused", "selected", "filled" ... space separated
  float x = 0, y = 0, w = 0, h = 0;  // pixels of the window
};

class UiTree {
 public:
  void begin_frame() { nodes_.clear(); }
  // A second node with the same id in a frame is a bug and stops a debug build; release keeps the
  // first.
  void add(UiNode node);
  [[nodiscard]] const std::vector<UiNode>& nodes() const { return nodes_; }
  [[nodiscard]] const UiNode* find(std::string_view id) const;

 private:
  std::vector<UiNode> nodes_;
};

}  // namespace dk::kiosk
