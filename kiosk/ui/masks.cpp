#include "kiosk/ui/masks.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/ui/blurred_square.h"

namespace dk::kiosk {

namespace {

enum Kind { kDisc, kRing, kShadow, kDashes };

float covered(float signed_distance) { return std::clamp(0.5F - signed_distance, 0.0F, 1.0F); }

// Where a point is beside a rounded box that begins at (0, 0): how far outside of its outline, and
// how far along it, clockwise from the left end of the upper edge.
struct OnOutline {
  float outside, along;
};

OnOutline on_outline(float x, float y, float w, float h, float r) {
  const float arc = r * std::numbers::pi_v<float> / 2;
  const float top = w - 2 * r;
  const float side = h - 2 * r;
  // Corners: centre, and what lies before the arc.
  if (x > w - r && y < r)
    return {std::hypot(x - (w - r), y - r) - r, top + r * std::atan2(x - (w - r), r - y)};
  if (x > w - r && y > h - r)
    return {std::hypot(x - (w - r), y - (h - r)) - r,
            top + arc + side + r * std::atan2(y - (h - r), x - (w - r))};
  if (x < r && y > h - r)
    return {std::hypot(x - r, y - (h - r)) - r,
            2 * top + 2 * arc + side + r * std::atan2(r - x, y - (h - r))};
  if (x < r && y < r)
    return {std::hypot(x - r, y - r) - r,
            2 * top + 3 * arc + 2 * side + r * std::atan2(r - y, r - x)};
  // Edges: the nearest one.
  const float up = -y, down = y - h, left = -x, right = x - w;
  const float most = std::max({up, down, left, right});
  if (most == up) return {up, x - r};
  if (most == right) return {right, top + arc + (y - r)};
  if (most == down) return {down, top + 2 * arc + side + (w - r - x)};
  return {left, 2 * top + 3 * arc + side + (h - r - y)};
}

}  // namespace

void Masks::set_scale(float scale) {
  if (std::abs(scale - scale_) < 0.0001F) return;
  scale_ = scale;
  for (const auto& [key, rect] : rects_) ImGui::GetIO().Fonts->RemoveCustomRect(rect);
  rects_.clear();
  edges_.clear();
}

Masks::Picture Masks::picture(const Key& key, int w, int h, const Coverage& coverage) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontAtlasRect place;
  auto found = rects_.find(key);
  if (found == rects_.end()) {
    const int rect = atlas->AddCustomRect(w, h, &place);
    if (rect < 0) return {};
    found = rects_.emplace(key, rect).first;
    const int bytes = atlas->TexData->BytesPerPixel;
    for (int y = 0; y < h; ++y) {
      auto* pixel = static_cast<unsigned char*>(atlas->TexData->GetPixelsAt(place.x, place.y + y));
      for (int x = 0; x < w; ++x, pixel += bytes) {
        const float alpha = coverage(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
        for (int c = 0; c + 1 < bytes; ++c) pixel[c] = 255;  // tinted when drawn
        pixel[bytes - 1] = static_cast<unsigned char>(alpha * 255.0F + 0.5F);
      }
    }
  }
  if (!atlas->GetCustomRect(found->second, &place)) return {};
  return {place.uv0.x, place.uv0.y, place.uv1.x, place.uv1.y, w, h};
}

Masks::Picture Masks::disc(int radius) {
  const auto r = static_cast<float>(radius);
  return picture({kDisc, radius}, 2 * radius, 2 * radius,
                 [r](float x, float y) { return covered(std::hypot(x - r, y - r) - r); });
}

Masks::Picture Masks::ring(int radius, int width) {
  const auto r = static_cast<float>(radius);
  const auto inner = static_cast<float>(radius - width);
  return picture({kRing, radius, width}, 2 * radius, 2 * radius, [r, inner](float x, float y) {
    const float far = std::hypot(x - r, y - r);
    return covered(far - r) - covered(far - inner);
  });
}

Masks::Shadow Masks::shadow(int level, float scale) {
  struct Look {
    float offset, blur, alpha;
  };
  static constexpr Look kLooks[] = {{4, 16, .08F}, {12, 36, .14F}, {28, 80, .34F}};
  static constexpr float kRadius = 32;
  const Look& look = kLooks[std::clamp(level, 1, 3) - 1];
  Shadow shadow;
  shadow.reach = static_cast<int>(std::ceil(look.blur * scale));
  shadow.slice = shadow.reach + static_cast<int>(std::ceil(kRadius * scale));
  shadow.drop = static_cast<int>(std::lround(look.offset * scale));
  const int size = 2 * shadow.slice + 2;
  const Key key{kShadow, level};
  std::vector<float>& edge = edges_[level];
  BlurredSquare field;
  if (!rects_.contains(key) || edge.empty()) {
    // The middle is longer than the two pixels that are kept, so that the far edge adds nothing.
    field = BlurredSquare(2 * shadow.slice + 2 * shadow.reach + 2, shadow.reach, kRadius * scale,
                          look.blur / 2 * scale);
    edge.clear();
    for (int i = 0; i < shadow.slice; ++i) {
      edge.push_back(field.at(shadow.slice + shadow.reach, i) * look.alpha);
    }
  }
  const auto source = [&](float at) {
    const int i = static_cast<int>(at);
    return i < shadow.slice + 1 ? i : i + 2 * shadow.reach;
  };
  shadow.picture = picture(key, size, size, [&](float x, float y) {
    return field.at(source(x), source(y)) * look.alpha;
  });
  shadow.edge = edge;
  return shadow;
}

Masks::Picture Masks::dashes(int w, int h, int radius, int width, float scale) {
  // 14 on, 10 off, a little stretched so that the last dash meets the first.
  const float half = static_cast<float>(width) / 2;
  const float path_w = static_cast<float>(w - width);
  const float path_h = static_cast<float>(h - width);
  const float r = std::max(1.0F, static_cast<float>(radius) - half);
  const float length = 2 * (path_w + path_h - 4 * r) + 2 * std::numbers::pi_v<float> * r;
  const float period = length / std::max(1.0F, std::round(length / (24 * scale)));
  const float on = period * 14 / 24;
  return picture({kDashes, w, h, radius, width}, w, h, [=](float x, float y) {
    const OnOutline at = on_outline(x - half, y - half, path_w, path_h, r);
    if (std::abs(at.outside) > half + 1) return 0.0F;
    const float in_period = at.along - period * std::floor(at.along / period);
    const float dash = covered(std::abs(in_period - on / 2) - on / 2);
    return covered(std::abs(at.outside) - half) * dash;
  });
}

}  // namespace dk::kiosk
