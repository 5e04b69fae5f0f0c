// Item definitions as types (clause 7.3.3).
#include "flows/dmn/loader.h"

namespace dk::dmn {

namespace {

constexpr int kMaxTypeDepth = 32;

TypePtr simple(feel::Kind kind) {
  auto type = std::make_shared<feel::Type>();
  type->kind = feel::Type::Kind::Simple;
  type->simple = kind;
  return type;
}

// The names of 10.3.2.2 and those that 1.1 gave to durations.
TypePtr built_in(const std::string& name) {
  using feel::Kind;
  static const std::map<std::string, Kind> kNames{
      {"number", Kind::Number},
      {"string", Kind::String},
      {"boolean", Kind::Boolean},
      {"date", Kind::Date},
      {"time", Kind::Time},
      {"date and time", Kind::DateTime},
      {"dateTime", Kind::DateTime},
      {"days and time duration", Kind::DaysDuration},
      {"dayTimeDuration", Kind::DaysDuration},
      {"years and months duration", Kind::MonthsDuration},
      {"yearMonthDuration", Kind::MonthsDuration}};
  const auto found = kNames.find(name);
  if (found != kNames.end()) return simple(found->second);
  if (name == "Any") return std::make_shared<feel::Type>();
  auto type = std::make_shared<feel::Type>();
  if (name == "context") {
    type->kind = feel::Type::Kind::Context;
  } else if (name == "list") {
    type->kind = feel::Type::Kind::List;
  } else if (name == "function") {
    type->kind = feel::Type::Kind::Function;
  } else {
    return nullptr;
  }
  return type;
}

TypePtr list_of(TypePtr element) {
  auto type = std::make_shared<feel::Type>();
  type->kind = feel::Type::Kind::List;
  if (element) type->parts.push_back(std::move(element));
  return type;
}

}  // namespace

TypePtr Loader::type_named(Document& document, std::string name, int depth) {
  if (name.empty()) return nullptr;
  // "feel:string" of 1.1
  if (name.starts_with("feel:")) name.erase(0, 5);
  const auto known = document.types.find(name);
  if (known != document.types.end()) return known->second;
  if (TypePtr built = built_in(name)) return built;
  for (const auto& node : children(document.root, "itemDefinition")) {
    // Kept at once: definitions that use each other twice would double the work each time.
    if (attribute(node, "name") == name) {
      return document.types[name] = item_definition(document, node, depth + 1);
    }
  }
  const std::size_t colon = name.find(':');
  if (colon != std::string::npos) return type_named(document, name.substr(colon + 1), depth + 1);
  return nullptr;
}

TypePtr Loader::item_definition(Document& document, const pugi::xml_node& node, int depth) {
  if (depth > kMaxTypeDepth) {
    throw LoadStop{{"definitions", "item definitions stand in each other deeper than " +
                                       std::to_string(kMaxTypeDepth)}};
  }
  auto type = std::make_shared<feel::Type>();
  const auto components = children(node, "itemComponent");
  const auto reference = child(node, "typeRef");
  if (!components.empty()) {
    type->kind = feel::Type::Kind::Context;
    for (const auto& component : components) {
      const std::string name = attribute(component, "name");
      type->names.push_back(name);
      if (name.find_first_of("+-*/'.") != std::string::npos) members_.push_back(name);
      TypePtr part = item_definition(document, component, depth + 1);
      type->parts.push_back(part ? part : std::make_shared<feel::Type>());
    }
  } else if (const auto function = child(node, "functionItem")) {
    type->kind = feel::Type::Kind::Function;
    for (const auto& parameter : children(function, "parameters")) {
      TypePtr part = type_named(document, attribute(parameter, "typeRef"), depth + 1);
      type->parts.push_back(part ? part : std::make_shared<feel::Type>());
    }
    TypePtr result = type_named(document, attribute(function, "outputTypeRef"), depth + 1);
    type->parts.push_back(result ? result : std::make_shared<feel::Type>());
  } else if (reference) {
    const std::string name = reference.child_value();
    const TypePtr base = type_named(document, name, depth + 1);
    if (!base) stop(node, "nobody defines the type " + name);
    *type = *base;
  }
  const bool collection = attribute(node, "isCollection") == "true";
  const auto constrain = [&](const char* element, feel::Type& constrained) {
    const auto allowed = child(node, element);
    if (!allowed) return;
    feel::Names names;
    names.inputs = {"?"};
    auto program = feel::compile_unary_tests(text_of(allowed), names);
    if (!program) stop(node, "allowed values: " + program.error().message);
    constrained.allowed = std::make_shared<const Program>(std::move(*program));
  };
  if (!collection) {
    constrain("allowedValues", *type);
    constrain("typeConstraint", *type);
    return type;
  }
  constrain("allowedValues", *type);
  auto list = std::make_shared<feel::Type>(*list_of(type));
  constrain("typeConstraint", *list);
  return list;
}

void Loader::item_definitions(Document& document) {
  for (const auto& node : children(document.root, "itemDefinition")) {
    const std::string name = attribute(node, "name");
    document.types[name] = item_definition(document, node, 0);
  }
}

TypePtr Loader::type_of(Document& document, const pugi::xml_node& node) {
  std::string name = attribute(node, "typeRef");
  if (name.empty()) name = child(node, "typeRef").child_value();
  TypePtr type = type_named(document, name);
  if (!type && !name.empty()) stop(node, "nobody defines the type " + name);
  return type;
}

Variable Loader::variable(Document& document, const pugi::xml_node& node) {
  return {attribute(node, "name"), type_of(document, node)};
}

}  // namespace dk::dmn
