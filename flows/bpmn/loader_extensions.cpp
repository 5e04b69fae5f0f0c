#include <algorithm>

#include "flows/bpmn/loader.h"

namespace dk::bpmn {

namespace {

constexpr std::string_view kZeebe = "http://camunda.org/schema/zeebe/1.0";

// "a.b.c" of plain names.
std::vector<std::string> path(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  const auto plain = [](const std::string& part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }) && !(part[0] >= '0' && part[0] <= '9');
  };
  if (!std::ranges::all_of(parts, plain)) return {};
  return parts;
}

bool activity(Kind kind) {
  return (kind >= Kind::PlainTask && kind <= Kind::ScriptTask) || kind == Kind::CallActivity ||
         kind == Kind::SubProcess;
}

}  // namespace

void Loader::extensions(const pugi::xml_node& node, Element& element) {
  for (const auto& inner : flows::child(node, "extensionElements").children()) {
    if (inner.type() != pugi::node_element) continue;
    const std::string name = flows::local_name(inner);
    if (flows::name_space(inner) != kZeebe) stop(inner, name + " is not of the Zeebe dialect");
    extension(inner, element);
  }
  if (const auto repeated = flows::child(node, "multiInstanceLoopCharacteristics")) {
    if (!activity(element.kind)) stop(node, "only an activity can repeat");
    loop(repeated, element);
  }
}

void Loader::extension(const pugi::xml_node& node, Element& element) {
  const std::string name = flows::local_name(node);
  const Kind kind = element.kind;
  if (flows::attribute(node, "bindingType") == "versionTag") {
    stop(node, "a case keeps the version of its bundle; bindingType versionTag is not supported");
  }
  if (name == "ioMapping") {
    mappings(node, element);
  } else if (name == "properties") {
    for (const auto& inner : node.children()) property(inner, element);
  } else if (name == "userTask" && kind == Kind::UserTask) {
    // Says that Zeebe itself keeps the task; here there is no other way.
  } else if (name == "formDefinition" && kind == Kind::UserTask) {
    element.form = flows::attribute(node, "formId");
    if (element.form.empty()) stop(node, "a form is named by formId");
  } else if (name == "assignmentDefinition" && kind == Kind::UserTask) {
    if (node.attribute("assignee") || node.attribute("candidateUsers")) {
      stop(node, "a task belongs to the citizen or to candidateGroups, not to one person");
    }
    std::string group;
    for (const char c : flows::attribute(node, "candidateGroups") + ",") {
      if (c != ',') {
        if (c != ' ') group += c;
      } else if (!group.empty()) {
        element.groups.push_back(std::move(group));
        group.clear();
      }
    }
  } else if (name == "taskDefinition" && kind == Kind::ServiceTask) {
    element.target = expression(node, flows::attribute(node, "type"));
    const std::string retries = flows::attribute(node, "retries");
    element.retries = expression(node, retries.empty() ? "3" : retries);
    if (element.retries.program == nullptr &&
        !feel::Decimal::parse(element.retries.text).value_or(feel::Decimal(-1)).to_int64()) {
      stop(node, "retries is no number");
    }
  } else if (name == "taskHeaders" && kind == Kind::ServiceTask) {
    for (const auto& inner : node.children()) {
      element.headers[flows::attribute(inner, "key")] = flows::attribute(inner, "value");
    }
  } else if (name == "calledDecision" && kind == Kind::RuleTask) {
    element.target = expression(node, flows::attribute(node, "decisionId"));
    element.result_variable = flows::attribute(node, "resultVariable");
    if (path(element.result_variable).size() != 1) stop(node, "resultVariable is no name");
  } else if (name == "script" && kind == Kind::ScriptTask) {
    const std::string text = flows::attribute(node, "expression");
    if (!text.starts_with('=')) stop(node, "a script is FEEL and begins with =");
    element.target = expression(node, text);
    element.result_variable = flows::attribute(node, "resultVariable");
    if (path(element.result_variable).size() != 1) stop(node, "resultVariable is no name");
  } else if (name == "calledElement" && kind == Kind::CallActivity) {
    element.target = expression(node, flows::attribute(node, "processId"));
    const auto flag = [&](const char* attribute_name) {
      const auto held = node.attribute(attribute_name);
      return !held || held.as_bool();
    };
    element.hands_all_down = flag("propagateAllParentVariables");
    element.hands_all_up = flag("propagateAllChildVariables");
  } else {
    stop(node, "zeebe:" + name + " is not supported here");
  }
}

