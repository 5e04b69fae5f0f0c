#include "flows/documents/ofd/ofd.h"

#include <png.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "flows/documents/ofd/page_objects.h"
#include "flows/documents/ofd/zip.h"

namespace dk::documents {
namespace {

constexpr const char* kNamespace = "http://www.ofdspec.org/2016";

class Text : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

// A part of the package: an XML document with one root of OFD's namespace.
class Part {
 public:
  explicit Part(const char* root) : root_(document_.append_child(root)) {
    pugi::xml_node head = document_.prepend_child(pugi::node_declaration);
    head.append_attribute("version") = "1.0";
    head.append_attribute("encoding") = "UTF-8";
    root_.append_attribute("xmlns:ofd") = kNamespace;
  }
  pugi::xml_node root() { return root_; }
  [[nodiscard]] std::string bytes() const {
    Text text;
    document_.save(text, "", pugi::format_raw, pugi::encoding_utf8);
    return std::move(text.text);
  }

 private:
  pugi::xml_document document_;
  pugi::xml_node root_;
};

void say(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text() = text.c_str();
}

std::string box_of(const Page& page) { return millimetres({0, 0, page.width, page.height}); }

std::unexpected<Stopped> stopped(const char* limit, std::string message) {
  return std::unexpected(Stopped{limit, std::move(message)});
}

bool is_id(const std::string& text) {
  return text.size() == 32 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

std::string png_of(const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.format = PNG_FORMAT_RGBA;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, picture.rgba.data(), 0, nullptr) == 0) {
    return {};
  }
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.rgba.data(), 0, nullptr) ==
      0) {
    return {};
  }
  bytes.resize(size);
  return bytes;
}

class Package {
 public:
  Package(std::span<const Page> pages, Fonts& fonts, const OfdOptions& options)
      : pages_(pages), fonts_(fonts), options_(options) {}

  std::expected<std::string, Stopped> make() {
    if (auto failed = embed_fonts()) return std::unexpected(std::move(*failed));
    PageObjects objects(ids_, embedded_);
    std::vector<std::pair<std::string, std::string>> contents;
    Part document("ofd:Document");
    pugi::xml_node common = document.root().append_child("ofd:CommonData");
    pugi::xml_node list = document.root().append_child("ofd:Pages");
    for (const Page& page : pages_) {
      const std::string at = "Pages/Page_" + std::to_string(contents.size()) + "/Content.xml";
      pugi::xml_node entry = list.append_child("ofd:Page");
      entry.append_attribute("ID") = ids_.next();
      entry.append_attribute("BaseLoc") = at.c_str();
      contents.emplace_back("Doc_0/" + at, content(page, objects));
    }
    std::map<int, const Picture*> pictures;  // in the order of their ids
    for (const auto& [picture, id] : objects.pictures()) pictures[id] = picture.get();

    zip_.add("OFD.xml", entry());
    say(common, "ofd:MaxUnitID", std::to_string(ids_.last()));
    say(common.append_child("ofd:PageArea"), "ofd:PhysicalBox", box_of(pages_.front()));
    say(common, "ofd:PublicRes", "PublicRes.xml");
    if (!pictures.empty()) say(common, "ofd:DocumentRes", "DocumentRes.xml");
    zip_.add("Doc_0/Document.xml", document.bytes());
    add_fonts();
    if (!pictures.empty()) {
      if (auto failed = add_pictures(pictures)) return std::unexpected(std::move(*failed));
    }
    for (const auto& [name, bytes] : contents) zip_.add(name, bytes);
    return zip_.take();
  }

