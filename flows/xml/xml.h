// Small questions about XML elements, asked by all readers of BPMN, DMN and templates.
//
// Editors choose their own prefixes, so elements are told by local name and namespace. Used on one
// thread; nodes live as long as their document.
#pragma once

#include <pugixml.hpp>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace dk::flows {

// Of `xml` without any DTD, so that no entity is ever expanded. The error is a plain sentence.
[[nodiscard]] std::expected<pugi::xml_document, std::string> parse_xml(std::string_view xml);

[[nodiscard]] std::string local_name(const pugi::xml_node& node);
// The URI of the element's namespace; empty when none is declared.
[[nodiscard]] std::string name_space(const pugi::xml_node& node);
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
[[nodiscard]] std::vector<pugi::xml_node> children(const pugi::xml_node& node,
                                                   std::string_view name);
[[nodiscard]] std::string attribute(const pugi::xml_node& node, const char* name);
// Its own text without white space at the ends.
[[nodiscard]] std::string trimmed_text(const pugi::xml_node& node);
// The id of the nearest element that an editor can find; its name where no element has one.
[[nodiscard]] std::string nearest_id(const pugi::xml_node& node);

}  // namespace dk::flows
