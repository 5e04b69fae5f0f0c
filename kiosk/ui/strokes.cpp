// Lines that are not straight: rings, arcs, curves and ink. All of them pictures on whole pixels;
// the software renderer shows the edges of triangles (masks.h).
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "kiosk/ui/pixels.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

// Kinds of pictures beside those of masks.cpp.
enum Kind { kCurve = 100, kDot = 101 };

constexpr float kLargestRing = 150;
constexpr float kPi = std::numbers::pi_v<float>;

float distance_to(const std::vector<ImVec2>& path, float x, float y) {
  float best = 1e9F;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const ImVec2 a = path[i];
    const ImVec2 d(path[i + 1].x - a.x, path[i + 1].y - a.y);
    const float length = d.x * d.x + d.y * d.y;
    const float t =
        length <= 0 ? 0 : std::clamp(((x - a.x) * d.x + (y - a.y) * d.y) / length, 0.0F, 1.0F);
    best = std::min(best, std::hypot(x - a.x - t * d.x, y - a.y - t * d.y));
  }
  return best;
}

// Which shape it is, wherever it stands: in sixteenths of a pixel.
int shape_of(const std::vector<ImVec2>& path, Pixels p, float half) {
  std::uint32_t sum = static_cast<std::uint32_t>(whole(half * 16));
  const auto mix = [&sum](float v) {
    sum = (sum ^ static_cast<std::uint32_t>(whole(v * 16))) * 0x9E3779B1U;
    sum ^= sum >> 15;
  };
  for (const ImVec2& point : path) {
    mix(point.x - real(p.x0));
    mix(point.y - real(p.y0));
  }
  return static_cast<int>(sum & 0x7FFFFFFFU);
}

// Points so near to each other on the way through `points` that discs of `radius` on them look like
// one line: the middles of the polyline's pieces, joined by parabolas.
template <typename Each>
void walk(std::span<const Point> points, float radius, const Each& each) {
  const float step = std::max(0.5F, std::sqrt(0.8F * radius));  // a tenth of a pixel of scallop
  const auto middle = [](Point a, Point b) { return Point{(a.x + b.x) / 2, (a.y + b.y) / 2}; };
  each(points.front());
  Point from = points.front();
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const bool last = i + 2 == points.size();
    const Point bend = i == 0 ? from : points[i];
    const Point to = last ? points[i + 1] : middle(points[i], points[i + 1]);
    const float length =
        std::hypot(bend.x - from.x, bend.y - from.y) + std::hypot(to.x - bend.x, to.y - bend.y);
    const int steps = std::max(1, static_cast<int>(std::ceil(length / step)));
    for (int k = 1; k <= steps; ++k) {
      const float t = real(k) / real(steps);
      const float s = 1 - t;
      each({s * s * from.x + 2 * s * t * bend.x + t * t * to.x,
            s * s * from.y + 2 * s * t * bend.y + t * t * to.y});
    }
    from = to;
  }
}

}  // namespace

void Ui::ring(float x, float y, float radius, float width, Colour colour) {
  if (px(radius) > kLargestRing) {  // too large for a picture, and thin enough for triangles
    draw_->AddCircle({cx(x), cy(y)}, px(radius), packed_here(colour), 0, px(width));
    return;
  }
  const float outer = radius + width / 2;
  border({x - outer, y - outer, 2 * outer, 2 * outer}, colour, width, outer);
}

void Ui::arc(float x, float y, float radius, float width, float part, Colour colour) {
  part = std::clamp(part, 0.0F, 1.0F);
  if (part >= 1) return ring(x, y, radius, width, colour);
  const int r = whole(px(radius + width / 2));
  const auto round = masks_.ring(r, std::max(1, whole(px(width))));
  const int mx = whole(cx(x));
  const int my = whole(cy(y));
  const float angle = 2 * kPi * part;  // from the top, clockwise
  const ImU32 ink = packed_here(colour);
  const auto copy = [&](int x0, int y0, int x1, int y1) {
    const auto u = [&](int at) {
      return round.u0 + (round.u1 - round.u0) * real(at + r) / real(2 * r);
    };
    const auto v = [&](int at) {
      return round.v0 + (round.v1 - round.v0) * real(at + r) / real(2 * r);
    };
    quad(*draw_, {mx + x0, my + y0, mx + x1, my + y1}, {u(x0), v(y0)}, {u(x1), v(y1)}, ink);
  };
  // Whole quarters as they are; of the last one the rows, each up to where the ray cuts it. The
  // steps of that edge lie under the round end.
  const int quarters = static_cast<int>(angle / (kPi / 2));
  if (quarters > 0) copy(0, -r, r, 0);
  if (quarters > 1) copy(0, 0, r, r);
  if (quarters > 2) copy(-r, 0, 0, r);
  const float dx = std::sin(angle);
  const float dy = -std::cos(angle);
  for (int row = -r; row < r; ++row) {
    const bool upper = row < 0;
    if (upper != (quarters == 0 || quarters == 3)) continue;
    const float at = real(row) + 0.5F;
    const float cut = std::abs(dy) < 1e-4F ? 1e6F : std::clamp(at * dx / dy, -1e6F, 1e6F);
    const int edge = std::clamp(whole(cut), -r, r);
    if (quarters == 0) copy(0, row, std::max(0, edge), row + 1);
    if (quarters == 1) copy(std::max(0, edge), row, r, row + 1);
    if (quarters == 2) copy(std::min(0, edge), row, 0, row + 1);
    if (quarters == 3) copy(-r, row, std::min(0, edge), row + 1);
  }
  circle(x, y - radius, width / 2, colour);
  circle(x + radius * dx, y + radius * dy, width / 2, colour);
}

