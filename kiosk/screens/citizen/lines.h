// Words and cards that are only looked at, for the pages of this folder: each stands in the UI tree
// as it stands on the screen, so that the voice can read the page. Design px; UI thread, inside a
// frame.
#pragma once

#include <string_view>

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

// One line, a paragraph; `state` "personal" for what must not be said aloud. Returns the width, the
// height that was drawn.
float say(Page& page, std::string_view id, Box box, std::string_view words, const TextStyle& style,
          std::string_view state = "");
float tell(Page& page, std::string_view id, Box box, std::string_view words, const TextStyle& style,
           std::string_view state = "");

inline constexpr std::string_view kPersonal = "personal";

// Where things stand below each other between the title and the end of the content.
struct Column {
  float x = 0, y = 0, w = 0, end = 0;
  // The next `h` px, and a gap after it.
  Box take(float h, float gap = 24) {
    const Box box{x, y, w, h};
    y += h + gap;
    return box;
  }
  [[nodiscard]] float left() const { return end - y; }
};
// From `y` down to the action bar, or to the dock on a page without one.
[[nodiscard]] Column column_of(const Page& page, float y, bool with_actions = true);

// A white card with a tile and words beside it: a step, a thing that is safe, what happens now.
struct TellingLook {
  Icon icon = icons::kInfo;
  Tint tint = theme::kBrandTint;
  std::string_view title, sub{};
  std::string_view state{};  // of the node
  Colour ground = theme::kSurface;
};
void telling(Page& page, std::string_view id, Box box, const TellingLook& look);

// A large icon on a disc.
void disc(Ui& ui, float x, float y, float radius, Icon icon, Tint tint);

// A code on its white card that is shown only while it is pressed; sets page.touch.held.
struct HeldCode {
  std::string_view code{};  // empty: not pressed, or used
  std::string_view title, sub{};
  std::string_view button;  // "hold to show"
  bool used = false;
  bool ready = false;
};
void held_code(Page& page, std::string_view id, Box box, const HeldCode& look);
// A QR symbol of that text in the box.
void code_symbol(Page& page, std::string_view id, Box box, std::string_view text,
                 std::string_view label);

}  // namespace dk::kiosk::screens
