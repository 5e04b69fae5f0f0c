// Reads a template's XML into a Root. Inside flows/documents only; one thread, one text.
#pragma once

#include <pugixml.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/documents/limits.h"
#include "flows/documents/model.h"
#include "flows/documents/template.h"

namespace dk::documents {

struct LoadStop {
  LoadError error;
};

class Loader {
 public:
  explicit Loader(const Template::Source& source) : source_(source), scope_(source.names) {}
  [[nodiscard]] std::unique_ptr<const Root> load();

 private:
  // loader.cpp: which element may stand where
  std::unique_ptr<Node> element(const pugi::xml_node& xml, Node::Kind parent, int depth);
  void kids(Node& node, const pugi::xml_node& xml, int depth);
  void loop(Node& node, const pugi::xml_node& xml);
  void check(const Node& node, const pugi::xml_node& xml) const;
  void picture(Node& node, const pugi::xml_node& xml);
  [[noreturn]] static void stop(const pugi::xml_node& xml, std::string message);

  // loader_attributes.cpp: what an attribute says
  void document(Root& root, const pugi::xml_node& xml);
  void attributes(Node& node, const pugi::xml_node& xml);
  bool style(Node& node, const pugi::xml_node& xml, std::string_view name, std::string_view text);
  bool measures(Node& node, const pugi::xml_node& xml, std::string_view name,
                std::string_view text);
  static Length length(const pugi::xml_node& xml, std::string_view text);
  static Um measure(const pugi::xml_node& xml, std::string_view text);
  static int whole(const pugi::xml_node& xml, std::string_view text, int least, int most);
  static int points(const pugi::xml_node& xml, std::string_view text);
  static Colour colour(const pugi::xml_node& xml, std::string_view text);

  // loader_text.cpp: words and expressions
  void parts(Node& node, const pugi::xml_node& xml);
  void characters(Node& node, const pugi::xml_node& xml, std::string_view text);
  void literal(Node& node, const pugi::xml_node& xml, std::string_view text);
  void say(Node& node, const pugi::xml_node& xml);
  std::unique_ptr<feel::Program> program(const pugi::xml_node& xml, std::string_view text) const;

  const Template::Source& source_;
  std::vector<std::string> scope_;  // names that an expression may use here
  int elements_ = 0;
  std::size_t pictures_ = 0;
  std::int64_t dots_left_ = limits::kPictureDots;
};

}  // namespace dk::documents
