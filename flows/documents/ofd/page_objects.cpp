#include "flows/documents/ofd/page_objects.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <pugixml.hpp>
#include <span>
#include <variant>

namespace dk::documents {
namespace {

std::string colour_of(Colour colour) {
  std::string text = std::to_string(colour.red);
  text.append(" ").append(std::to_string(colour.green));
  return text.append(" ").append(std::to_string(colour.blue));
}

void fill(pugi::xml_node object, Colour colour) {
  if (colour == Colour{}) return;  // black is what a reader takes by itself
  object.append_child("ofd:FillColor").append_attribute("Value") = colour_of(colour).c_str();
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

// "M x y L x y ... C" of a rectangle, in the object's own space.
void add_rectangle(std::string& data, std::int64_t x, std::int64_t y, std::int64_t width,
                   std::int64_t height) {
  if (!data.empty()) data += ' ';
  data.append("M ").append(millimetres({x, y}));
  data.append(" L ").append(millimetres({x + width, y}));
  data.append(" L ").append(millimetres({x + width, y + height}));
  data.append(" L ").append(millimetres({x, y + height})).append(" C");
}

// Six decimals of a sine, without a "-0" that would depend on the machine.
std::string ratio(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.begin(), text.end(), std::abs(value) < 5e-7 ? 0.0 : value,
                                 std::chars_format::fixed, 6);
  return {text.data(), end.ptr};
}

void append_glyphs(pugi::xml_node object, std::span<const Glyph> glyphs, const OfdFont& font) {
  std::string numbers;
  for (const Glyph& glyph : glyphs) {
    if (!numbers.empty()) numbers += ' ';
    const auto now = font.subset.glyphs.find(glyph.index);
    numbers += std::to_string(now == font.subset.glyphs.end() ? 0 : now->second);
  }
  pugi::xml_node transform = object.append_child("ofd:CGTransform");
  transform.append_attribute("CodePosition") = 0;
  transform.append_attribute("CodeCount") = static_cast<unsigned>(glyphs.size());
  transform.append_attribute("GlyphCount") = static_cast<unsigned>(glyphs.size());
  transform.append_child("ofd:Glyphs").text() = numbers.c_str();
}

std::string characters_of(std::span<const Glyph> glyphs) {
  std::string text;
  for (const Glyph& glyph : glyphs) {
    icu::UnicodeString(static_cast<UChar32>(glyph.character)).toUTF8String(text);
  }
  return text;
}

}  // namespace

std::string millimetres(std::int64_t um) {
  const std::int64_t size = um < 0 ? -um : um;
  std::string text = um < 0 ? "-" : "";
  text += std::to_string(size / 1000);
  if (const auto rest = static_cast<int>(size % 1000); rest != 0) {
    const std::string digits = std::to_string(1000 + rest).substr(1);
    text.append(".").append(digits, 0, digits.find_last_not_of('0') + 1);
  }
  return text;
}

std::string millimetres(std::initializer_list<std::int64_t> um) {
  std::string text;
  for (const std::int64_t one : um) {
    if (!text.empty()) text += ' ';
    text += millimetres(one);
  }
  return text;
}

void PageObjects::draw(pugi::xml_node layer, const Item& item) {
  std::visit([&](const auto& what) { draw(layer, what); }, item);
}

pugi::xml_node PageObjects::text_object(pugi::xml_node layer, const TextRun& run,
                                        const OfdFont& font) {
  pugi::xml_node object = layer.append_child("ofd:TextObject");
  object.append_attribute("ID") = ids_.next();
  object.append_attribute("Font") = font.id;
  set(object, "Size", millimetres(run.em));
  return object;
}

void PageObjects::draw(pugi::xml_node layer, const TextRun& run) {
  const auto font = fonts_.find(run.font);
  if (run.glyphs.empty() || font == fonts_.end()) return;
  if (run.angle != 0) return draw_turned(layer, run, font->second);
  // Readers cut at the boundary: an em around leaves every letter whole.
  const Um left = run.glyphs.front().x - run.em;
  const Um top = run.glyphs.front().y - 2 * run.em;
  Um right = left;
  for (const Glyph& glyph : run.glyphs) right = std::max(right, glyph.x + 2 * run.em);
  pugi::xml_node object = text_object(layer, run, font->second);
  set(object, "Boundary", millimetres({left, top, right - left, 3 * std::int64_t{run.em}}));
  fill(object, run.colour);
  append_glyphs(object, run.glyphs, font->second);
  pugi::xml_node code = object.append_child("ofd:TextCode");
  set(code, "X", millimetres(run.glyphs.front().x - left));
  set(code, "Y", millimetres(run.glyphs.front().y - top));
  std::string steps;
  for (std::size_t i = 1; i < run.glyphs.size(); ++i) {
    if (i > 1) steps += ' ';
    steps += millimetres(run.glyphs[i].x - run.glyphs[i - 1].x);
  }
  if (!steps.empty()) set(code, "DeltaX", steps);
  code.text() = characters_of(run.glyphs).c_str();
}

// Each letter of a seal is an object that is turned about its own origin.
void PageObjects::draw_turned(pugi::xml_node layer, const TextRun& run, const OfdFont& font) {
  const double angle = run.angle / 65'536.0 * std::numbers::pi / 180.0;
  std::string turn;
  for (const double one : {std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle)}) {
    turn.append(ratio(one)).append(" ");
  }
  for (const Glyph& glyph : run.glyphs) {
    const Um reach = 2 * run.em;
    pugi::xml_node object = text_object(layer, run, font);
    set(object, "Boundary",
        millimetres(
            {glyph.x - reach, glyph.y - reach, 2 * std::int64_t{reach}, 2 * std::int64_t{reach}}));
    set(object, "CTM", turn + millimetres({reach, reach}));
    fill(object, run.colour);
    append_glyphs(object, {&glyph, 1}, font);
    pugi::xml_node code = object.append_child("ofd:TextCode");
    set(code, "X", "0");
    set(code, "Y", "0");
    code.text() = characters_of({&glyph, 1}).c_str();
  }
}

