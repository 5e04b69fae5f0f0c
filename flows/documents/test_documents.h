// For the tests of documents: a template, data and words in one call; what a page says; symbols
// read back by ZBar; a digest of the page model. DK_DOCUMENTS_OUT=FOLDER keeps the pages as
// pictures.
#pragma once

#include <gtest/gtest.h>
#include <png.h>
#include <unicode/unistr.h>
#include <zbar.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "flows/documents/layout.h"
#include "flows/documents/raster.h"

namespace dk::documents {

inline std::string catalogue_of_tests(std::string_view language, std::string_view msgid) {
  static const std::map<std::string, std::string, std::less<>> words{
      {"zh-CN title", "核酸采样管"},
      {"en title", "Sampling tube"},
      {"zh-HK title", "核酸採樣管"},
      {"zh-CN count", "{count}/{capacity} 人"},
      {"en count", "{count} of {capacity} persons"},
      {"zh-CN page", "第 {page} 页，共 {pages} 页"},
      {"zh-CN name", "姓名"},
      {"zh-CN sum", "金额"},
      {"zh-CN office", "深圳市南山区行政服务中心"}};
  const auto found = words.find(std::string(language) + " " + std::string(msgid));
  return found == words.end() ? std::string(msgid) : found->second;
}

struct Trial {
  std::vector<std::string> names;
  feel::Context data;
  std::map<std::string, std::string> files;
  LayoutOptions options;

  void set(const std::string& name, feel::Value value) {
    names.push_back(name);
    data.set(name, std::move(value));
  }
  [[nodiscard]] std::expected<Template, LoadError> load(std::string_view xml) const {
    return Template::load({.xml = xml, .names = names, .file = [this](std::string_view name) {
                             const auto found = files.find(std::string(name));
                             return found == files.end() ? std::nullopt
                                                         : std::optional(found->second);
                           }});
  }
  [[nodiscard]] std::expected<Document, Stopped> lay(std::string_view xml, Fonts& fonts) const {
    const auto loaded = load(xml);
    if (!loaded) {
      ADD_FAILURE() << loaded.error().element << ": " << loaded.error().message;
      return std::unexpected(Stopped{"load", loaded.error().message});
    }
    return layout(*loaded, data, catalogue_of_tests, fonts, options);
  }
};

// The lines of a page from top to bottom, each as its characters from left to right.
inline std::vector<std::string> lines_of(const Page& page) {
  std::map<Um, std::map<Um, char32_t>> by_place;
  for (const Item& item : page.items) {
    const auto* run = std::get_if<TextRun>(&item);
    if (run == nullptr || run->angle != 0) continue;
    for (const Glyph& glyph : run->glyphs) by_place[glyph.y][glyph.x] = glyph.character;
  }
  std::vector<std::string> lines;
  for (const auto& [y, line] : by_place) {
    icu::UnicodeString text;
    for (const auto& [x, character] : line) text.append(static_cast<UChar32>(character));
    lines.emplace_back();
    text.toUTF8String(lines.back());
  }
  return lines;
}

template <class T>
std::vector<T> all_of(const Page& page) {
  std::vector<T> found;
  for (const Item& item : page.items) {
    if (const auto* one = std::get_if<T>(&item)) found.push_back(*one);
  }
  return found;
}

inline Bitmap grey_of(const Bitmap& bits) {
  Bitmap grey{bits.width, bits.height, 8, {}};
  const auto stride = static_cast<std::size_t>((bits.width + 7) / 8);
  for (std::size_t y = 0; y < static_cast<std::size_t>(bits.height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(bits.width); ++x) {
      const bool black = (bits.rows[y * stride + x / 8] >> (7 - x % 8) & 1) != 0;
      grey.rows.push_back(black ? 0 : 255);
    }
  }
  return grey;
}

inline void keep_picture(const Bitmap& bitmap, const std::string& name) {
  const char* folder = std::getenv("DK_DOCUMENTS_OUT");
  if (folder == nullptr) return;
  const Bitmap grey = bitmap.bits == 8 ? bitmap : grey_of(bitmap);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.format = PNG_FORMAT_GRAY;
  image.width = static_cast<png_uint_32>(grey.width);
  image.height = static_cast<png_uint_32>(grey.height);
  const std::string path = std::string(folder) + "/" + name + ".png";
  EXPECT_NE(png_image_write_to_file(&image, path.c_str(), 0, grey.rows.data(), 0, nullptr), 0);
}

// The texts of the symbols that a reader finds, sorted.
inline std::vector<std::string> scanned(const Bitmap& bitmap) {
  const Bitmap grey = bitmap.bits == 8 ? bitmap : grey_of(bitmap);
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(static_cast<unsigned>(grey.width), static_cast<unsigned>(grey.height), "Y800",
                    grey.rows.data(), grey.rows.size());
  scanner.scan(image);
  std::vector<std::string> found;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) {
    found.push_back(symbol->get_data());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// FNV-1a over all places, sizes, colours and characters: the page model, but for the numbers that a
// font file gives its glyphs.
class PageDigest {
 public:
  explicit PageDigest(const Document& document) {
    for (const Page& page : document.pages) {
      add(page.width, page.height, page.items.size());
      for (const Item& item : page.items) {
        add(item.index());
        std::visit([this](const auto& what) { take(what); }, item);
      }
    }
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  void add(auto... numbers) { (one(static_cast<std::uint64_t>(numbers)), ...); }
  void one(std::uint64_t number) {
    for (int i = 0; i < 8; ++i) hash_ = (hash_ ^ (number >> (8 * i) & 0xff)) * 1'099'511'628'211U;
  }
  void take(const TextRun& run) {
    add(run.em, run.angle);
    take(run.colour);
    for (const Glyph& glyph : run.glyphs) add(glyph.character, glyph.x, glyph.y);
  }
  void take(const Colour& colour) { add(colour.red, colour.green, colour.blue); }
  void take(const Box& box) {
    add(box.x, box.y, box.width, box.height);
    take(box.colour);
  }
  void take(const PlacedPicture& picture) {
    add(picture.x, picture.y, picture.width, picture.height);
    for (const std::uint8_t byte : picture.picture->rgba) add(byte);
  }
  void take(const Symbol& symbol) {
    add(symbol.x, symbol.y, symbol.width, symbol.height, symbol.columns, symbol.rows);
    for (const std::uint8_t module : symbol.modules) add(module);
  }
  void take(const Ring& ring) { add(ring.x, ring.y, ring.radius, ring.thickness); }
  void take(const Polygon& polygon) {
    for (const Point& point : polygon.points) add(point.x, point.y);
  }
  std::uint64_t hash_ = 14'695'981'039'346'656'037U;
};

}  // namespace dk::documents