void Ui::curve(std::span<const Point> points, float width, Colour colour) {
  std::vector<ImVec2> path;
  for (std::size_t i = 0; i + 3 < points.size(); i += 3) {
    for (int step = 0; step <= 12; ++step) {
      const float t = real(step) / 12;
      const float s = 1 - t;
      const auto mix = [&](float Point::* c) {
        return s * s * s * points[i].*c + 3 * s * s * t * points[i + 1].*c +
               3 * s * t * t * points[i + 2].*c + t * t * t * points[i + 3].*c;
      };
      path.emplace_back(cx(mix(&Point::x)), cy(mix(&Point::y)));
    }
  }
  if (path.empty()) return;
  const float half = px(width) / 2;
  const auto [left, right] = std::ranges::minmax(path, {}, &ImVec2::x);
  const auto [top, bottom] = std::ranges::minmax(path, {}, &ImVec2::y);
  const Pixels p{static_cast<int>(left.x - half) - 1, static_cast<int>(top.y - half) - 1,
                 static_cast<int>(right.x + half) + 2, static_cast<int>(bottom.y + half) + 2};
  const auto look = masks_.picture(
      {kCurve, shape_of(path, p, half), p.w(), p.h()}, p.w(), p.h(), [&](float x, float y) {
        const float far = distance_to(path, x + real(p.x0), y + real(p.y0));
        return std::clamp(half - far + 0.5F, 0.0F, 1.0F);
      });
  quad(*draw_, p, {look.u0, look.v0}, {look.u1, look.v1}, packed_here(colour));
}

void Ui::ink(std::span<const Point> points, float width, Colour colour) {
  if (points.empty()) return;
  const float radius = px(width) / 2;
  const int size = static_cast<int>(std::ceil(2 * radius)) + 2;
  const ImU32 paint = packed_here(colour);
  std::vector<Point> on_window;
  on_window.reserve(points.size());
  for (const Point& point : points) on_window.push_back({cx(point.x), cy(point.y)});
  // A disc for each quarter of a pixel, so that a slanted line has no steps.
  walk(on_window, radius, [&](Point at) {
    const float x = at.x - real(size) / 2;
    const float y = at.y - real(size) / 2;
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const int phase_x = static_cast<int>((x - real(left)) * 4);
    const int phase_y = static_cast<int>((y - real(top)) * 4);
    const float middle_x = real(size) / 2 + (real(phase_x) + 0.5F) / 4;
    const float middle_y = real(size) / 2 + (real(phase_y) + 0.5F) / 4;
    const auto dot = masks_.picture({kDot, whole(radius * 16), phase_x, phase_y}, size + 1,
                                    size + 1, [&](float px_x, float px_y) {
                                      const float far =
                                          std::hypot(px_x - middle_x, px_y - middle_y);
                                      return std::clamp(radius - far + 0.5F, 0.0F, 1.0F);
                                    });
    quad(*draw_, {left, top, left + size + 1, top + size + 1}, {dot.u0, dot.v0}, {dot.u1, dot.v1},
         paint);
  });
}

void Ui::cells(Box b, std::span<const std::uint8_t> filled, int per_side, Colour colour) {
  if (per_side <= 0 || filled.size() < static_cast<std::size_t>(per_side * per_side)) return;
  const Pixels room = snapped(window_box(b));
  const int cell = std::max(1, std::min(room.w(), room.h()) / per_side);
  const int left = room.x0 + (room.w() - cell * per_side) / 2;
  const int top = room.y0 + (room.h() - cell * per_side) / 2;
  const ImU32 ink = packed_here(colour);
  for (int row = 0; row < per_side; ++row) {
    const auto dark = [&](int column) {
      return filled[static_cast<std::size_t>(row * per_side + column)] != 0;
    };
    for (int column = 0; column < per_side;) {
      if (!dark(column)) {
        ++column;
        continue;
      }
      const int first = column;
      while (column < per_side && dark(column)) ++column;
      solid(*draw_,
            {left + first * cell, top + row * cell, left + column * cell, top + (row + 1) * cell},
            ink);
    }
  }
}

}  // namespace dk::kiosk
