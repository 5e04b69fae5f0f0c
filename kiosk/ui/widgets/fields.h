// What a person gives and what is known already. UI thread, inside a frame.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace dk::kiosk::widgets {

// 984 x 132 without its label and its error. The label stands 48 px above the box, the error takes
// the line below it. A value that is too long shows its end: that is where the person writes.
struct FieldLook {
  std::string_view label{}, value{}, placeholder{};
  std::string_view hint{};   // at the right inside
  std::string_view error{};  // a sentence; empty: none
  bool active = false;       // with the caret
  bool enabled = true;
  bool mono = false;      // numbers
  bool personal = false;  // not to be said aloud
  bool first_focus = false;
};
// True when it was pressed.
[[nodiscard]] bool field(Ui& ui, std::string_view id, Box box, const FieldLook& look);
// The same only to look at: what is typed while the keys are open.
void typed_field(Ui& ui, std::string_view id, Box box, const FieldLook& look);

// A prefilled fact, 444 x 85: label, seal and who says so, value.
struct FactLook {
  std::string_view label{}, value{}, source{};
  bool personal = false;  // not to be said aloud
};
void fact(Ui& ui, std::string_view id, Box box, const FactLook& look);

}  // namespace dk::kiosk::widgets
