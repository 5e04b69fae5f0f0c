// What stands inside a text: signs, {expressions}, <say>, <br>.
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "flows/documents/loader.h"

namespace dk::documents {

namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool has_letter(std::string_view text) {
  const auto characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    if (u_isalpha(characters.char32At(at))) return true;
  }
  return false;
}

// The place of the brace that ends the expression beginning at `at`; braces of contexts and what
// stands in strings do not count.
std::size_t closing_brace(std::string_view text, std::size_t at) {
  int depth = 1;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '{') {
      ++depth;
    } else if (!quoted && c == '}' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

// A text ends without a space, and a line of it too.
void trim_end(std::vector<Part>& parts) {
  if (parts.empty() || parts.back().kind != Part::Kind::Literal) return;
  if (parts.back().text.ends_with(' ')) parts.back().text.pop_back();
  if (parts.back().text.empty()) parts.pop_back();
}

}  // namespace

std::unique_ptr<feel::Program> Loader::program(const pugi::xml_node& xml,
                                               std::string_view text) const {
  feel::Names names;
  names.inputs = scope_;
  auto compiled = feel::compile(text, names);
  if (!compiled) {
    stop(xml, "the expression " + std::string(text.substr(0, 60)) + " at byte " +
                  std::to_string(compiled.error().at) + ": " + compiled.error().message);
  }
  if (!compiled->unknown().empty()) {
    stop(xml, "the expression " + std::string(text.substr(0, 60)) + ": nobody gives " +
                  compiled->unknown().front().message);
  }
  return std::make_unique<feel::Program>(std::move(*compiled));
}

void Loader::literal(Node& node, const pugi::xml_node& xml, std::string_view text) {
  if (has_letter(text)) {
    stop(xml, "words belong into the catalogue: write <say id=\"...\"/> for " +
                  std::string(text.substr(0, 40)));
  }
  auto& parts = node.parts;
  const bool begins = parts.empty() || parts.back().kind == Part::Kind::Break;
  std::string tidy;
  for (const char c : text) {
    if (!blank(c)) {
      tidy += c;
    } else if (!tidy.ends_with(' ') && !(begins && tidy.empty())) {
      tidy += ' ';
    }
  }
  if (!tidy.empty()) parts.push_back({Part::Kind::Literal, std::move(tidy), {}, nullptr});
}

void Loader::characters(Node& node, const pugi::xml_node& xml, std::string_view text) {
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    literal(node, xml, text.substr(0, open));
    if (open == text.size()) return;
    const std::size_t end = closing_brace(text, open + 1);
    if (end == std::string_view::npos) stop(xml, "an expression is not closed by }");
    node.parts.push_back(
        {Part::Kind::Expression, {}, {}, program(xml, text.substr(open + 1, end - open - 1))});
    text.remove_prefix(end + 1);
  }
}

void Loader::say(Node& node, const pugi::xml_node& xml) {
  Part part{Part::Kind::Say, {}, {}, nullptr};
  for (const auto& attribute : xml.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "id") {
      part.text = attribute.value();
    } else if (name == "lang") {
      part.language = attribute.value();
    } else if (name == "with") {
      part.program = program(xml, attribute.value());
    } else {
      stop(xml, "say has no attribute " + std::string(name));
    }
  }
  if (part.text.empty()) stop(xml, "say needs an id");
  if (xml.first_child()) stop(xml, "say holds nothing");
  node.parts.push_back(std::move(part));
}

void Loader::parts(Node& node, const pugi::xml_node& xml) {
  for (const auto& inner : xml.children()) {
    const std::string_view name = inner.name();
    if (inner.type() != pugi::node_element) {
      characters(node, xml, inner.value());
      continue;
    }
    if (++elements_ > limits::kElements) stop(xml, "the template is over the limit elements");
    if (name == "say") {
      say(node, inner);
    } else if (name == "br") {
      if (inner.first_attribute() || inner.first_child()) stop(inner, "br holds nothing");
      trim_end(node.parts);
      node.parts.push_back({Part::Kind::Break, {}, {}, nullptr});
    } else {
      stop(inner, "there is no element " + std::string(name) + " in a text");
    }
  }
  trim_end(node.parts);
}

}  // namespace dk::documents
