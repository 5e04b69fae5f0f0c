// Ways into a service: what a citizen sees first. Each card is one target as large as its drawing
// and returns true when it was pressed; words, ids and colours come from the caller. Texts that are
// too long shrink (ui.h). UI thread, inside a frame.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

struct ServiceLook {
  std::string_view title{}, sub{};
  Icon icon = icons::kSquares;
  Gradient ground = theme::kInstant;  // of filled cards
  Tint tint = theme::kBrandTint;      // of white cards
  bool filled = false;                // rows and elders' cards; the big card always is
  std::string_view chip{};            // "needs network"; the card stays tappable
  Icon chip_icon = icons::kWifiSlash;
  bool first_focus = false;
};

// Gradient ground, 480 x 288.
[[nodiscard]] bool service_card_big(Ui& ui, std::string_view id, Box box, const ServiceLook& look);
// White, 312 x 244.
[[nodiscard]] bool service_card(Ui& ui, std::string_view id, Box box, const ServiceLook& look);
// One line of a low-reach page, 483 x 128 (152 filled).
[[nodiscard]] bool service_row(Ui& ui, std::string_view id, Box box, const ServiceLook& look);
// 480 x 332, for an elder's page.
[[nodiscard]] bool elder_card(Ui& ui, std::string_view id, Box box, const ServiceLook& look);

// 984 x 156: something found, a draft, a place to go. With a button only the button is a target.
struct ItemLook {
  std::string_view title{}, sub{};
  Icon icon = icons::kFiles;
  Tint tint = theme::kBrandTint;
  std::string_view button{};  // empty: the whole row is the target, with a caret
  Icon end = icons::kCaretRight;
  std::string_view chip{};  // left of the end
  Tint chip_tint = theme::kChipWarn;
  bool plain = false;  // only to look at: no target, no caret
  bool first_focus = false;
};
[[nodiscard]] bool item_row(Ui& ui, std::string_view id, Box box, const ItemLook& look);

// A short outlined answer, 270 x 100: what many do, a suggestion.
[[nodiscard]] bool quick_pick(Ui& ui, std::string_view id, Box box, std::string_view label);

// The square behind an icon.
void tile(Ui& ui, Box box, Icon icon, float icon_size, Tint tint, float radius = 26);
// A bold line and a second one under it, together in the middle of the box's height.
void two_lines(Ui& ui, Box box, std::string_view title, const TextStyle& title_style,
               std::string_view sub, const TextStyle& sub_style);

}  // namespace dk::kiosk::widgets
