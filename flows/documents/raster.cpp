#include "flows/documents/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_OUTLINE_H
#include FT_TRIGONOMETRY_H

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "flows/documents/canvas.h"
#include "flows/documents/limits.h"

namespace dk::documents {

namespace {

struct GlyphDone {
  void operator()(FT_Glyph glyph) const { FT_Done_Glyph(glyph); }
};
struct LibraryDone {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};

class Painter {
 public:
  Painter(Canvas& canvas, Fonts& fonts, const RasterOptions& options)
      : canvas_(canvas), fonts_(fonts), options_(options) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) == 0) library_.reset(library);
  }

  void paint(const TextRun& run) {
    FT_Face face = fonts_.face(run.font);
    if (face == nullptr) return;
    const int em = std::max(dots(run.em), 1);
    if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(em)) != 0) return;
    const std::uint8_t shade = canvas_.shade(run.colour);
    for (const Glyph& glyph : run.glyphs) {
      if (const auto drawn = rendered(face, run, glyph.index, em)) {
        canvas_.cover(drawn->bitmap, dots(glyph.x) + drawn->left, dots(glyph.y) - drawn->top,
                      shade);
      }
    }
  }

  void paint(const Box& box) {
    const int x = dots(box.x);
    const int y = dots(box.y);
    canvas_.fill(x, y, side(box.x, box.width), side(box.y, box.height), canvas_.shade(box.colour));
  }

  void paint(const PlacedPicture& placed) {
    canvas_.picture(*placed.picture, dots(placed.x), dots(placed.y), dots(placed.width),
                    dots(placed.height));
  }

  void paint(const Symbol& symbol) {
    // Rounded down: dots that are too many would be taken from the quiet zone.
    const std::int64_t wide = symbol.width / symbol.columns;
    const int module = std::max(static_cast<int>(wide * options_.dots_per_metre / 1'000'000), 1);
    const int width = module * symbol.columns;
    const int height = symbol.rows == 1 ? std::max(dots(symbol.height), 1) : module * symbol.rows;
    const int row_height = height / symbol.rows;
    // Whole modules in the middle of the place.
    const int left = dots(symbol.x + symbol.width / 2) - width / 2;
    const int top = dots(symbol.y + symbol.height / 2) - height / 2;
    std::size_t at = 0;
    for (int row = 0; row < symbol.rows; ++row) {
      for (int column = 0; column < symbol.columns; ++column, ++at) {
        if (symbol.modules[at] != 0) {
          canvas_.fill(left + column * module, top + row * row_height, module, row_height, 0);
        }
      }
    }
  }

  void paint(const Ring& ring) {
    Outline outline;
    outline.circle(fine(ring.x), -fine(ring.y), fine(ring.radius), false);
    outline.circle(fine(ring.x), -fine(ring.y), fine(ring.radius - ring.thickness), true);
    cover(outline, ring.colour);
  }

  void paint(const Polygon& polygon) {
    Outline outline;
    for (const Point& point : polygon.points) outline.point(fine(point.x), -fine(point.y), true);
    outline.close();
    cover(outline, polygon.colour);
  }

 private:
  struct Rendered {
    FT_Bitmap bitmap;
    int left, top;
  };

  // An outline in 1/64 dot, y upwards, as FreeType draws them.
  struct Outline {
    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> ends;

    void point(FT_Pos x, FT_Pos y, bool on) {
      points.push_back({x, y});
      tags.push_back(on ? FT_CURVE_TAG_ON : FT_CURVE_TAG_CUBIC);
    }
    void close() { ends.push_back(static_cast<short>(points.size() - 1)); }
    // Four Bezier arcs: 0.03% from round.
    void circle(FT_Pos x, FT_Pos y, FT_Pos radius, bool backwards) {
      constexpr FT_Pos kHandle = 5523;  // of 10,000
      const FT_Pos h = radius * kHandle / 10'000;
      const FT_Pos s = backwards ? -1 : 1;
      const FT_Pos quarter[4][2] = {{radius, 0}, {0, radius}, {-radius, 0}, {0, -radius}};
      for (int i = 0; i < 4; ++i) {
        const auto& from = quarter[i];
        const auto& to = quarter[(i + 1) % 4];
        const FT_Pos unit = radius == 0 ? 1 : radius;
        point(x + from[0], y + s * from[1], true);
        point(x + from[0] + to[0] * h / unit, y + s * (from[1] + to[1] * h / unit), false);
        point(x + to[0] + from[0] * h / unit, y + s * (to[1] + from[1] * h / unit), false);
      }
      close();
    }
  };

  [[nodiscard]] int dots(Um length) const {
    const std::int64_t product = std::int64_t{length} * options_.dots_per_metre;
    return static_cast<int>((product + (product < 0 ? -500'000 : 500'000)) / 1'000'000);
  }
  // Both ends of a box are rounded, so that boxes that touch do; but a line is as thick as another
  // of its thickness, and never vanishes.
  [[nodiscard]] int side(Um from, Um length) const {
    constexpr Um kLine = 1'000;
    return std::max(length < kLine ? dots(length) : dots(from + length) - dots(from), 1);
  }
  [[nodiscard]] FT_Pos fine(Um length) const {
    return static_cast<FT_Pos>(std::int64_t{length} * options_.dots_per_metre * 64 / 1'000'000);
  }

  // A glyph's dots, made once for each font, size and angle.
  const Rendered* rendered(FT_Face face, const TextRun& run, std::uint32_t index, int em) {
    const auto key = std::tuple(run.font, em, run.angle, index);
    auto [found, made] = known_.try_emplace(key);
    if (!made) return found->second.get() == nullptr ? nullptr : view(*found->second);
    const bool turned = run.angle != 0;
    const FT_Int32 load =
        FT_LOAD_NO_BITMAP | (options_.grey || turned ? FT_LOAD_NO_HINTING : FT_LOAD_TARGET_MONO);
    FT_Glyph glyph = nullptr;
    if (FT_Load_Glyph(face, index, load) != 0 || FT_Get_Glyph(face->glyph, &glyph) != 0) {
      return nullptr;
    }
    if (turned) {
      const FT_Fixed cosine = FT_Cos(run.angle);
      const FT_Fixed sine = FT_Sin(run.angle);
      FT_Matrix turn{cosine, -sine, sine, cosine};
      FT_Glyph_Transform(glyph, &turn, nullptr);
    }
    const auto mode = options_.grey ? FT_RENDER_MODE_NORMAL : FT_RENDER_MODE_MONO;
    if (FT_Glyph_To_Bitmap(&glyph, mode, nullptr, 1) != 0) {
      FT_Done_Glyph(glyph);
      return nullptr;
    }
    found->second.reset(glyph);
    return view(*glyph);
  }
  const Rendered* view(FT_GlyphRec_& glyph) {
    const auto& bitmap = reinterpret_cast<FT_BitmapGlyphRec_&>(glyph);
    view_ = {bitmap.bitmap, bitmap.left, bitmap.top};
    return &view_;
  }

  void cover(Outline& from, Colour colour) {
    if (!library_ || from.points.size() > 1000) return;
    FT_Outline outline{};
    outline.n_contours = static_cast<short>(from.ends.size());
    outline.n_points = static_cast<short>(from.points.size());
    outline.points = from.points.data();
    outline.tags = from.tags.data();
    outline.contours = from.ends.data();
    FT_BBox box;
    FT_Outline_Get_CBox(&outline, &box);
    const FT_Pos left = box.xMin >> 6;
    const FT_Pos top = (box.yMax + 63) >> 6;
    const auto width = static_cast<std::size_t>(((box.xMax + 63) >> 6) - left);
    const auto rows = static_cast<std::size_t>(top - (box.yMin >> 6));
    if (width == 0 || rows == 0 || width * rows > limits::kRasterDots) return;
    FT_Outline_Translate(&outline, -left * 64, -(box.yMin >> 6) * 64);
    const std::size_t pitch = options_.grey ? width : (width + 7) / 8;
    std::vector<unsigned char> buffer(pitch * rows, 0);
    FT_Bitmap bitmap{};
    bitmap.rows = static_cast<unsigned>(rows);
    bitmap.width = static_cast<unsigned>(width);
    bitmap.pitch = static_cast<int>(pitch);
    bitmap.buffer = buffer.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = options_.grey ? FT_PIXEL_MODE_GRAY : FT_PIXEL_MODE_MONO;
    if (FT_Outline_Get_Bitmap(library_.get(), &outline, &bitmap) != 0) return;
    canvas_.cover(bitmap, static_cast<int>(left), -static_cast<int>(top), canvas_.shade(colour));
  }

  Canvas& canvas_;
  Fonts& fonts_;
  const RasterOptions& options_;
  std::unique_ptr<FT_LibraryRec_, LibraryDone> library_;
  std::map<std::tuple<std::uint16_t, int, std::int32_t, std::uint32_t>,
           std::unique_ptr<FT_GlyphRec_, GlyphDone>>
      known_;
  Rendered view_{};
};

}  // namespace

std::expected<Bitmap, Stopped> raster(const Page& page, Fonts& fonts,
                                      const RasterOptions& options) {
  const auto side = [&](Um length) {
    return (std::int64_t{length} * options.dots_per_metre + 500'000) / 1'000'000;
  };
  const std::int64_t width = side(page.width);
  const std::int64_t height = side(page.height);
  if (width < 1 || height < 1) return std::unexpected(Stopped{"width", "a page without a dot"});
  if (width > limits::kRasterDots || height > limits::kRasterDots ||
      width * height > limits::kRasterDots) {
    return std::unexpected(Stopped{"raster_dots", "the page has too many dots"});
  }
  Canvas canvas(static_cast<int>(width), static_cast<int>(height), options.grey);
  Painter painter(canvas, fonts, options);
  for (const Item& item : page.items) {
    std::visit([&](const auto& what) { painter.paint(what); }, item);
  }
  Bitmap bitmap{canvas.width(), canvas.height(), options.grey ? 8 : 1, {}};
  bitmap.rows = options.grey ? canvas.take() : canvas.packed();
  return bitmap;
}

}  // namespace dk::documents
