// The papers that a citizen takes home: the receipt of a case, a call-back ticket. Names and
// numbers are masked (design 8); words come from i18n in its current language. UI thread.
#pragma once

#include "drivers/receipt-printer/page.h"
#include "kiosk/citizen/update.h"

namespace dk::kiosk {

[[nodiscard]] drivers::PrintPage make_receipt(const citizen::PrintReceipt& receipt);
[[nodiscard]] drivers::PrintPage make_ticket(const citizen::PrintTicket& ticket);

}  // namespace dk::kiosk
