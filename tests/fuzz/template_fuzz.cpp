// links: dk_documents
// decodes: flows/documents/loader.cpp flows/documents/loader_attributes.cpp
// decodes: flows/documents/loader_text.cpp flows/documents/picture.cpp
// Document templates: any text is a template or is refused with a sentence; any template is laid
// out within its limits, says the same twice, and its pages are dots or are refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/documents/layout.h"
#include "flows/documents/raster.h"

namespace {

using namespace dk::documents;
using dk::feel::Value;

// Its own bytes are also the picture that a template may name.
std::expected<Template, LoadError> loaded(std::string_view xml) {
  return Template::load({.xml = xml,
                         .names = {"name", "lines", "day"},
                         .file = [xml](std::string_view) { return std::string(xml); }});
}

dk::feel::Context data() {
  dk::feel::Context line;
  line.set("sum", Value::number(12));
  dk::feel::Context all;
  all.set("name", Value(std::string("Zo\u00eb \u5f20\u4e09\U00020000")));
  all.set("lines", Value(dk::feel::List{line, line, Value()}));
  return all;
}

// Places only: enough to see a difference, cheap enough to be asked each time.
std::int64_t sum(const Document& document) {
  std::int64_t all = static_cast<std::int64_t>(document.pages.size());
  for (const Page& page : document.pages) {
    all = all * 31 + page.height + static_cast<std::int64_t>(page.items.size());
    for (const Item& item : page.items) {
      if (const auto* run = std::get_if<TextRun>(&item)) {
        for (const Glyph& glyph : run->glyphs) all = (all * 31 + glyph.x + glyph.y) % 1'000'000'007;
      }
    }
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static Fonts fonts;
  const std::string_view xml(reinterpret_cast<const char*>(bytes), size);
  const auto from = loaded(xml);
  if (!from) {
    if (from.error().message.empty()) std::abort();
    return 0;
  }
  const auto words = [](std::string_view, std::string_view id) { return std::string(id) + " {n}"; };
  const auto once = layout(*from, data(), words, fonts);
  const auto again = layout(*from, data(), words, fonts);
  if (once.has_value() != again.has_value()) std::abort();
  if (!once) {
    if (once.error().limit.empty() || once.error().limit != again.error().limit) std::abort();
    return 0;
  }
  if (once->pages.empty() || sum(*once) != sum(*again)) std::abort();
  for (const bool grey : {false, true}) {
    (void)raster(once->pages.front(), fonts, {.dots_per_metre = 1'000, .grey = grey});
  }
  return 0;
}
