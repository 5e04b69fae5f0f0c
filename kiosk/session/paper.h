// A page of documents/ as what the receipt printer is asked to print.
//
// Letters and pictures go as dots, just as the page model has them, in strips that are only as wide
// as what stands in them: a printer on a serial line gets 11 bytes a millisecond. A bar code that
// stands alone on its rows goes as the printer's own command. The page is as wide as the paper.
// Failure: invalid_argument (more dots than a page may have). One thread per Fonts.
#pragma once

#include "base/result.h"
#include "drivers/receipt-printer/page.h"
#include "flows/documents/fonts.h"
#include "flows/documents/page.h"

namespace dk::kiosk {

// Without a cut at the end.
[[nodiscard]] Result<drivers::PrintPage> print_page_of(const documents::Page& page,
                                                       documents::Fonts& fonts);

}  // namespace dk::kiosk
