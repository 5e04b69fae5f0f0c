// The objects of one page as OFD's XML (GB/T 33190 clauses 8 to 11), and the resources that they
// name. Ids are given in the order of drawing; one writer serves a whole document. One thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>

#include "flows/documents/ofd/font_subset.h"
#include "flows/documents/page.h"

namespace pugi {
class xml_node;
}

namespace dk::documents {

// Ids of a document: each once, from 1 (clause 7.4).
class OfdIds {
 public:
  [[nodiscard]] int next() { return ++last_; }
  [[nodiscard]] int last() const { return last_; }

 private:
  int last_ = 0;
};

struct OfdFont {
  int id = 0;
  FontSubset subset;
};

class PageObjects {
 public:
  PageObjects(OfdIds& ids, const std::map<std::uint16_t, OfdFont>& fonts)
      : ids_(ids), fonts_(fonts) {}

  // Adds one object to a layer.
  void draw(pugi::xml_node layer, const Item& item);
  // The pictures that were drawn, with their ids, each once.
  [[nodiscard]] const std::map<std::shared_ptr<const Picture>, int>& pictures() const {
    return pictures_;
  }

 private:
  void draw(pugi::xml_node layer, const TextRun& run);
  void draw(pugi::xml_node layer, const Box& box);
  void draw(pugi::xml_node layer, const PlacedPicture& placed);
  void draw(pugi::xml_node layer, const Symbol& symbol);
  void draw(pugi::xml_node layer, const Ring& ring);
  void draw(pugi::xml_node layer, const Polygon& polygon);
  void draw_turned(pugi::xml_node layer, const TextRun& run, const OfdFont& font);
  pugi::xml_node text_object(pugi::xml_node layer, const TextRun& run, const OfdFont& font);
  pugi::xml_node filled_path(pugi::xml_node layer, Colour colour, const std::string& boundary,
                             const std::string& data);

  OfdIds& ids_;
  const std::map<std::uint16_t, OfdFont>& fonts_;
  std::map<std::shared_ptr<const Picture>, int> pictures_;
};

// "12.345" of micrometres; several with spaces between them.
[[nodiscard]] std::string millimetres(std::int64_t um);
[[nodiscard]] std::string millimetres(std::initializer_list<std::int64_t> um);

}  // namespace dk::documents
