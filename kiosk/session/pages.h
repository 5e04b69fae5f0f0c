// The longer papers of the desk: hand-over list of a box, report of a shift, sheet of command bar
// codes. Names are masked; nobody who was sampled is on them. Words come from i18n in its current
// language. UI thread.
#pragma once

#include "drivers/receipt-printer/page.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk {

[[nodiscard]] drivers::PrintPage make_list(const sampling::PrintHandOver& list);
[[nodiscard]] drivers::PrintPage make_report(const sampling::PrintReport& report);
[[nodiscard]] drivers::PrintPage make_command_sheet();

}  // namespace dk::kiosk
