// A seal: a picture, or words around a ring with a star in it, as they are cut in rubber.
#include <ft2build.h>
#include FT_TRIGONOMETRY_H

#include <algorithm>

#include "flows/documents/flow.h"

namespace dk::documents {

namespace {

constexpr std::size_t kMostLetters = 40;
constexpr FT_Angle kDegree = 0x10000;
constexpr FT_Angle kMostArc = 280 * kDegree;
constexpr std::int64_t kDegreesOfRadian = 3'754'936;  // 57.29578 in 1/65536
constexpr Um kLeastEm = 1'000;

// A point at a distance from the middle; the angle clockwise from the top. FreeType's trigonometry
// counts in whole numbers, so every machine finds the same micrometre.
Point at(Um distance, FT_Angle angle) {
  const auto scaled = [distance](FT_Fixed unit) {
    const std::int64_t product = std::int64_t{distance} * unit;
    return static_cast<Um>((product + (product < 0 ? -0x8000 : 0x8000)) / 0x10000);
  };
  return {scaled(FT_Sin(angle)), -scaled(FT_Cos(angle))};
}

Polygon star(Um radius, Colour colour) {
  Polygon polygon{.colour = colour};
  for (int corner = 0; corner < 10; ++corner) {
    // The inner corners of a pentagram: 0.381966 of the outer radius.
    const Um distance =
        corner % 2 == 0 ? radius : static_cast<Um>(std::int64_t{radius} * 381'966 / 1'000'000);
    polygon.points.push_back(at(distance, corner * 36 * kDegree));
  }
  return polygon;
}

}  // namespace

void Flow::seal(const Node& node, const Surroundings& around, Slabs& out) {
  const Um radius = node.diameter / 2;
  const Colour colour = node.colour.value_or(Colour{208, 16, 16});
  Overlay overlay;
  overlay.half = radius;
  if (node.picture) {
    overlay.items.emplace_back(
        PlacedPicture{-radius, -radius, 2 * radius, 2 * radius, node.picture});
  } else {
    const Um thickness = radius / 17;
    overlay.items.emplace_back(Ring{0, 0, radius, thickness, colour});
    overlay.items.emplace_back(star(radius * 3 / 10, colour));
    Letters look = letters(node);
    if (node.size == 0) look.em = radius * 28 / 100;
    look.colour = colour;
    Line line;
    Um base = 0;
    FT_Angle step = 0;
    // As large as wanted when the words fit around the ring, else smaller.
    while (true) {
      auto lines = typesetter_.lines(pieces(node, around.language), look, 1'000'000, node.name);
      line = std::move(lines.front());
      std::size_t count = 0;
      for (const TextRun& run : line.runs) count += run.glyphs.size();
      if (lines.size() != 1 || count > kMostLetters) {
        stop(node, "seal", "a seal holds one line of at most 40 characters");
      }
      base = radius - thickness - look.em * 20 / 100 - look.em * 88 / 100;
      if (base < radius / 3) stop(node, "seal", "the letters are too large for the ring");
      step = static_cast<FT_Angle>(std::int64_t{look.em} * 5 / 4 * kDegreesOfRadian / base);
      if (step * static_cast<FT_Angle>(std::max<std::size_t>(count, 1) - 1) <= kMostArc) {
        step = count > 1 ? step : 0;
        FT_Angle angle = -step * static_cast<FT_Angle>(count - 1) / 2;
        for (const TextRun& run : line.runs) {
          for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
            // Each letter stands on the circle with its middle.
            const Um next = i + 1 < run.glyphs.size() ? run.glyphs[i + 1].x : line.width;
            const Um half = std::min(next - run.glyphs[i].x, look.em) / 2;
            const Point foot = at(base, angle);
            const Point aside = at(half, angle + 90 * kDegree);
            TextRun letter{run.font, run.em, run.colour, static_cast<std::int32_t>(-angle), {}};
            letter.glyphs.push_back(
                {run.glyphs[i].index, run.glyphs[i].character, foot.x - aside.x, foot.y - aside.y});
            overlay.items.emplace_back(std::move(letter));
            angle += step;
          }
        }
        break;
      }
      look.em = look.em * 9 / 10;
      if (look.em < kLeastEm) stop(node, "seal", "the words do not fit around the ring");
    }
  }
  const Um x = place(node.align, around.width, 2 * radius) + radius;
  for (Item& item : overlay.items) move_by(item, x, 0);
  Slab slab;
  slab.overlays.push_back(std::move(overlay));
  out.push_back(std::move(slab));
}

}  // namespace dk::documents
