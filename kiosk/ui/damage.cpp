#include "kiosk/ui/damage.h"

#include <imgui.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace dk::kiosk {

namespace {

constexpr int kTile = 64;         // pixels; a letter of the small sizes touches one or two
constexpr std::size_t kMost = 6;  // boxes; each costs a walk over all triangles

void mix(std::uint64_t& sum, std::uint64_t word) {
  sum = (sum ^ word) * 0x9E3779B97F4A7C15ULL;
  sum ^= sum >> 29;
}

std::uint64_t pair(float a, float b) {
  return std::uint64_t{std::bit_cast<std::uint32_t>(a)} << 32 | std::bit_cast<std::uint32_t>(b);
}

void mix(std::uint64_t& sum, const ImDrawVert& vertex) {
  mix(sum, pair(vertex.pos.x, vertex.pos.y));
  mix(sum, pair(vertex.uv.x, vertex.uv.y) + vertex.col);
}

// First and last tile that [low, high] touches, inside [0, count).
struct Span {
  int first, last;
};
Span tiles(float low, float high, int count) {
  return {std::max(0, static_cast<int>(std::floor(low)) / kTile),
          std::min(count - 1, static_cast<int>(std::ceil(high)) / kTile)};
}

PixelBox around(const PixelBox& one, const PixelBox& other) {
  const int x = std::min(one.x, other.x);
  const int y = std::min(one.y, other.y);
  return {x, y, std::max(one.x + one.w, other.x + other.w) - x,
          std::max(one.y + one.h, other.y + other.h) - y};
}

bool overlap(const PixelBox& one, const PixelBox& other) {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h &&
         other.y < one.y + one.h;
}

// A picture that is not drawn texel by pixel.
bool is_stretched(const ImDrawCmd& command, const ImDrawVert& a, const ImDrawVert& b,
                  const ImDrawVert& c) {
  const auto [left, right] = std::minmax({a.uv.x, b.uv.x, c.uv.x});
  const auto [top, bottom] = std::minmax({a.uv.y, b.uv.y, c.uv.y});
  if (right == left && bottom == top) return false;  // one colour
  const ImTextureData* texture = command.TexRef._TexData;
  if (texture == nullptr) return true;
  const auto [from_x, to_x] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
  const auto [from_y, to_y] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
  constexpr float kNothing = 0.01F;  // pixels
  const float across = (right - left) * static_cast<float>(texture->Width) - (to_x - from_x);
  const float down = (bottom - top) * static_cast<float>(texture->Height) - (to_y - from_y);
  return std::abs(across) > kNothing || std::abs(down) > kNothing;
}

// Makes boxes that touch one.
void join(std::vector<PixelBox>& boxes) {
  for (std::size_t one = 0; one < boxes.size(); ++one) {
    for (std::size_t other = one + 1; other < boxes.size(); ++other) {
      if (!overlap(boxes[one], boxes[other])) continue;
      boxes[one] = around(boxes[one], boxes[other]);
      boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(other));
      one = static_cast<std::size_t>(-1);  // from the start: the larger one may touch others
      break;
    }
  }
}

}  // namespace

std::vector<PixelBox> Damage::between_last_and(const ImDrawData& frame) {
  const auto width = static_cast<int>(frame.DisplaySize.x);
  const auto height = static_cast<int>(frame.DisplaySize.y);
  const int columns = (width + kTile - 1) / kTile;
  const int rows = (height + kTile - 1) / kTile;
  std::swap(last_, sums_);
  sums_.assign(static_cast<std::size_t>(columns * rows), 0);
  const bool comparable = last_.size() == sums_.size() && columns == columns_;
  columns_ = columns;
  rows_ = rows;
  stretched_.clear();
  add_up(frame);
  if (!comparable) return {{0, 0, width, height}};

  std::vector<PixelBox> boxes = changed_tiles(width, height);
  for (bool grown = true; grown;) {
    grown = false;
    for (PixelBox& box : boxes) {
      for (const PixelBox& whole : stretched_) {
        if (!overlap(box, whole) || around(box, whole) == box) continue;
        box = around(box, whole);
        grown = true;
      }
    }
    join(boxes);
  }
  if (boxes.size() > kMost) return {{0, 0, width, height}};
  return boxes;
}

void Damage::add_up(const ImDrawData& frame) {
  for (const ImDrawList* list : frame.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImVec4& clip = command.ClipRect;
      std::uint64_t start = pair(clip.x, clip.y);
      mix(start, pair(clip.z, clip.w));
      mix(start, static_cast<std::uint64_t>(command.GetTexID()));
      const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset;
      for (const ImDrawIdx* end = index + command.ElemCount; index != end; index += 3) {
        const ImDrawVert &a = vertices[index[0]], &b = vertices[index[1]], &c = vertices[index[2]];
        const float left = std::max(std::min({a.pos.x, b.pos.x, c.pos.x}), clip.x);
        const float right = std::min(std::max({a.pos.x, b.pos.x, c.pos.x}), clip.z);
        const float top = std::max(std::min({a.pos.y, b.pos.y, c.pos.y}), clip.y);
        const float bottom = std::min(std::max({a.pos.y, b.pos.y, c.pos.y}), clip.w);
        if (left > right || top > bottom) continue;
        std::uint64_t triangle = start;
        mix(triangle, a);
        mix(triangle, b);
        mix(triangle, c);
        const Span across = tiles(left, right, columns_);
        const Span down = tiles(top, bottom, rows_);
        for (int row = down.first; row <= down.last; ++row) {
          for (int column = across.first; column <= across.last; ++column) {
            mix(sums_[static_cast<std::size_t>(row * columns_ + column)], triangle);
          }
        }
        if (!is_stretched(command, a, b, c)) continue;
        const int x = std::max(0, static_cast<int>(std::floor(left)));
        const int y = std::max(0, static_cast<int>(std::floor(top)));
        const PixelBox box{x, y, static_cast<int>(std::ceil(right)) - x,
                           static_cast<int>(std::ceil(bottom)) - y};
        if (stretched_.empty() || stretched_.back() != box) stretched_.push_back(box);
      }
    }
  }
}

// Runs of tiles, those below each other with the same ends as one.
std::vector<PixelBox> Damage::changed_tiles(int width, int height) const {
  std::vector<PixelBox> boxes;
  for (int row = 0; row < rows_; ++row) {
    const auto same = [&](int column) {
      const auto tile = static_cast<std::size_t>(row * columns_ + column);
      return sums_[tile] == last_[tile];
    };
    for (int column = 0; column < columns_;) {
      if (same(column)) {
        ++column;
        continue;
      }
      const int first = column;
      while (column < columns_ && !same(column)) ++column;
      const int y = row * kTile;
      const PixelBox run{first * kTile, y, std::min(column * kTile, width) - first * kTile,
                         std::min(y + kTile, height) - y};
      const auto above = std::ranges::find_if(boxes, [&](const PixelBox& box) {
        return box.x == run.x && box.w == run.w && box.y + box.h == run.y;
      });
      if (above != boxes.end()) {
        above->h += run.h;
      } else {
        boxes.push_back(run);
      }
    }
  }
  return boxes;
}

}  // namespace dk::kiosk
