#include "drivers/camera/sightings.h"

#include <algorithm>
#include <cmath>

namespace dk::drivers {
namespace {

struct Box {
  PixelPoint low;
  PixelPoint high;
};

Box box_of(const Corners& corners) {
  Box box{corners[0], corners[0]};
  for (const PixelPoint& corner : corners) {
    box.low = {std::min(box.low.x, corner.x), std::min(box.low.y, corner.y)};
    box.high = {std::max(box.high.x, corner.x), std::max(box.high.y, corner.y)};
  }
  return box;
}

PixelPoint middle_of(const Corners& corners) {
  PixelPoint middle;
  for (const PixelPoint& corner : corners) {
    middle.x += corner.x / 4;
    middle.y += corner.y / 4;
  }
  return middle;
}

// A bar code is a line to one look and an area to another one: half of its length is near enough.
bool same_place(const Corners& one, const Corners& other) {
  const Box box = box_of(one);
  const double reach = std::max(box.high.x - box.low.x, box.high.y - box.low.y) / 2;
  const PixelPoint a = middle_of(one);
  const PixelPoint b = middle_of(other);
  return std::hypot(a.x - b.x, a.y - b.y) <= reach;
}

double area_of(const Corners& corners) {
  double twice = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const PixelPoint& a = corners[i];
    const PixelPoint& b = corners[(i + 1) % 4];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

}  // namespace

bool Sightings::is_believed(const Sighting& sighting) {
  const std::size_t length = sighting.symbol.bytes.size();
  const bool by_both = sighting.by_zxing && sighting.by_zbar;
  switch (sighting.symbol.format) {
    case SymbolFormat::QRCode:
    case SymbolFormat::DataMatrix:
    case SymbolFormat::Aztec:
    case SymbolFormat::PDF417:
      return true;
    case SymbolFormat::Code128:
    case SymbolFormat::Code93:
    case SymbolFormat::EAN13:
      return length >= 6 || sighting.looks >= 2;
    case SymbolFormat::Code39:
    case SymbolFormat::EAN8:
      return sighting.looks >= 2;
    // Any row of stripes is one of these.
    case SymbolFormat::ITF:
    case SymbolFormat::Codabar:
      return by_both && length >= 6;
  }
  return false;
}

std::size_t Sightings::add(std::vector<Symbol> seen, Library by) {
  std::size_t news = 0;
  for (Symbol& symbol : seen) {
    auto known = std::ranges::find_if(sightings_, [&](const Sighting& old) {
      return old.symbol.format == symbol.format && old.symbol.bytes == symbol.bytes &&
             same_place(old.symbol.corners, symbol.corners);
    });
    if (known == sightings_.end()) {
      if (sightings_.size() == kMostSymbols) break;
      known = sightings_.insert(known, Sighting{std::move(symbol)});
    } else if (area_of(symbol.corners) > area_of(known->symbol.corners) &&
               is_linear(symbol.format)) {
      known->symbol.corners = symbol.corners;  // the look that saw more of its height
    }
    const bool before = known->looks > 0 && is_believed(*known);
    ++known->looks;
    (by == Library::Zxing ? known->by_zxing : known->by_zbar) = true;
    if (!before && is_believed(*known)) ++news;
  }
  return news;
}

std::size_t Sightings::believed_count() const {
  return static_cast<std::size_t>(std::ranges::count_if(sightings_, is_believed));
}

double Sightings::believed_area() const {
  double area = 0;
  for (const Sighting& sighting : sightings_) {
    if (is_believed(sighting)) area += area_of(sighting.symbol.corners);
  }
  return area;
}

bool Sightings::anything_doubted() const { return !std::ranges::all_of(sightings_, is_believed); }

std::vector<Symbol> Sightings::believed() const {
  std::vector<Symbol> symbols;
  for (const Sighting& sighting : sightings_) {
    if (is_believed(sighting)) symbols.push_back(sighting.symbol);
  }
  std::ranges::stable_sort(symbols, {}, [](const Symbol& symbol) {
    const PixelPoint middle = middle_of(symbol.corners);
    return std::pair(middle.y, middle.x);
  });
  return symbols;
}

void Sightings::paint_over(GreyFrame& picture, double scale) const {
  for (const Sighting& sighting : sightings_) {
    if (!is_believed(sighting)) continue;
    const Corners& corners = sighting.symbol.corners;
    const Box box = box_of(corners);
    const int top = std::max(0, static_cast<int>(box.low.y * scale));
    const int bottom =
        std::min(picture.height - 1, static_cast<int>(std::ceil(box.high.y * scale)));
    for (int y = top; y <= bottom; ++y) {
      // Where the row crosses the four edges.
      double left = 1e9;
      double right = -1e9;
      for (std::size_t i = 0; i < 4; ++i) {
        const PixelPoint& a = corners[i];
        const PixelPoint& b = corners[(i + 1) % 4];
        const double ay = a.y * scale;
        const double by = b.y * scale;
        if (std::max(ay, by) < y || std::min(ay, by) > y) continue;
        const double along = ay == by ? 0 : (y - ay) / (by - ay);
        const double x = (a.x + (b.x - a.x) * along) * scale;
        left = std::min({left, x, ay == by ? b.x * scale : x});
        right = std::max({right, x, ay == by ? b.x * scale : x});
      }
      const int from = std::max(0, static_cast<int>(left));
      const int to = std::min(picture.width - 1, static_cast<int>(std::ceil(right)));
      if (from <= to) std::fill(picture.row(y) + from, picture.row(y) + to + 1, std::uint8_t{160});
    }
  }
}

}  // namespace dk::drivers
