// Soft-edged shapes as small alpha pictures in the font atlas, made when first drawn: discs and
// rings that become the corners of rounded boxes, shadows, dashed frames, strokes.
//
// The software renderer rounds the corners of triangles to whole pixels, so curves made of
// triangles show their edges; a picture on whole pixels is sharp, smooth and faster.
// Window pixels. UI thread, inside a frame.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <span>
#include <vector>

namespace dk::kiosk {

class Masks {
 public:
  struct Picture {
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;  // in the atlas, valid within this frame
    int w = 0, h = 0;
  };
  // What a picture is: its kind and its measures.
  using Key = std::array<int, 5>;
  // Coverage 0 to 1 of the pixel whose middle is (x, y).
  using Coverage = std::function<float(float x, float y)>;

  // A filled circle of `radius` in a square of 2 * radius.
  Picture disc(int radius);
  // The `width` outermost pixels of it.
  Picture ring(int radius, int width);
  // A shadow of `level` 1 to 3: a picture whose corners of `slice` px are the shadow's corners, and
  // how strong it is along an edge, from the outermost of `slice` px inwards. It reaches `reach` px
  // beyond its shape.
  struct Shadow {
    Picture picture;
    std::span<const float> edge;
    int slice = 0, reach = 0, drop = 0;
  };
  Shadow shadow(int level, float scale);
  // The outline of a rounded box as dashes, `width` px wide, in a picture of w x h.
  Picture dashes(int w, int h, int radius, int width, float scale);
  // Anything else, kept by its key.
  Picture picture(const Key& key, int w, int h, const Coverage& coverage);

  // Another scale needs other pictures; the old ones are dropped.
  void set_scale(float scale);

 private:
  std::map<Key, int> rects_;                 // ImFontAtlasRectId
  std::map<int, std::vector<float>> edges_;  // of shadows
  float scale_ = 0;
};

}  // namespace dk::kiosk
