// Shapes: what is drawn without words. Everything lies on whole window pixels.
#include <imgui.h>

#include <algorithm>

#include "kiosk/ui/contrast.h"
#include "kiosk/ui/imgui_colour.h"
#include "kiosk/ui/pixels.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

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

void filled(ImDrawList& list, Masks& masks, Pixels p, int r, ImU32 colour) {
  r = std::clamp(r, 0, std::min(p.w(), p.h()) / 2);
  if (r == 0) return solid(list, p, colour);
  rows(list, p, r, masks.disc(r), p.y0, p.y1, colour);
}

Colour mixed(Colour a, Colour b, float t) {
  const auto mix = [&](int shift) {
    const auto from = static_cast<float>(a.rgb >> shift & 0xFF);
    const auto to = static_cast<float>(b.rgb >> shift & 0xFF);
    return static_cast<std::uint32_t>(from + (to - from) * t + 0.5F) << shift;
  };
  return {mix(16) | mix(8) | mix(0), a.alpha};
}

}  // namespace

Colour Ui::colour_here(Colour colour) const {
  if (look_.high_contrast) colour = high_contrast(colour);
  return colour.with_alpha(colour.alpha * fade_);
}

unsigned int Ui::packed_here(Colour colour) const { return packed(colour_here(colour)); }

void Ui::rect(Box b, Colour colour, float radius) {
  filled(*draw_, masks_, snapped(window_box(b)), whole(px(radius)), packed_here(colour));
}

void Ui::veil(Colour colour) {
  solid(*draw_, snapped({0, 0, window_w_, window_h_}), packed_here(colour));
}

void Ui::gradient(Box b, Colour top, Colour bottom, float radius) {
  if (look_.high_contrast) {
    top = high_contrast(top);
    bottom = high_contrast(bottom);
  }
  top.alpha *= fade_;
  // In bands of one colour each: as smooth as eight bits are, and only whole rectangles.
  const Pixels p = snapped(window_box(b));
  if (p.w() <= 0 || p.h() <= 0) return;
  const int r = std::clamp(whole(px(radius)), 0, std::min(p.w(), p.h()) / 2);
  const auto round = r > 0 ? masks_.disc(r) : Masks::Picture{};
  const auto colour_at = [&](int y) {
    return mixed(top, bottom, (real(y - p.y0) + 0.5F) / real(p.h()));
  };
  for (int y = p.y0; y < p.y1;) {
    const Colour colour = colour_at(y);
    int end = y + 1;
    while (end < p.y1 && colour_at(end) == colour) ++end;
    rows(*draw_, p, r, round, y, end, packed(colour));
    y = end;
  }
}

void Ui::border(Box b, Colour colour, float width, float radius) {
  if (look_.high_contrast && colour.rgb == theme::kLine500.rgb) width += 2;
  const Pixels p = snapped(window_box(b));
  const int w = std::max(1, whole(px(width)));
  const int r = std::clamp(whole(px(radius)), w, std::max(w, std::min(p.w(), p.h()) / 2));
  const auto round = masks_.ring(r, w);
  const ImVec2 middle((round.u0 + round.u1) / 2, (round.v0 + round.v1) / 2);
  const ImU32 ink = packed_here(colour);
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
  quad(*draw_, p, {look.u0, look.v0}, {look.u1, look.v1}, packed_here(colour));
}

void Ui::circle(float x, float y, float radius, Colour colour) {
  rect({x - radius, y - radius, 2 * radius, 2 * radius}, colour, radius);
}

void Ui::shadow(Box b, int level) {
  const auto look = masks_.shadow(level, scale_);
  const Pixels p = snapped(window_box(b));
  const Pixels all{p.x0 - look.reach, p.y0 - look.reach + look.drop, p.x1 + look.reach,
                   p.y1 + look.reach + look.drop};
  const Colour ink = theme::kInk900.with_alpha(fade_);
  // Corners texel by pixel.
  const float u = (look.picture.u1 - look.picture.u0) * real(look.slice) / real(look.picture.w);
  const float v = (look.picture.v1 - look.picture.v0) * real(look.slice) / real(look.picture.h);
  const auto corner = [&](int x, int y, float u0, float v0) {
    quad(*draw_, {x, y, x + look.slice, y + look.slice}, {u0, v0}, {u0 + u, v0 + v}, packed(ink));
  };
  corner(all.x0, all.y0, look.picture.u0, look.picture.v0);
  corner(all.x1 - look.slice, all.y0, look.picture.u1 - u, look.picture.v0);
  corner(all.x0, all.y1 - look.slice, look.picture.u0, look.picture.v1 - v);
  corner(all.x1 - look.slice, all.y1 - look.slice, look.picture.u1 - u, look.picture.v1 - v);
  // Edges as lines of one strength: a stretched picture would be slow, and could only be drawn
  // again as a whole (damage.h). What lies under the shape itself is not drawn.
  const int under = whole(px(4));
  for (int from = 0; from < look.slice;) {
    const auto strength = [&](int i) {
      return whole(look.edge[static_cast<std::size_t>(i)] * 255);
    };
    int to = from + 1;
    while (to < look.slice && strength(to) == strength(from)) ++to;
    const ImU32 line = packed(ink.with_alpha(ink.alpha * real(strength(from)) / 255));
    const Pixels inner{all.x0 + look.slice, all.y0 + look.slice, all.x1 - look.slice,
                       all.y1 - look.slice};
    if (strength(from) > 0) {
      solid(*draw_, {inner.x0, all.y0 + from, inner.x1, std::min(all.y0 + to, p.y0 + under)}, line);
      solid(*draw_, {inner.x0, std::max(all.y1 - to, p.y1 - under), inner.x1, all.y1 - from}, line);
      solid(*draw_, {all.x0 + from, inner.y0, std::min(all.x0 + to, p.x0 + under), inner.y1}, line);
      solid(*draw_, {std::max(all.x1 - to, p.x1 - under), inner.y0, all.x1 - from, inner.y1}, line);
    }
    from = to;
  }
}

void Ui::picture(std::string_view name, Box b, float alpha) {
  const Pixels p = snapped(window_box(b));
  ImTextureData* texture = pictures_.get(name, p.w(), p.h());
  if (texture == nullptr) {
    if (collect_) checks_.missing_pictures.emplace_back(name);
    return;
  }
  draw_->PushTexture(texture->GetTexRef());
  quad(*draw_, p, {0, 0}, {1, 1}, packed(theme::kWhite.with_alpha(alpha * fade_)));
  draw_->PopTexture();
}

void Ui::card(Box b, float radius) {
  shadow(b, 1);
  rect(b, theme::kSurface, radius);
  if (look_.high_contrast) border(b, theme::kLine500, 2, radius);
}

void Ui::clip(Box b) {
  draw_->PushClipRect({cx(b.x), cy(b.y)}, {cx(b.right()), cy(b.bottom())}, true);
}

void Ui::unclip() { draw_->PopClipRect(); }

}  // namespace dk::kiosk
