#include "flows/documents/page.h"

namespace dk::documents {

namespace {

void move(TextRun& run, Um x, Um y) {
  for (Glyph& glyph : run.glyphs) {
    glyph.x += x;
    glyph.y += y;
  }
}
void move(Polygon& polygon, Um x, Um y) {
  for (Point& point : polygon.points) {
    point.x += x;
    point.y += y;
  }
}
void move(auto& placed, Um x, Um y) {
  placed.x += x;
  placed.y += y;
}

}  // namespace

void move_by(Item& item, Um x, Um y) {
  std::visit([&](auto& what) { move(what, x, y); }, item);
}

}  // namespace dk::documents
