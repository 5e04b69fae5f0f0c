// Text: words of the catalogue, values of expressions, lines.
#include <algorithm>

#include "flows/documents/flow.h"

namespace dk::documents {

namespace {

constexpr Um kLeastWidth = 1'000;
constexpr Um kFillSide = 1'000;

// Tenths of a point (1/72 inch) in micrometres.
Um em_of(int tenths) { return (tenths * 25'400 + 360) / 720; }

// What has a text of its own; a list of lists could be longer than any paper.
bool is_plain(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::Null:
    case feel::Kind::List:
    case feel::Kind::Context:
    case feel::Kind::Range:
    case feel::Kind::Function:
      return false;
    default:
      return true;
  }
}

// Puts values into the places of a text: "{count} persons". Each place is asked once, and a value
// is never looked through for places.
template <class Give>
std::string filled(const std::string& text, const Give& give) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t end = open == std::string::npos ? open : text.find('}', open);
    if (end == std::string::npos) return out + text.substr(at);
    out.append(text, at, open - at);
    out += give(text.substr(open + 1, end - open - 1));
    at = end + 1;
  }
  return out;
}

}  // namespace

Letters Flow::letters(const Node& node) const {
  return {em_of(node.size != 0 ? node.size : root_.size), node.bold,
          node.colour.value_or(Colour{})};
}

std::string Flow::said(const Node& node, const Part& part, const std::string& language) {
  const std::string words = words_(language, part.text);
  feel::Value places;
  if (part.program) places = value(*part.program);
  return filled(words, [&](const std::string& name) {
    const feel::Value* found =
        places.is(feel::Kind::Context) ? places.context().find(name) : nullptr;
    if (found != nullptr && is_plain(*found)) return feel::to_text(*found);
    note(node.name, part.text + " has no value for its place " + name);
    return found != nullptr ? std::string() : '{' + name + '}';
  });
}

std::vector<Piece> Flow::pieces(const Node& node, const std::string& language) {
  std::vector<Piece> out;
  for (const Part& part : node.parts) {
    const std::string& own = part.language.empty() ? language : part.language;
    switch (part.kind) {
      case Part::Kind::Literal:
        out.push_back({part.text, own});
        break;
      case Part::Kind::Break:
        out.push_back({"\n", own});
        break;
      case Part::Kind::Say:
        out.push_back({said(node, part, own), own});
        break;
      case Part::Kind::Expression: {
        const feel::Value result = value(*part.program);
        if (is_plain(result)) {
          out.push_back({feel::to_text(result), own});
        } else {
          note(node.name,
               result.null() ? "an expression is null" : "an expression gives what has no text");
        }
        break;
      }
    }
  }
  return out;
}

void Flow::text(const Node& node, const Surroundings& around, Slabs& out) {
  const Um width = around.width - node.indent;
  if (width < kLeastWidth) stop(node, "width", "less than 1mm is left for its text");
  const Letters look = letters(node);
  const Um height = static_cast<Um>(std::int64_t{look.em} * node.line / 100);
  // The em box of Han characters reaches from 12% below the base line to 88% above it.
  const Um base = (height - look.em) / 2 + look.em * 88 / 100;
  for (Line& line : typesetter_.lines(pieces(node, around.language), look, width, node.name)) {
    if (line.width > width) note(node.name, "a character is wider than its place");
    const Um x = node.indent + place(node.align, width, line.width);
    Slab slab;
    slab.height = height;
    if (node.fill && line.width > 0) {
      const Um left = std::max(x - kFillSide, 0);
      const Um right = std::min(x + line.width + kFillSide, around.width);
      slab.items.emplace_back(Box{left, 0, right - left, height, *node.fill});
    }
    for (TextRun& run : line.runs) {
      Item item = std::move(run);
      move_by(item, x, base);
      slab.items.emplace_back(std::move(item));
    }
    out.push_back(std::move(slab));
  }
}

}  // namespace dk::documents
