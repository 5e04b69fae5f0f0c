#include "drivers/camera/in_view.h"

#include <algorithm>

namespace dk::drivers {

std::vector<Symbol> InView::news(std::vector<Symbol> symbols, Milliseconds now) {
  std::erase_if(seen_, [&](const Seen& seen) { return now - seen.last >= away_after_; });
  std::vector<Symbol> told;
  for (Symbol& symbol : symbols) {
    const auto known = std::ranges::find_if(seen_, [&](const Seen& seen) {
      return seen.format == symbol.format && equal_constant_time(seen.content.view(), symbol.bytes);
    });
    if (known != seen_.end()) {
      known->last = now;
      ++repeats_;
      continue;
    }
    if (seen_.size() == kMost) seen_.erase(std::ranges::min_element(seen_, {}, &Seen::last));
    seen_.push_back({symbol.format, Secret(ByteView(symbol.bytes)), now});
    told.push_back(std::move(symbol));
  }
  return told;
}

}  // namespace dk::drivers
