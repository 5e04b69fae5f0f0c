// Words of the citizen's screens for what the view says in enums and keys. Inside
// kiosk/screens/citizen only.
#pragma once

#include <string>
#include <string_view>

#include "i18n/texts.h"
#include "kiosk/citizen/view.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/theme.h"

namespace dk::kiosk::screens {

using i18n::tr;

// An area of the home screen ("instant" ...): always colour, icon and word together.
struct AreaLook {
  Icon icon;
  Tint tint;
  Gradient ground;
};
[[nodiscard]] AreaLook look_of_area(std::string_view area);
[[nodiscard]] std::string area_title(std::string_view area);
[[nodiscard]] std::string area_line(std::string_view area, citizen::Finish finish);

// What stands beside a service that cannot be finished here now; empty for Finish::Here.
[[nodiscard]] std::string finish_chip(citizen::Finish finish);
[[nodiscard]] std::string device_word(citizen::Device device);
[[nodiscard]] std::string way_word(citizen::Way way);
[[nodiscard]] std::string source_word(std::string_view source);  // "card" -> "身份证"
[[nodiscard]] std::string whom_word(citizen::Whom whom);
[[nodiscard]] std::string seconds_word(int seconds);  // "58 秒"

}  // namespace dk::kiosk::screens
