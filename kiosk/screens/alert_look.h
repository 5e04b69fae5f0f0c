// What an alert says, decided before anything is drawn: colours, icon, words. Colour, icon, word
// and sound say the same; what happened, what to do (numbered), and that nothing was lost.
// Inside kiosk/screens only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/sampling/view.h"
#include "kiosk/ui/theme.h"

namespace dk::kiosk::screens {

struct AlertStep {
  std::string what;
  std::string note{};  // at the right, smaller
};

struct AlertColours {
  Colour ground, line, title, strong;  // strong: tile and numbers
};

struct AlertLook {
  AlertColours colours;
  Icon icon;
  std::string title{};   // the huge word
  std::string name{};    // bold, under the title
  std::string detail{};  // beside the name
  std::vector<AlertStep> steps{};
  std::string safe{};  // the shield line
  std::string ack{};   // word of the primary button
  Icon ack_icon{};
  bool by_hand = false;  // typing the number is a way out
};

// The view has an alert.
[[nodiscard]] AlertLook alert_look(const sampling::SamplingView& view);

}  // namespace dk::kiosk::screens
