#include "flows/xml/xml.h"

#include <algorithm>
#include <cstring>

namespace dk::flows {

std::expected<pugi::xml_document, std::string> parse_xml(std::string_view xml) {
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default & ~pugi::parse_doctype);
  if (!parsed) return std::unexpected(std::string("this is no XML: ") + parsed.description());
  return document;
}

std::string local_name(const pugi::xml_node& node) {
  const char* name = node.name();
  const char* colon = std::strchr(name, ':');
  return colon != nullptr ? colon + 1 : name;
}

std::string name_space(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string declaration =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const auto found = at.attribute(declaration.c_str())) return found.value();
  }
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& inner : node.children()) {
    if (local_name(inner) == name) return inner;
  }
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& inner : node.children()) {
    if (local_name(inner) == name) found.push_back(inner);
  }
  return found;
}

std::string attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

std::string trimmed_text(const pugi::xml_node& node) {
  std::string text = node.text().get();
  const auto space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  while (!text.empty() && space(text.back())) text.pop_back();
  text.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(text, space) - text.begin()));
  return text;
}

std::string nearest_id(const pugi::xml_node& node) {
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (std::string id = attribute(at, "id"); !id.empty()) return id;
  }
  return local_name(node);
}

}  // namespace dk::flows
