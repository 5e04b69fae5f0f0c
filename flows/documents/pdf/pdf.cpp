#include "flows/documents/pdf/pdf.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <unicode/unistr.h>

#include <map>
#include <memory>
#include <mutex>
#include <numbers>
#include <utility>
#include <vector>

namespace dk::documents {

namespace {

struct SurfaceDone {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDone {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct FontFaceDone {
  void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDone>;
using FontFace = std::unique_ptr<cairo_font_face_t, FontFaceDone>;

double points(Um length) { return static_cast<double>(length) * 72.0 / 25'400.0; }

// Cairo keeps what it read from a FreeType face beyond the life of its own font face, so the faces
// given to it are never closed.
class OpenFonts {
 public:
  cairo_font_face_t* get(const FontSource& source) {
    const std::lock_guard lock(mutex_);
    auto [found, made] = faces_.try_emplace({source.path, source.face});
    if (!made) return found->second.get();
    if (library_ == nullptr && FT_Init_FreeType(&library_) != 0) return nullptr;
    FT_Face face = nullptr;
    if (FT_New_Face(library_, source.path.c_str(), source.face, &face) != 0) return nullptr;
    found->second.reset(cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING));
    return found->second.get();
  }
  static OpenFonts& all() {
    // Never destroyed: other threads may still draw while the program ends.
    static auto* const instance = std::make_unique<OpenFonts>().release();
    return *instance;
  }

 private:
  std::mutex mutex_;
  FT_Library library_ = nullptr;
  std::map<std::pair<std::string, int>, FontFace> faces_;
};

class Writer {
 public:
  Writer(cairo_t* context, Fonts& fonts) : cairo_(context), fonts_(fonts) {}

  void draw(const TextRun& run) {
    const FontSource* source = fonts_.source(run.font);
    cairo_font_face_t* face = source != nullptr ? OpenFonts::all().get(*source) : nullptr;
    if (face == nullptr) return;
    ink(run.colour);
    cairo_set_font_face(cairo_, face);
    cairo_set_font_size(cairo_, points(run.em));
    if (run.angle == 0) return show(run.glyphs, 0, 0);
    for (const Glyph& glyph : run.glyphs) {
      cairo_save(cairo_);
      cairo_translate(cairo_, points(glyph.x), points(glyph.y));
      cairo_rotate(cairo_, -run.angle / 65'536.0 * std::numbers::pi / 180.0);
      show({glyph}, glyph.x, glyph.y);
      cairo_restore(cairo_);
    }
  }

  void draw(const Box& box) {
    ink(box.colour);
    rectangle(box.x, box.y, box.width, box.height);
    cairo_fill(cairo_);
  }

  void draw(const PlacedPicture& placed) {
    const Picture& picture = *placed.picture;
    const Surface image(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture.width, picture.height));
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS || picture.width == 0) return;
    unsigned char* rows = cairo_image_surface_get_data(image.get());
    const int stride = cairo_image_surface_get_stride(image.get());
    const std::uint8_t* from = picture.rgba.data();
    for (int y = 0; y < picture.height; ++y) {
      auto* to = reinterpret_cast<std::uint32_t*>(rows + std::ptrdiff_t{y} * stride);
      for (int x = 0; x < picture.width; ++x, from += 4) {
        // Cairo wants colours multiplied by their alpha.
        const std::uint32_t a = from[3];
        const auto with_alpha = [a](std::uint32_t c) { return (c * a + 127) / 255; };
        to[x] =
            a << 24 | with_alpha(from[0]) << 16 | with_alpha(from[1]) << 8 | with_alpha(from[2]);
      }
    }
    cairo_surface_mark_dirty(image.get());
    cairo_save(cairo_);
    cairo_translate(cairo_, points(placed.x), points(placed.y));
    cairo_scale(cairo_, points(placed.width) / picture.width,
                points(placed.height) / picture.height);
    cairo_set_source_surface(cairo_, image.get(), 0, 0);
    cairo_paint(cairo_);
    cairo_restore(cairo_);
  }

  void draw(const Symbol& symbol) {
    ink({});
    const Um width = symbol.width / symbol.columns;
    const Um height = symbol.height / symbol.rows;
    std::size_t at = 0;
    for (int row = 0; row < symbol.rows; ++row) {
      for (int column = 0; column < symbol.columns; ++column, ++at) {
        if (symbol.modules[at] == 0) continue;
        // Neighbours as one, so that no viewer shows a seam.
        const int first = column;
        while (column + 1 < symbol.columns && symbol.modules[at + 1] != 0) ++column, ++at;
        rectangle(symbol.x + first * width, symbol.y + row * height, (column - first + 1) * width,
                  height);
      }
    }
    cairo_fill(cairo_);
  }

  void draw(const Ring& ring) {
    ink(ring.colour);
    cairo_set_line_width(cairo_, points(ring.thickness));
    cairo_new_sub_path(cairo_);
    cairo_arc(cairo_, points(ring.x), points(ring.y), points(ring.radius - ring.thickness / 2), 0,
              2 * std::numbers::pi);
    cairo_stroke(cairo_);
  }

  void draw(const Polygon& polygon) {
    ink(polygon.colour);
    for (const Point& point : polygon.points)
      cairo_line_to(cairo_, points(point.x), points(point.y));
    cairo_close_path(cairo_);
    cairo_fill(cairo_);
  }

 private:
  void ink(Colour colour) {
    cairo_set_source_rgb(cairo_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
  }
  void rectangle(Um x, Um y, Um width, Um height) {
    cairo_rectangle(cairo_, points(x), points(y), points(width), points(height));
  }

  // Each glyph with the character that it stands for: that is what a search finds.
  void show(const std::vector<Glyph>& glyphs, Um left, Um top) {
    std::string text;
    std::vector<cairo_glyph_t> places;
    std::vector<cairo_text_cluster_t> clusters;
    for (const Glyph& glyph : glyphs) {
      const std::size_t before = text.size();
      icu::UnicodeString(static_cast<UChar32>(glyph.character)).toUTF8String(text);
      places.push_back({glyph.index, points(glyph.x - left), points(glyph.y - top)});
      clusters.push_back({static_cast<int>(text.size() - before), 1});
    }
    cairo_show_text_glyphs(cairo_, text.data(), static_cast<int>(text.size()), places.data(),
                           static_cast<int>(places.size()), clusters.data(),
                           static_cast<int>(clusters.size()), cairo_text_cluster_flags_t{});
  }

  cairo_t* cairo_;
  Fonts& fonts_;
};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::expected<std::string, Stopped> pdf(std::span<const Page> pages, Fonts& fonts,
                                        const PdfOptions& options) {
  if (pages.empty()) return std::unexpected(Stopped{"pages", "a PDF needs a page"});
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(
      append, &bytes, points(pages.front().width), points(pages.front().height)));
  // An empty date takes cairo's own away.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 options.created.c_str());
  if (!options.title.empty()) {
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, options.title.c_str());
  }
  {
    const std::unique_ptr<cairo_t, ContextDone> context(cairo_create(surface.get()));
    Writer writer(context.get(), fonts);
    for (const Page& page : pages) {
      cairo_pdf_surface_set_size(surface.get(), points(page.width), points(page.height));
      for (const Item& item : page.items) {
        std::visit([&](const auto& what) { writer.draw(what); }, item);
      }
      cairo_show_page(context.get());
    }
    cairo_surface_finish(surface.get());
  }
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return std::unexpected(Stopped{"pdf", cairo_status_to_string(status)});
  }
  return bytes;
}

}  // namespace dk::documents
