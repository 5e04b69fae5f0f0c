// Shapes: what is drawn without words. Everything lies on whole window pixels.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kiosk/ui/imgui_colour.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

struct Pixels {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  [[nodiscard]] int w() const { return x1 - x0; }
  [[nodiscard]] int h() const { return y1 - y0; }
};

int whole(float v) { return static_cast<int>(std::lround(v)); }
float real(int v) { return static_cast<float>(v); }

Pixels snapped(Box b) { return {whole(b.x), whole(b.y), whole(b.right()), whole(b.bottom())}; }

void quad(ImDrawList& list, Pixels p, ImVec2 uv0, ImVec2 uv1, ImU32 colour) {
  if (p.w() > 0 && p.h() > 0) {
    list.PrimReserve(6, 4);
    list.PrimRectUV({real(p.x0), real(p.y0)}, {real(p.x1), real(p.y1)}, uv0, uv1, colour);
  }
}

void solid(ImDrawList& list, Pixels p, ImU32 colour) {
  const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
  quad(list, p, white, white, colour);
}

// Rows [from, to) of a box with round corners, `round` being a disc of radius r.
void rows(ImDrawList& list, Pixels p, int r, const Masks::Picture& round, int from, int to,
          ImU32 colour) {
  const auto part = [&](int y0, int y1, int picture_y) {
    // y0..y1 lies in the corners; picture_y is the row of the picture at y0.
    const float rows_of = round.v1 - round.v0;
    const float v0 = round.v0 + rows_of * real(picture_y) / real(round.h);
    const float v1 = round.v0 + rows_of * real(picture_y + y1 - y0) / real(round.h);
    const float um = (round.u0 + round.u1) / 2;
    quad(list, {p.x0, y0, p.x0 + r, y1}, {round.u0, v0}, {um, v1}, colour);
    quad(list, {p.x1 - r, y0, p.x1, y1}, {um, v0}, {round.u1, v1}, colour);
    solid(list, {p.x0 + r, y0, p.x1 - r, y1}, colour);
  };
  if (const int y1 = std::min(to, p.y0 + r); from < y1) part(from, y1, from - p.y0);
  solid(list, {p.x0, std::max(from, p.y0 + r), p.x1, std::min(to, p.y1 - r)}, colour);
  if (const int y0 = std::max(from, p.y1 - r); y0 < to) part(y0, to, y0 - p.y1 + 2 * r);
}

void filled(ImDrawList& list, Masks& masks, Pixels p, int r, Colour colour) {
  r = std::clamp(r, 0, std::min(p.w(), p.h()) / 2);
  if (r == 0) return solid(list, p, packed(colour));
  rows(list, p, r, masks.disc(r), p.y0, p.y1, packed(colour));
}

Colour mixed(Colour a, Colour b, float t) {
  const auto mix = [&](int shift) {
    const auto from = static_cast<float>(a.rgb >> shift & 0xFF);
    const auto to = static_cast<float>(b.rgb >> shift & 0xFF);
    return static_cast<std::uint32_t>(from + (to - from) * t + 0.5F) << shift;
  };
  return {mix(16) | mix(8) | mix(0), a.alpha};
}

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

}  // namespace

void Ui::rect(Box b, Colour colour, float radius) {
  filled(*draw_, masks_, snapped(window_box(b)), whole(px(radius)), colour);
}

void Ui::gradient(Box b, Colour top, Colour bottom, float radius) {
  // In bands of one colour each: as smooth as eight bits are, and only whole rectangles.
  const Pixels p = snapped(window_box(b));
  if (p.w() <= 0 || p.h() <= 0) return;
  const int r = std::clamp(whole(px(radius)), 1, std::max(1, std::min(p.w(), p.h()) / 2));
  const auto colour_at = [&](int y) {
    return mixed(top, bottom, (real(y - p.y0) + 0.5F) / real(p.h()));
  };
  for (int y = p.y0; y < p.y1;) {
    const Colour colour = colour_at(y);
    int end = y + 1;
    while (end < p.y1 && colour_at(end) == colour) ++end;
    rows(*draw_, p, r, masks_.disc(r), y, end, packed(colour));
    y = end;
  }
}

