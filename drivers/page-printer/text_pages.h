// Plain text as pages of dots: a technician's test sheet, a log on paper. No layout beyond lines
// that wrap at the margin; documents for people come from the page model of the service items.
//
// Letters are 2 mm wide and 4 mm high (Han characters twice as wide), margins 15 mm. A form feed
// begins a new page. Pages are drawn when they are asked for. One thread.
#pragma once

#include <memory>
#include <string_view>

#include "drivers/page-printer/driver.h"
#include "drivers/receipt-printer/text_rasterizer.h"

namespace dk::drivers {

inline constexpr std::size_t kMaxTextBytes = 1024 * 1024;
inline constexpr std::size_t kMaxTextPages = 500;

// `media` is a PWG media name. Failures: invalid_argument (no size in that name, too small a page),
// code_too_large (beyond a limit above).
[[nodiscard]] Result<std::shared_ptr<PageSource>> make_text_pages(
    std::string_view text, std::string_view media, std::unique_ptr<TextRasterizer> rasterizer);

}  // namespace dk::drivers
