// What stands around every citizen's page: header, title, action bar, dock. The zones of the
// portrait canvas, for normal and elder pages, are here and nowhere else. Words and ids of pages
// come from the caller. UI thread, inside a frame.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// Where things stand in this look.
struct Zones {
  Box header, content;  // content: what is touched, down to the action bar
  Box actions, dock;
  bool halves =
      false;      // wide or low reach: a half to look at, and everything to touch in `content`
  Box display{};  // of halves: the half to look at, without the header
  float margin = 48;
};
[[nodiscard]] Zones zones(const Ui& ui);

// To look at only; the mark is the picture "mark", which an operator may replace. With `solid` it
// has its own ground, else it stands on a hero's.
struct HeaderLook {
  std::string_view name{};  // the service, in an elder's form the item
  std::string_view line{};  // the terminal; an elder's page has none
  std::string_view chip{};
  std::optional<Icon> chip_icon{};
  Tint chip_tint = theme::kChipGhost;
  bool chip_personal = false;  // names somebody: not for a loudspeaker
  std::string_view clock{};
  bool solid = true;
};
void header(Ui& ui, const HeaderLook& look);

// White panel of a form: title 52 and a chip at the right, y 128 to 360. Returns the place of the
// stepper.
struct TitleLook {
  std::string_view title{};
  std::string_view chip{};
  std::optional<Icon> chip_icon{};
  Tint chip_tint = theme::kChipInk;
  bool with_steps = true;
};
Box title_panel(Ui& ui, const TitleLook& look);

// The ground of the buttons at the end of a page, and where they stand: one secondary at the left,
// the primary fills the rest.
struct ActionBoxes {
  Box secondary, primary, both;
};
ActionBoxes action_bar(Ui& ui, float secondary_w = 312);

enum class DockPart { Voice, Elder, LowReach, Help, LanguageMenu, Language0, Language1, Language2 };
struct DockTool {
  std::string_view label{};  // drawn and read aloud
  bool on = false;
};
struct DockLanguage {
  std::string_view label{};  // as its readers write it
  std::string_view tag{};    // "zh-CN", "zh-HK", "en"
  bool selected = false;
};
struct DockLook {
  DockTool voice, elder, low_reach, help;
  std::array<DockLanguage, 3> languages;
  std::string_view language_menu{};  // the tile of an elder's page
};
// Ids are "dock.voice", "dock.elder", "dock.reach", "dock.help", "dock.lang[TAG]", "dock.lang".
[[nodiscard]] std::optional<DockPart> dock(Ui& ui, const DockLook& look);

}  // namespace dk::kiosk::widgets