void Ui::border(Box b, Colour colour, float width, float radius) {
  const Pixels p = snapped(window_box(b));
  const int w = std::max(1, whole(px(width)));
  const int r = std::clamp(whole(px(radius)), w, std::max(w, std::min(p.w(), p.h()) / 2));
  const auto round = masks_.ring(r, w);
  const ImVec2 middle((round.u0 + round.u1) / 2, (round.v0 + round.v1) / 2);
  const ImU32 ink = packed(colour);
  quad(*draw_, {p.x0, p.y0, p.x0 + r, p.y0 + r}, {round.u0, round.v0}, middle, ink);
  quad(*draw_, {p.x1 - r, p.y0, p.x1, p.y0 + r}, {middle.x, round.v0}, {round.u1, middle.y}, ink);
  quad(*draw_, {p.x0, p.y1 - r, p.x0 + r, p.y1}, {round.u0, middle.y}, {middle.x, round.v1}, ink);
  quad(*draw_, {p.x1 - r, p.y1 - r, p.x1, p.y1}, middle, {round.u1, round.v1}, ink);
  solid(*draw_, {p.x0 + r, p.y0, p.x1 - r, p.y0 + w}, ink);
  solid(*draw_, {p.x0 + r, p.y1 - w, p.x1 - r, p.y1}, ink);
  solid(*draw_, {p.x0, p.y0 + r, p.x0 + w, p.y1 - r}, ink);
  solid(*draw_, {p.x1 - w, p.y0 + r, p.x1, p.y1 - r}, ink);
}

void Ui::dashed(Box b, Colour colour, float width, float radius) {
  const Pixels p = snapped(window_box(b));
  const auto look =
      masks_.dashes(p.w(), p.h(), whole(px(radius)), std::max(1, whole(px(width))), scale_);
  quad(*draw_, p, {look.u0, look.v0}, {look.u1, look.v1}, packed(colour));
}

void Ui::circle(float x, float y, float radius, Colour colour) {
  rect({x - radius, y - radius, 2 * radius, 2 * radius}, colour, radius);
}

void Ui::ring(float x, float y, float radius, float width, Colour colour) {
  draw_->AddCircle({cx(x), cy(y)}, px(radius), packed(colour), 0, px(width));
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
  const float half = px(width) / 2;
  Box bounds{path.front().x, path.front().y, 0, 0};
  float right = bounds.x;
  float bottom = bounds.y;
  for (const ImVec2& p : path) {
    bounds.x = std::min(bounds.x, p.x);
    bounds.y = std::min(bounds.y, p.y);
    right = std::max(right, p.x);
    bottom = std::max(bottom, p.y);
  }
  const Pixels p{static_cast<int>(bounds.x - half) - 1, static_cast<int>(bounds.y - half) - 1,
                 static_cast<int>(right + half) + 2, static_cast<int>(bottom + half) + 2};
  // The place and the first point name the stroke: it stands still.
  const auto look = masks_.picture({100, p.x0, p.y0, whole(path.front().x), whole(path.back().y)},
                                   p.w(), p.h(), [&](float x, float y) {
                                     const float far =
                                         distance_to(path, x + real(p.x0), y + real(p.y0));
                                     return std::clamp(half - far + 0.5F, 0.0F, 1.0F);
                                   });
  quad(*draw_, p, {look.u0, look.v0}, {look.u1, look.v1}, packed(colour));
}

void Ui::shadow(Box b, int level) {
  const auto look = masks_.shadow(level, scale_);
  const Pixels p = snapped(window_box(b));
  const int xs[] = {p.x0 - look.reach, p.x0 - look.reach + look.slice,
                    p.x1 + look.reach - look.slice, p.x1 + look.reach};
  const int ys[] = {p.y0 - look.reach + look.drop, p.y0 - look.reach + look.slice + look.drop,
                    p.y1 + look.reach - look.slice + look.drop, p.y1 + look.reach + look.drop};
  const float du = look.picture.u1 - look.picture.u0;
  const float dv = look.picture.v1 - look.picture.v0;
  const float cut = real(look.slice) / real(std::max(1, look.picture.w));
  const float at[] = {0, cut, 1 - cut, 1};
  const ImU32 tint = packed(theme::kInk900);
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      if (row == 1 && column == 1) continue;  // what casts the shadow lies on it
      quad(*draw_, {xs[column], ys[row], xs[column + 1], ys[row + 1]},
           {look.picture.u0 + du * at[column], look.picture.v0 + dv * at[row]},
           {look.picture.u0 + du * at[column + 1], look.picture.v0 + dv * at[row + 1]}, tint);
    }
  }
}

void Ui::card(Box b, float radius) {
  shadow(b, 1);
  rect(b, theme::kSurface, radius);
}

void Ui::clip(Box b) {
  draw_->PushClipRect({cx(b.x), cy(b.y)}, {cx(b.right()), cy(b.bottom())}, true);
}

void Ui::unclip() { draw_->PopClipRect(); }

}  // namespace dk::kiosk
