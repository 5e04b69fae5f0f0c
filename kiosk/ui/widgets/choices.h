// One of several, or some of several. A choice is a target as large as its drawing; it returns true
// when it was pressed, and what is chosen is the caller's to keep. Nothing is chosen by drawing.
// Chosen is shown four ways: line, tint, tick and the word "selected" in the tree. UI thread,
// inside a frame.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

struct ChoiceLook {
  std::string_view title{}, sub{};
  bool selected = false;
  bool many = false;  // a box to tick instead of a radio button
  bool enabled = true;
  std::optional<Icon> icon{};  // of tiles and cards; of rows: at the right
  std::string_view chip{};     // rows: at the right; cards: at the top right when selected
  Tint chip_tint = theme::kChipOk;
  std::optional<Icon> chip_icon{};
  bool first_focus = false;
};

// 984 x 120, an elder's 984 x 216.
[[nodiscard]] bool choice_row(Ui& ui, std::string_view id, Box box, const ChoiceLook& look);
// Icon and word in one line, 315 x 112.
[[nodiscard]] bool choice_tile(Ui& ui, std::string_view id, Box box, const ChoiceLook& look);
// Icon above title and second line, 312 x 236.
[[nodiscard]] bool choice_card(Ui& ui, std::string_view id, Box box, const ChoiceLook& look);
// One of the input tabs, 196 x 100.
[[nodiscard]] bool tab(Ui& ui, std::string_view id, Box box, std::string_view label, Icon icon,
                       bool selected);

}  // namespace dk::kiosk::widgets
