#include "flows/dmn/loader.h"

#include <algorithm>

#include "flows/feel/scope.h"

namespace dk::dmn {

void Loader::stop(const pugi::xml_node& node, std::string message) {
  throw LoadStop{{flows::nearest_id(node), std::move(message)}};
}

namespace {

// DMN's namespaces: 1.2, 1.3, 1.4, 1.5. What stands in them since 1.2 is read alike.
constexpr const char* kVersions[]{
    "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/"};

void check_version(const pugi::xml_node& root) {
  const std::string version = flows::name_space(root);
  if (std::find(std::begin(kVersions), std::end(kVersions), version) == std::end(kVersions)) {
    throw LoadStop{{"definitions", "this is no DMN from 1.2 to 1.5, but " +
                                       (version.empty() ? "without a namespace" : version)}};
  }
}

}  // namespace

void Loader::parse(const std::string& xml, bool main) {
  if (xml.size() > kMaxModelBytes) {
    throw LoadStop{
        {"definitions", "the model is longer than " + std::to_string(kMaxModelBytes) + " bytes"}};
  }
  auto document = std::make_unique<Document>();
  auto parsed = flows::parse_xml(xml);
  if (!parsed) throw LoadStop{{"", std::move(parsed.error())}};
  document->xml = std::move(*parsed);
  document->root = document->xml.document_element();
  if (local_name(document->root) != "definitions") {
    throw LoadStop{{local_name(document->root), "this is no DMN model"}};
  }
  check_version(document->root);
  check_language(document->root);
  document->name_space = attribute(document->root, "namespace");
  for (const auto& import : children(document->root, "import")) {
    document->imports[attribute(import, "name")] = attribute(import, "namespace");
  }
  if (main) {
    documents_.insert(documents_.begin(), std::move(document));
  } else {
    documents_.push_back(std::move(document));
  }
}

void Loader::declare(Document& document) {
  for (const auto& node : document.root.children()) {
    const std::string kind = local_name(node);
    auto element = std::make_unique<Element>();
    if (kind == "inputData") {
      element->kind = Element::Kind::Input;
    } else if (kind == "decision") {
      element->kind = Element::Kind::Decision;
    } else if (kind == "businessKnowledgeModel") {
      element->kind = Element::Kind::Knowledge;
    } else if (kind == "decisionService") {
      element->kind = Element::Kind::Service;
    } else {
      continue;  // item definitions, knowledge sources, diagrams: not elements with a value
    }
    element->id = attribute(node, "id");
    element->name = feel::normal_name(attribute(node, "name"));
    document_ = &document;
    if (const auto named = child(node, "variable")) element->variable = variable(document, named);
    element->variable.name = element->name;
    // An id that stands twice is refused where something refers to it.
    const bool first = document.by_id.emplace(element->id, element.get()).second;
    if (!first) document.by_id[element->id] = nullptr;
    document.nodes[element.get()] = node;
    if (&document == documents_.front().get()) model_.own_.push_back(element.get());
    model_.elements_.push_back(std::move(element));
  }
}

Element* Loader::referenced(Document& document, const pugi::xml_node& reference, Document** home) {
  const std::string href = attribute(reference, "href");
  const std::size_t hash = href.find('#');
  if (hash == std::string::npos) stop(reference, "the reference " + href + " names no element");
  const std::string name_space = href.substr(0, hash);
  const std::string id = href.substr(hash + 1);
  for (const auto& candidate : documents_) {
    const bool here =
        name_space.empty() ? candidate.get() == &document : candidate->name_space == name_space;
    if (!here) continue;
    const auto found = candidate->by_id.find(id);
    if (found != candidate->by_id.end()) {
      if (!found->second) stop(reference, "the id " + id + " stands twice");
      *home = candidate.get();
      return found->second;
    }
  }
  stop(reference, "nobody defines " + href);
}

void Loader::require(Element& element, Element* other, const std::string& name) {
  element.requires_.push_back(other);
  element.names.push_back(name);
}

void Loader::connect(Document& document, Element& element, const pugi::xml_node& node) {
  const auto link = [&](const pugi::xml_node& reference) {
    Document* home = nullptr;
    Element* other = referenced(document, reference, &home);
    std::string name = other->name;
    if (home != &document) {
      for (const auto& [prefix, name_space] : document.imports) {
        if (name_space == home->name_space && !prefix.empty()) name = prefix + "." + name;
      }
    }
    require(element, other, name);
  };
  for (const auto& requirement : children(node, "informationRequirement")) {
    for (const auto& reference : requirement.children()) {
      const std::string kind = local_name(reference);
      if (kind == "requiredInput" || kind == "requiredDecision") link(reference);
    }
  }
  for (const auto& requirement : children(node, "knowledgeRequirement")) {
    link(child(requirement, "requiredKnowledge"));
  }
}

void Loader::service(Document& document, Element& element, const pugi::xml_node& node) {
  Document* home = nullptr;
  for (const auto& output : children(node, "outputDecision")) {
    element.outputs.push_back(referenced(document, output, &home));
  }
  for (const char* kind : {"inputData", "inputDecision"}) {
    for (const auto& input : children(node, kind)) {
      element.parameters.push_back(referenced(document, input, &home));
    }
  }
  if (element.outputs.empty()) stop(node, "a decision service needs an output decision");
}

void Loader::fill(Document& document, Element& element, const pugi::xml_node& node) {
  document_ = &document;
  const Around around{element.names, {}};
  if (element.kind == Element::Kind::Decision) {
    for (const auto& inner : node.children()) {
      if (auto logic = boxed(inner, around)) element.logic = std::move(logic);
    }
  } else if (element.kind == Element::Kind::Knowledge) {
    if (const auto logic = child(node, "encapsulatedLogic"))
      element.logic = function(logic, around);
  }
}

void Loader::load(const Model::Source& source) {
  parse(source.xml, true);
  for (const std::string& xml : source.imports) parse(xml, false);
  // Imported types first: they may stand under a prefix in the importing model.
  for (auto document = documents_.rbegin(); document != documents_.rend(); ++document) {
    for (const auto& [prefix, name_space] : (*document)->imports) {
      for (const auto& other : documents_) {
        if (other->name_space != name_space || other == *document) continue;
        if (other->types.empty()) item_definitions(*other);
        for (const auto& [name, type] : other->types) {
          (*document)->types[prefix.empty() ? name : prefix + "." + name] = type;
        }
      }
    }
    item_definitions(**document);
  }
  for (const auto& document : documents_) declare(*document);
  for (const auto& document : documents_) {
    for (auto& [element, node] : document->nodes) {
      if (element->kind == Element::Kind::Service) {
        service(*document, *element, node);
      } else {
        connect(*document, *element, node);
      }
    }
  }
  for (const auto& document : documents_) {
    for (auto& [element, node] : document->nodes) fill(*document, *element, node);
  }
}

std::expected<Model, LoadError> Model::load(const Source& source) {
  Model model;
  try {
    Loader(model).load(source);
  } catch (const LoadStop& stop) {
    return std::unexpected(stop.error);
  }
  return model;
}

const Element* Model::find(std::string_view name) const {
  const auto found = std::find_if(own_.begin(), own_.end(),
                                  [&](const Element* element) { return element->name == name; });
  return found == own_.end() ? nullptr : *found;
}

}  // namespace dk::dmn
