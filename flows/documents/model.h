// A template as it is laid out: the elements of FORMAT.md with their attributes read. Inside
// flows/documents only. Immutable after loading.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/codes/symbols.h"
#include "flows/documents/page.h"
#include "flows/feel/feel.h"

namespace dk::documents {

struct Length {
  bool share = false;
  std::int32_t value = 0;  // micrometres, or thousandths of a share
};

enum class Align : std::uint8_t { Left, Centre, Right };

// Inside a text.
struct Part {
  enum class Kind : std::uint8_t { Literal, Say, Expression, Break } kind = Kind::Literal;
  std::string text;                        // literal, or msgid
  std::string language;                    // of a say; empty: the place's
  std::unique_ptr<feel::Program> program;  // Expression; Say: `with`, may be absent
};

struct Node {
  enum class Kind : std::uint8_t {
    Text,
    Columns,
    Column,
    Table,
    Head,
    Row,
    Cell,
    Image,
    Qr,
    Code128,
    Line,
    Space,
    Seal,
    For,
    Group,
    Break,
    Header,
    Footer,
    Document
  } kind = Kind::Text;
  std::string name;      // id, or the element's
  std::string language;  // empty: of what is around
  std::unique_ptr<feel::Program> condition;
  std::unique_ptr<feel::Program> list;  // `in`: the kids are drawn once for each item
  std::vector<std::unique_ptr<Node>> kids;
  std::vector<Part> parts;

  // What each element understands; see FORMAT.md.
  int size = 0;    // tenths of a point; 0: the document's
  int line = 130;  // percent
  int span = 1;
  bool bold = false;
  bool letters = true;
  bool keep = false;
  Align align = Align::Left;
  std::optional<Colour> colour;
  std::optional<Colour> fill;
  codes::QrLevel level = codes::QrLevel::M;
  Um before = 0;
  Um indent = 0;
  Um width = 0;  // of a picture
  Um height = 0;
  Um gap = 0;
  Um rule = 0;
  Um padding = 1000;
  Um module = 0;
  Um thickness = 250;
  Um diameter = 0;
  std::vector<Length> widths;              // of a table's columns; of one `column`: its own
  std::unique_ptr<feel::Program> value;    // of a symbol
  std::shared_ptr<const Picture> picture;  // of an image or a seal
};

struct Root {
  Um width = 0;
  Um height = 0;  // 0: a roll
  Um margin_top = 0, margin_right = 0, margin_bottom = 0, margin_left = 0;
  int size = 90;  // tenths of a point
  std::string language;
  std::vector<std::string> names;
  std::unique_ptr<Node> header;
  std::unique_ptr<Node> footer;
  Node body;
};

}  // namespace dk::documents
