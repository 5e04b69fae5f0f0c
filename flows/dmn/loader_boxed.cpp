// Boxed expressions and decision tables (clauses 8 and 10.2).
#include "flows/dmn/loader.h"

namespace dk::dmn {

feel::Names Loader::names_of(const Around& around) const {
  feel::Names names;
  names.inputs = around.names;
  names.open = around.open;
  names.members = members_;
  names.types = document_->types;
  return names;
}

void Loader::check_language(const pugi::xml_node& node) {
  const std::string language = attribute(node, "expressionLanguage");
  if (!language.empty() && language.find("FEEL") == std::string::npos && language != "feel") {
    stop(node, "expressions are FEEL, not " + language);
  }
}

Program Loader::literal(const pugi::xml_node& node, const std::string& text, const Around& around) {
  check_language(node);
  auto program = feel::compile(text, names_of(around));
  if (!program) {
    stop(node, "'" + text + "', at " + std::to_string(program.error().at) + ": " +
                   program.error().message);
  }
  return std::move(*program);
}

Program Loader::tests(const pugi::xml_node& node, const std::string& text, const Around& around) {
  check_language(node);
  Around tested{{"?"}, {}};
  for (const std::size_t index : around.open) tested.open.push_back(index + 1);
  tested.names.insert(tested.names.end(), around.names.begin(), around.names.end());
  auto program = feel::compile_unary_tests(text, names_of(tested));
  if (!program) {
    stop(node, "'" + text + "', at " + std::to_string(program.error().at) + ": " +
                   program.error().message);
  }
  return std::move(*program);
}

namespace {

constexpr int kMaxBoxedDepth = 100;

struct Deeper {
  explicit Deeper(int& at) : depth(at) { ++depth; }
  ~Deeper() { --depth; }
  int& depth;
};

}  // namespace

std::unique_ptr<Boxed> Loader::boxed_child(const pugi::xml_node& node, const Around& around) {
  for (const auto& inner : node.children()) {
    if (auto made = boxed(inner, around)) return made;
  }
  stop(node, "an expression is missing");
}

std::unique_ptr<Boxed> Loader::boxed(const pugi::xml_node& node, const Around& around) {
  const std::string kind = local_name(node);
  const Deeper deeper(boxed_depth_);
  if (boxed_depth_ > kMaxBoxedDepth) {
    stop(node,
         "boxed expressions stand in each other deeper than " + std::to_string(kMaxBoxedDepth));
  }
  auto made = std::make_unique<Boxed>();
  made->id = attribute(node, "id");
  const auto part = [&](const char* name, const Around& scope) {
    const auto inner = child(node, name);
    if (!inner) stop(node, std::string(name) + " is missing");
    made->kids.push_back(boxed_child(inner, scope));
  };
  if (kind == "literalExpression") {
    made->kind = Boxed::Kind::Literal;
    made->program = literal(node, text_of(node), around);
  } else if (kind == "decisionTable") {
    made->kind = Boxed::Kind::Table;
    made->table = table(node, around);
  } else if (kind == "context") {
    made->kind = Boxed::Kind::Context;
    Around scope = around;
    for (const auto& entry : children(node, "contextEntry")) {
      const auto named = child(entry, "variable");
      made->variables.push_back(named ? variable(*document_, named) : Variable{});
      made->kids.push_back(boxed_child(entry, scope));
      scope.names.push_back(made->variables.back().name);
    }
  } else if (kind == "invocation") {
    made->kind = Boxed::Kind::Invocation;
    made->kids.push_back(boxed_child(node, around));
    for (const auto& binding : children(node, "binding")) {
      made->variables.push_back(variable(*document_, child(binding, "parameter")));
      made->kids.push_back(boxed_child(binding, around));
    }
  } else if (kind == "list") {
    made->kind = Boxed::Kind::List;
    for (const auto& inner : node.children()) {
      if (auto item = boxed(inner, around)) made->kids.push_back(std::move(item));
    }
  } else if (kind == "relation") {
    made->kind = Boxed::Kind::Relation;
    for (const auto& column : children(node, "column")) {
      made->variables.push_back(variable(*document_, column));
    }
    for (const auto& row : children(node, "row")) {
      std::size_t cells = 0;
      for (const auto& inner : row.children()) {
        if (auto cell = boxed(inner, around)) {
          made->kids.push_back(std::move(cell));
          ++cells;
        }
      }
      if (cells != made->variables.size()) stop(node, "a row has not one cell for each column");
    }
  } else if (kind == "functionDefinition") {
    return function(node, around);
  } else if (kind == "conditional") {
    made->kind = Boxed::Kind::Conditional;
    part("if", around);
    part("then", around);
    part("else", around);
  } else if (kind == "filter") {
    made->kind = Boxed::Kind::Filter;
    part("in", around);
    Around scope = around;
    scope.open.push_back(scope.names.size());
    scope.names.push_back("item");
    const auto match = child(node, "match");
    if (!match) stop(node, "match is missing");
    made->kids.push_back(boxed_child(match, scope));
  } else if (kind == "for" || kind == "some" || kind == "every") {
    made->kind = kind == "for"    ? Boxed::Kind::For
                 : kind == "some" ? Boxed::Kind::Some
                                  : Boxed::Kind::Every;
    part("in", around);
    made->variables.push_back({attribute(node, "iteratorVariable"), nullptr});
    Around scope = around;
    scope.names.push_back(made->variables[0].name);
    if (kind == "for") scope.names.push_back("partial");
    part(kind == "for" ? "return" : "satisfies", scope);
  } else {
    return nullptr;
  }
  made->type = type_of(*document_, node);
  return made;
}

std::unique_ptr<Boxed> Loader::function(const pugi::xml_node& node, const Around& around) {
  auto made = std::make_unique<Boxed>();
  made->kind = Boxed::Kind::Function;
  made->id = attribute(node, "id");
  Around scope = around;
  for (const auto& parameter : children(node, "formalParameter")) {
    made->variables.push_back(variable(*document_, parameter));
    scope.names.push_back(made->variables.back().name);
  }
  const std::string kind = attribute(node, "kind");
  // Java and PMML bodies are read and give null: only FEEL runs on a terminal.
  if (kind.empty() || kind == "FEEL") made->kids.push_back(boxed_child(node, scope));
  return made;
}

std::unique_ptr<Table> Loader::table(const pugi::xml_node& node, const Around& around) {
  auto made = std::make_unique<Table>();
  static const std::map<std::string, HitPolicy> kPolicies{{"", HitPolicy::Unique},
                                                          {"UNIQUE", HitPolicy::Unique},
                                                          {"FIRST", HitPolicy::First},
                                                          {"PRIORITY", HitPolicy::Priority},
                                                          {"ANY", HitPolicy::Any},
                                                          {"COLLECT", HitPolicy::Collect},
                                                          {"RULE ORDER", HitPolicy::RuleOrder},
                                                          {"OUTPUT ORDER", HitPolicy::OutputOrder}};
  static const std::map<std::string, Aggregation> kAggregations{{"", Aggregation::None},
                                                                {"SUM", Aggregation::Sum},
                                                                {"COUNT", Aggregation::Count},
                                                                {"MIN", Aggregation::Min},
                                                                {"MAX", Aggregation::Max}};
  const auto policy = kPolicies.find(attribute(node, "hitPolicy"));
  const auto aggregation = kAggregations.find(attribute(node, "aggregation"));
  if (policy == kPolicies.end()) stop(node, "nobody knows this hit policy");
  if (aggregation == kAggregations.end()) stop(node, "nobody knows this aggregation");
  made->policy = policy->second;
  made->aggregation = aggregation->second;
  for (const auto& input : children(node, "input")) {
    const auto expression = child(input, "inputExpression");
    check_language(expression);
    TableInput column;
    column.text = text_of(expression);
    column.expression = literal(input, column.text, around);
    column.type = type_of(*document_, expression);
    if (const auto allowed = child(input, "inputValues"); allowed && !text_of(allowed).empty()) {
      column.allowed = std::make_unique<Program>(tests(input, text_of(allowed), around));
    }
    made->inputs.push_back(std::move(column));
  }
  for (const auto& output : children(node, "output")) {
    TableOutput column;
    column.name = attribute(output, "name");
    column.type = type_of(*document_, output);
    if (const auto values = child(output, "outputValues"); values && !text_of(values).empty()) {
      // A list of unary tests that are values: their order is the priority.
      const Program list = literal(output, "[" + text_of(values) + "]", around);
      feel::Evaluation evaluation;
      const Value evaluated = list.evaluate({}, evaluation);
      if (evaluated.is(feel::Kind::List)) column.priorities = evaluated.list();
    }
    if (const auto fallback = child(output, "defaultOutputEntry");
        fallback && !text_of(fallback).empty()) {
      column.fallback = std::make_unique<Program>(literal(output, text_of(fallback), around));
    }
    made->outputs.push_back(std::move(column));
  }
  for (const auto& name : children(node, "annotation")) {
    made->annotation_names.push_back(attribute(name, "name"));
  }
  for (const auto& row : children(node, "rule")) {
    TableRule rule;
    rule.id = attribute(row, "id");
    for (const auto& entry : children(row, "inputEntry")) {
      const std::string text = text_of(entry);
      rule.tests.push_back(tests(entry, text.empty() ? "-" : text, around));
    }
    for (const auto& entry : children(row, "outputEntry")) {
      const std::string text = text_of(entry);
      rule.outputs.push_back(literal(entry, text.empty() || text == "-" ? "null" : text, around));
    }
    for (const auto& entry : children(row, "annotationEntry")) {
      rule.annotations.push_back(text_of(entry));
    }
    if (rule.tests.size() != made->inputs.size() || rule.outputs.size() != made->outputs.size()) {
      stop(row, "the rule has not one entry for each column");
    }
    made->rules.push_back(std::move(rule));
  }
  if (made->outputs.empty()) stop(node, "a table needs an output");
  return made;
}

}  // namespace dk::dmn