 private:
  // Every font that a letter of the document stands in, cut down to those letters.
  std::optional<Stopped> embed_fonts() {
    struct Used {
      std::set<std::uint32_t> glyphs;
      std::set<char32_t> characters;
    };
    std::map<std::uint16_t, Used> used;
    for (const Page& page : pages_) {
      for (const Item& item : page.items) {
        const auto* run = std::get_if<TextRun>(&item);
        if (run == nullptr) continue;
        for (const Glyph& glyph : run->glyphs) {
          used[run->font].glyphs.insert(glyph.index);
          used[run->font].characters.insert(glyph.character);
        }
      }
    }
    for (const auto& [font, what] : used) {
      const FontSource* source = fonts_.source(font);
      if (source == nullptr) return Stopped{"fonts", "a font that is not there"};
      auto subset = subset_font(*source, what.glyphs, what.characters);
      if (!subset) return Stopped{"fonts", subset.error()};
      embedded_[font] = {ids_.next(), std::move(*subset)};
    }
    return {};
  }

  std::string content(const Page& page, PageObjects& objects) {
    Part part("ofd:Page");
    say(part.root().append_child("ofd:Area"), "ofd:PhysicalBox", box_of(page));
    pugi::xml_node layer = part.root().append_child("ofd:Content").append_child("ofd:Layer");
    layer.append_attribute("ID") = ids_.next();
    layer.append_attribute("Type") = "Body";
    for (const Item& item : page.items) objects.draw(layer, item);
    return part.bytes();
  }

  [[nodiscard]] std::string entry() const {
    Part part("ofd:OFD");
    part.root().append_attribute("Version") = "1.0";
    part.root().append_attribute("DocType") = "OFD";
    pugi::xml_node body = part.root().append_child("ofd:DocBody");
    pugi::xml_node info = body.append_child("ofd:DocInfo");
    say(info, "ofd:DocID", options_.id);
    if (!options_.title.empty()) say(info, "ofd:Title", options_.title);
    if (!options_.created.empty()) say(info, "ofd:CreationDate", options_.created);
    say(body, "ofd:DocRoot", "Doc_0/Document.xml");
    return part.bytes();
  }

  void add_fonts() {
    Part part("ofd:Res");
    part.root().append_attribute("BaseLoc") = "Res";
    pugi::xml_node list = part.root().append_child("ofd:Fonts");
    for (const auto& [number, font] : embedded_) {
      const std::string file =
          "font_" + std::to_string(font.id) + (font.subset.is_cff ? ".otf" : ".ttf");
      pugi::xml_node entry = list.append_child("ofd:Font");
      entry.append_attribute("ID") = font.id;
      entry.append_attribute("FontName") = font.subset.name.c_str();
      say(entry, "ofd:FontFile", file);
      zip_.add("Doc_0/Res/" + file, font.subset.bytes);
    }
    zip_.add("Doc_0/PublicRes.xml", part.bytes());
  }

  std::optional<Stopped> add_pictures(const std::map<int, const Picture*>& pictures) {
    Part part("ofd:Res");
    part.root().append_attribute("BaseLoc") = "Res";
    pugi::xml_node list = part.root().append_child("ofd:MultiMedias");
    for (const auto& [id, picture] : pictures) {
      const std::string bytes = png_of(*picture);
      if (bytes.empty()) return Stopped{"picture", "a picture that cannot be packed"};
      const std::string file = "image_" + std::to_string(id) + ".png";
      pugi::xml_node entry = list.append_child("ofd:MultiMedia");
      entry.append_attribute("ID") = id;
      entry.append_attribute("Type") = "Image";
      entry.append_attribute("Format") = "PNG";
      say(entry, "ofd:MediaFile", file);
      zip_.add("Doc_0/Res/" + file, bytes);
    }
    zip_.add("Doc_0/DocumentRes.xml", part.bytes());
    return {};
  }

  std::span<const Page> pages_;
  Fonts& fonts_;
  const OfdOptions& options_;
  OfdIds ids_;
  std::map<std::uint16_t, OfdFont> embedded_;
  ZipWriter zip_;
};

}  // namespace

std::expected<std::string, Stopped> ofd(std::span<const Page> pages, Fonts& fonts,
                                        const OfdOptions& options) {
  if (pages.empty()) return stopped("pages", "an OFD needs a page");
  if (!is_id(options.id)) return stopped("id", "DocID is 32 hexadecimal digits");
  return Package(pages, fonts, options).make();
}

}  // namespace dk::documents