void Loader::mappings(const pugi::xml_node& node, Element& element) {
  const Kind kind = element.kind;
  for (const auto& inner : node.children()) {
    const bool input = flows::local_name(inner) == "input";
    const bool output = flows::local_name(inner) == "output";
    const bool catches = kind == Kind::CatchTimer || kind == Kind::CatchMessage ||
                         kind == Kind::BoundaryTimer || kind == Kind::BoundaryMessage ||
                         kind == Kind::BoundaryError;
    if (!(input && activity(kind)) && !(output && (activity(kind) || catches))) {
      stop(node, flows::local_name(inner) + " mappings are not supported here");
    }
    (input ? element.inputs : element.outputs).push_back(mapping(inner));
  }
}

Mapping Loader::mapping(const pugi::xml_node& node) {
  Mapping made;
  made.source = expression(node, flows::attribute(node, "source"));
  made.target = path(flows::attribute(node, "target"));
  if (made.target.empty()) stop(node, "a mapping's target is no name");
  return made;
}

// zeebe:property, which editors keep: our own begin with "dk:", others are notes of the author.
void Loader::property(const pugi::xml_node& node, Element& element) {
  const std::string name = flows::attribute(node, "name");
  const std::string value = flows::attribute(node, "value");
  if (!name.starts_with("dk:")) return;
  if (name != "dk:identity") stop(node, "the property " + name + " is not known");
  if (!activity(element.kind)) stop(node, "only an activity asks for an identity level");
  if (value.size() != 2 || value[0] != 'L' || value[1] < '0' || value[1] > '4') {
    stop(node, "an identity level is one of L0 to L4");
  }
  element.identity = value[1] - '0';
}

void Loader::loop(const pugi::xml_node& node, Element& element) {
  Loop made;
  made.sequential = node.attribute("isSequential").as_bool();
  const auto held = flows::child(flows::child(node, "extensionElements"), "loopCharacteristics");
  for (const auto& inner : node.children()) {
    const std::string name = flows::local_name(inner);
    if (name == "completionCondition") {
      const std::string text = flows::trimmed_text(inner);
      if (!text.starts_with('=')) stop(node, "a completion condition is FEEL and begins with =");
      made.completion = expression(inner, text);
    } else if (name != "extensionElements") {
      stop(node, name + " is not supported in a repetition");
    }
  }
  const std::string collection = flows::attribute(held, "inputCollection");
  if (!collection.starts_with('=')) stop(node, "inputCollection is FEEL and begins with =");
  made.collection = expression(node, collection);
  made.element = flows::attribute(held, "inputElement");
  made.output_collection = flows::attribute(held, "outputCollection");
  const std::string output = flows::attribute(held, "outputElement");
  if (made.output_collection.empty() != output.empty()) {
    stop(node, "outputCollection and outputElement go together");
  }
  if (!output.empty()) {
    if (!output.starts_with('=')) stop(node, "outputElement is FEEL and begins with =");
    made.output_element = expression(node, output);
  }
  for (const std::string& name : {made.element, made.output_collection}) {
    if (!name.empty() && path(name).size() != 1) stop(node, "\"" + name + "\" is no name");
  }
  element.loop = std::move(made);
}

// What a kind cannot do without.
void Loader::complete(const pugi::xml_node& node, const Element& element) {
  const bool aimed = !element.target.text.empty();
  switch (element.kind) {
    case Kind::UserTask:
      if (element.form.empty()) stop(node, "a user task needs zeebe:formDefinition");
      break;
    case Kind::ServiceTask:
      if (!aimed) stop(node, "a service task needs zeebe:taskDefinition with a type");
      break;
    case Kind::RuleTask:
      if (!aimed) stop(node, "a business rule task needs zeebe:calledDecision");
      break;
    case Kind::ScriptTask:
      if (!aimed) stop(node, "a script task needs zeebe:script");
      break;
    case Kind::CallActivity:
      if (!aimed) stop(node, "a call activity needs zeebe:calledElement");
      break;
    default:
      break;
  }
}

}  // namespace dk::bpmn
