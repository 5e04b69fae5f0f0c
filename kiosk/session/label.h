// The tube label as a page for the receipt printer: site, tube bar code, count, time, staff id.
// No person's name or number is on it. Words come from i18n in its current language. UI thread.
#pragma once

#include "drivers/receipt-printer/page.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk {

[[nodiscard]] drivers::PrintPage make_label(const sampling::PrintLabel& label);

}  // namespace dk::kiosk
