// Reads DMN's XML into a Model. Inside flows/dmn only; one thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "flows/dmn/model.h"
#include "flows/xml/xml.h"

namespace dk::dmn {

struct LoadStop {
  LoadError error;
};

using flows::attribute;
using flows::child;
using flows::children;
using flows::local_name;

[[nodiscard]] inline std::string text_of(const pugi::xml_node& node) {
  return flows::trimmed_text(child(node, "text"));
}

// The names in scope where an expression stands.
struct Around {
  std::vector<std::string> names;
  std::vector<std::size_t> open;  // contexts whose members are names too
};

class Loader {
 public:
  explicit Loader(Model& model) : model_(model) {}
  void load(const Model::Source& source);

 private:
  struct Document {
    pugi::xml_document xml;
    pugi::xml_node root;
    std::string name_space;
    std::map<std::string, std::string> imports;  // name -> namespace
    std::map<std::string, TypePtr> types;        // item definitions, imported ones with a prefix
    std::map<std::string, Element*> by_id;
    std::map<Element*, pugi::xml_node> nodes;
  };

  // loader.cpp: the graph
  void parse(const std::string& xml, bool main);
  void declare(Document& document);
  void connect(Document& document, Element& element, const pugi::xml_node& node);
  void service(Document& document, Element& element, const pugi::xml_node& node);
  Element* referenced(Document& document, const pugi::xml_node& reference, Document** home);
  void require(Element& element, Element* other, const std::string& name);
  void fill(Document& document, Element& element, const pugi::xml_node& node);
  [[noreturn]] static void stop(const pugi::xml_node& node, std::string message);

  // loader_types.cpp
  void item_definitions(Document& document);
  TypePtr item_definition(Document& document, const pugi::xml_node& node, int depth);
  TypePtr type_named(Document& document, std::string name, int depth = 0);
  TypePtr type_of(Document& document, const pugi::xml_node& node);
  Variable variable(Document& document, const pugi::xml_node& node);

  // loader_boxed.cpp
  std::unique_ptr<Boxed> boxed(const pugi::xml_node& node, const Around& around);
  std::unique_ptr<Boxed> boxed_child(const pugi::xml_node& node, const Around& around);
  std::unique_ptr<Boxed> function(const pugi::xml_node& node, const Around& around);
  std::unique_ptr<Table> table(const pugi::xml_node& node, const Around& around);
  static void check_language(const pugi::xml_node& node);
  Program literal(const pugi::xml_node& node, const std::string& text, const Around& around);
  Program tests(const pugi::xml_node& node, const std::string& text, const Around& around);
  [[nodiscard]] feel::Names names_of(const Around& around) const;

  Model& model_;
  std::vector<std::unique_ptr<Document>> documents_;
  Document* document_ = nullptr;  // whose expressions are read now
  std::vector<std::string> members_;
  int boxed_depth_ = 0;
};

}  // namespace dk::dmn