pugi::xml_node PageObjects::filled_path(pugi::xml_node layer, Colour colour,
                                        const std::string& boundary, const std::string& data) {
  pugi::xml_node object = layer.append_child("ofd:PathObject");
  object.append_attribute("ID") = ids_.next();
  set(object, "Boundary", boundary);
  object.append_attribute("Stroke") = "false";
  object.append_attribute("Fill") = "true";
  // What is not said about a path's filling is "transparent", unlike a letter's.
  object.append_child("ofd:FillColor").append_attribute("Value") = colour_of(colour).c_str();
  object.append_child("ofd:AbbreviatedData").text() = data.c_str();
  return object;
}

void PageObjects::draw(pugi::xml_node layer, const Box& box) {
  std::string data;
  add_rectangle(data, 0, 0, box.width, box.height);
  filled_path(layer, box.colour, millimetres({box.x, box.y, box.width, box.height}), data);
}

void PageObjects::draw(pugi::xml_node layer, const Symbol& symbol) {
  const Um width = symbol.width / symbol.columns;
  const Um height = symbol.height / symbol.rows;
  std::string data;
  std::size_t at = 0;
  for (int row = 0; row < symbol.rows; ++row) {
    for (int column = 0; column < symbol.columns; ++column, ++at) {
      if (symbol.modules[at] == 0) continue;
      // Neighbours as one, so that no reader shows a seam.
      const int first = column;
      while (column + 1 < symbol.columns && symbol.modules[at + 1] != 0) ++column, ++at;
      add_rectangle(data, std::int64_t{first} * width, std::int64_t{row} * height,
                    std::int64_t{column - first + 1} * width, height);
    }
  }
  filled_path(layer, {}, millimetres({symbol.x, symbol.y, symbol.width, symbol.height}), data);
}

void PageObjects::draw(pugi::xml_node layer, const Polygon& polygon) {
  if (polygon.points.empty()) return;
  const auto [left, right] = std::ranges::minmax(polygon.points, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(polygon.points, {}, &Point::y);
  std::string data;
  for (const Point& point : polygon.points) {
    data.append(data.empty() ? "M " : " L ");
    data.append(millimetres({point.x - left.x, point.y - top.y}));
  }
  filled_path(layer, polygon.colour,
              millimetres({left.x, top.y, right.x - left.x, bottom.y - top.y}), data + " C");
}

void PageObjects::draw(pugi::xml_node layer, const Ring& ring) {
  pugi::xml_node object = layer.append_child("ofd:PathObject");
  object.append_attribute("ID") = ids_.next();
  const std::int64_t side = 2 * std::int64_t{ring.radius};
  set(object, "Boundary", millimetres({ring.x - ring.radius, ring.y - ring.radius, side, side}));
  set(object, "LineWidth", millimetres(ring.thickness));
  object.append_child("ofd:StrokeColor").append_attribute("Value") = colour_of(ring.colour).c_str();
  // Two half circles along the middle of the line.
  const std::int64_t radius = ring.radius - ring.thickness / 2;
  std::string data = "M ";
  data.append(millimetres({ring.radius - radius, ring.radius}));
  for (const std::int64_t end : {ring.radius + radius, ring.radius - radius}) {
    data.append(" A ").append(millimetres({radius, radius})).append(" 0 0 1 ");
    data.append(millimetres({end, ring.radius}));
  }
  object.append_child("ofd:AbbreviatedData").text() = data.append(" C").c_str();
}

void PageObjects::draw(pugi::xml_node layer, const PlacedPicture& placed) {
  auto [found, is_new] = pictures_.try_emplace(placed.picture, 0);
  if (is_new) found->second = ids_.next();
  pugi::xml_node object = layer.append_child("ofd:ImageObject");
  object.append_attribute("ID") = ids_.next();
  set(object, "Boundary", millimetres({placed.x, placed.y, placed.width, placed.height}));
  // A picture is a square of one by one that is stretched.
  set(object, "CTM", millimetres(placed.width) + " 0 0 " + millimetres(placed.height) + " 0 0");
  object.append_attribute("ResourceID") = found->second;
}

}  // namespace dk::documents
