// What a test wants to know about a drawn frame: every text with the place that it took, what did
// not fit, what the fonts cannot draw, and how large the places for a finger are. Design pixels.
#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/theme.h"

namespace dk::kiosk {

struct Checks {
  struct Text {
    std::string words;
    Box ink;          // width and em height of what was drawn
    float em = 0;     // after shrinking
    Colour colour{};  // as it is drawn: of the look, faded
    bool bold = false;
  };
  struct Target {
    std::string id;
    Box hit;
  };
  std::vector<Text> texts;
  std::vector<std::string> clipped;         // wider or higher than their room at the floor size
  std::vector<std::string> missing_glyphs;  // with a character that no font has
  std::vector<std::string> missing_pictures;
  std::vector<Target> targets;
  std::vector<std::string> duplicate_ids;
  std::vector<std::string> out_of_keys_reach;  // enabled, and no arrow key leads to it
  void clear() { *this = {}; }
};

}  // namespace dk::kiosk
