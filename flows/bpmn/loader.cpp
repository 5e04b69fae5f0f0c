#include "flows/bpmn/loader.h"

#include <algorithm>
#include <array>

namespace dk::bpmn {

namespace {

constexpr std::string_view kBpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
constexpr std::size_t kMostBytes = 8U << 20;
constexpr std::size_t kMostElements = 5'000;
constexpr int kMostNesting = 32;

struct Word {
  std::string_view name;
  Kind kind;
};
// Elements of the flow; events get their kind from what they hold.
constexpr std::array kElements{Word{"startEvent", Kind::StartEvent},
                               Word{"endEvent", Kind::EndEvent},
                               Word{"intermediateThrowEvent", Kind::ThrowEvent},
                               Word{"intermediateCatchEvent", Kind::CatchTimer},
                               Word{"boundaryEvent", Kind::BoundaryTimer},
                               Word{"task", Kind::PlainTask},
                               Word{"manualTask", Kind::PlainTask},
                               Word{"userTask", Kind::UserTask},
                               Word{"serviceTask", Kind::ServiceTask},
                               Word{"businessRuleTask", Kind::RuleTask},
                               Word{"scriptTask", Kind::ScriptTask},
                               Word{"exclusiveGateway", Kind::Exclusive},
                               Word{"parallelGateway", Kind::Parallel},
                               Word{"inclusiveGateway", Kind::Inclusive},
                               Word{"eventBasedGateway", Kind::EventBased},
                               Word{"callActivity", Kind::CallActivity},
                               Word{"subProcess", Kind::SubProcess}};
// For readers of the diagram only.
constexpr std::array<std::string_view, 13> kPictures{
    "documentation", "textAnnotation", "association", "group", "dataObject", "laneSet",
    "dataObjectReference", "incoming", "outgoing",
    // What an editor writes for an arrow between a task and a data object.
    "dataStoreReference", "dataInputAssociation", "dataOutputAssociation", "property"};

template <class Words>
bool among(const Words& words, std::string_view name) {
  return std::ranges::find(words, name) != words.end();
}

bool gateway(Kind kind) { return kind >= Kind::Exclusive && kind <= Kind::EventBased; }

}  // namespace

void Loader::stop(const pugi::xml_node& node, std::string message) {
  throw LoadStop{{flows::nearest_id(node), std::move(message)}};
}

void Loader::stop(std::string id, std::string message) {
  throw LoadStop{{std::move(id), std::move(message)}};
}

void Loader::load(std::string_view xml) {
  if (xml.size() > kMostBytes) stop("", "the file is larger than 8 MB");
  const auto document = flows::parse_xml(xml);
  if (!document) stop("", document.error());
  definitions(document->document_element());
  connect();
  if (auto error = check_graph(process_)) throw LoadStop{std::move(*error)};
}

void Loader::definitions(const pugi::xml_node& root) {
  if (flows::local_name(root) != "definitions" || flows::name_space(root) != kBpmn) {
    stop(root, "this is no BPMN 2.0 file");
  }
  pugi::xml_node executable;
  for (const auto& node : root.children()) {
    const std::string name = flows::local_name(node);
    if (name == "error") {
      errors_[flows::attribute(node, "id")] = node;
    } else if (name == "message") {
      messages_[flows::attribute(node, "id")] = node;
    } else if (name == "process") {
      // A process that is drawn but not executable stands for somebody else.
      if (!node.attribute("isExecutable").as_bool()) continue;
      if (executable) stop(node, "the file has a second executable process");
      executable = node;
    } else if (name == "collaboration") {
      for (const auto& inner : node.children()) {
        if (flows::local_name(inner) == "messageFlow") {
          stop(inner, "message flows between pools are not supported");
        }
      }
    } else if (name != "BPMNDiagram" && name != "extensionElements" &&
               name != "category") {  // the words of a drawn group
      stop(node, name + " is not supported");
    }
  }
  if (!executable) stop(root, "the file has no executable process");
  Element element;
  element.kind = Kind::Process;
  element.id = flows::attribute(executable, "id");
  if (element.id.empty()) stop(executable, "the process has no id");
  element.name = flows::attribute(executable, "name");
  by_id_[element.id] = 0;
  process_.elements_.push_back(std::move(element));
  if (const auto held = flows::child(executable, "extensionElements")) {
    for (const auto& inner : held.children()) {
      if (flows::local_name(inner) != "versionTag") {
        stop(inner, flows::local_name(inner) + " is not supported on a process");
      }
      process_.version_tag_ = flows::attribute(inner, "value");
    }
  }
  scope(executable, 0, 0);
}

void Loader::scope(const pugi::xml_node& node, Index index, int depth) {
  if (depth > kMostNesting) stop(node, "sub-processes are nested more than 32 deep");
  for (const auto& inner : node.children()) {
    if (inner.type() != pugi::node_element) continue;
    const std::string name = flows::local_name(inner);
    const auto word = std::ranges::find(kElements, name, &Word::name);
    if (word != kElements.end()) {
      element(inner, word->kind, index, depth);
    } else if (name == "sequenceFlow") {
      flow_nodes_.push_back({inner, index});
    } else if (name != "extensionElements" && name != "multiInstanceLoopCharacteristics" &&
               !among(kPictures, name)) {
      stop(inner, name + " is not supported");
    }
  }
}

void Loader::element(const pugi::xml_node& node, Kind kind, Index scope_index, int depth) {
  if (process_.elements_.size() >= kMostElements) stop(node, "the file has over 5,000 elements");
  const auto index = static_cast<Index>(process_.elements_.size());
  process_.elements_.emplace_back();
  {
    Element& made = process_.elements_.back();
    made.kind = kind;
    made.id = flows::attribute(node, "id");
    made.name = flows::attribute(node, "name");
    made.scope = scope_index;
    if (made.id.empty()) stop(node, flows::local_name(node) + " has no id");
    if (!by_id_.emplace(made.id, index).second) stop(node, "there is a second element of this id");
    if (node.attribute("isForCompensation").as_bool()) stop(node, "compensation is not supported");
    if (node.attribute("triggeredByEvent").as_bool()) {
      stop(node, "event sub-processes are not supported");
    }
    if (node.attribute("instantiate").as_bool()) stop(node, "instantiate is not supported");
    const std::string fallback = flows::attribute(node, "default");
    if (!fallback.empty()) defaults_.emplace_back(index, fallback);
    if (kind <= Kind::BoundaryError) event(node, made);
    if (made.kind == Kind::BoundaryTimer || made.kind == Kind::BoundaryMessage ||
        made.kind == Kind::BoundaryError) {
      attachments_.emplace_back(index, node);
    }
    extensions(node, made);
    complete(node, made);
  }
  for (const auto& inner : node.children()) {
    if (inner.type() != pugi::node_element || kind == Kind::SubProcess) continue;
    const std::string name = flows::local_name(inner);
    const bool read = name == "extensionElements" || name.ends_with("EventDefinition") ||
                      name == "multiInstanceLoopCharacteristics" || among(kPictures, name);
    if (!read) stop(inner, name + " is not supported here");
  }
  if (kind == Kind::SubProcess) scope(node, index, depth + 1);
}

void Loader::flow(const pugi::xml_node& node, Index scope_index) {
  Flow flow;
  flow.id = flows::attribute(node, "id");
  if (flow.id.empty()) stop(node, "a sequence flow has no id");
  const auto index = static_cast<Index>(process_.flows_.size());
  const auto end = [&](const char* which) {
    const auto found = by_id_.find(flows::attribute(node, which));
    if (found == by_id_.end() || found->second == 0 ||
        process_.elements_[found->second].scope != scope_index) {
      stop(flow.id, std::string(which) + " is no element of the same scope");
    }
    return found->second;
  };
  flow.source = end("sourceRef");
  flow.target = end("targetRef");
  if (const auto condition = flows::child(node, "conditionExpression")) {
    const Kind source = process_.elements_[flow.source].kind;
    if (source != Kind::Exclusive && source != Kind::Inclusive) {
      stop(flow.id, "only exclusive and inclusive gateways have conditions");
    }
    const std::string text = flows::trimmed_text(condition);
    if (!text.starts_with('=')) stop(flow.id, "a condition is FEEL and begins with =");
    flow.condition = expression(node, text);
  }
  process_.elements_[flow.source].outgoing.push_back(index);
  process_.elements_[flow.target].incoming.push_back(index);
  process_.flows_.push_back(std::move(flow));
}

void Loader::connect() {
  for (const PendingFlow& pending : flow_nodes_) flow(pending.node, pending.scope);
  for (const auto& [index, flow_id] : defaults_) {
    Element& element = process_.elements_[index];
    const auto found = std::ranges::find_if(
        element.outgoing, [&](Index out) { return process_.flows_[out].id == flow_id; });
    if (found == element.outgoing.end()) stop(element.id, "its default flow does not leave it");
    if (element.kind != Kind::Exclusive && element.kind != Kind::Inclusive) {
      stop(element.id, "only exclusive and inclusive gateways have a default flow");
    }
    element.default_flow = *found;
  }
  for (const auto& [index, node] : attachments_) {
    Element& event = process_.elements_[index];
    const auto host = by_id_.find(flows::attribute(node, "attachedToRef"));
    if (host == by_id_.end()) stop(event.id, "it is attached to nothing");
    Element& activity = process_.elements_[host->second];
    const bool can = activity.kind == Kind::CallActivity || activity.kind == Kind::SubProcess ||
                     (activity.kind >= Kind::UserTask && activity.kind <= Kind::ScriptTask);
    if (!can || activity.scope != event.scope) {
      stop(event.id, "it is attached to what can have no boundary event");
    }
    event.attached = host->second;
    activity.boundaries.push_back(index);
  }
  for (Index index = 0; index < process_.elements_.size(); ++index) {
    Element& element = process_.elements_[index];
    if (element.kind != Kind::StartEvent) continue;
    Element& home = process_.elements_[element.scope];
    if (home.start != kNone) stop(element.id, "its scope has a second start event");
    home.start = index;
  }
  for (const Element& element : process_.elements_) {
    const bool whole = element.kind == Kind::Process || element.kind == Kind::SubProcess;
    if (whole && element.start == kNone) stop(element.id, "it has no start event");
    if (gateway(element.kind) && element.loop) stop(element.id, "a gateway cannot repeat");
  }
}

Expression Loader::expression(const pugi::xml_node& node, std::string text) {
  if (!text.starts_with('=')) return {std::move(text), nullptr};
  return feel(node, text.substr(1));
}

Expression Loader::feel(const pugi::xml_node& node, const std::string& text) {
  const feel::Names names{.inputs = {"variables"}, .open = {0}, .members = {}, .types = {}};
  auto program = feel::compile(text, names);
  if (!program) {
    stop(node, "FEEL, character " + std::to_string(program.error().at + 1) + ": " +
                   program.error().message);
  }
  process_.expressions_.push_back({flows::nearest_id(node), text});
  return {text, std::make_shared<const feel::Program>(std::move(*program))};
}

feel::Value Expression::evaluate(const feel::Value& variables, feel::Evaluation& evaluation) const {
  if (program == nullptr) return feel::Value(text);
  return program->evaluate({&variables, 1}, evaluation);
}

std::expected<Process, LoadError> Process::load(std::string_view xml) {
  Process process;
  try {
    Loader(process).load(xml);
  } catch (LoadStop& stopped) {
    return std::unexpected(std::move(stopped.error));
  }
  return process;
}

Index Process::find(std::string_view id) const {
  const auto found = std::ranges::find(elements_, id, &Element::id);
  return found == elements_.end() ? kNone : static_cast<Index>(found - elements_.begin());
}

bool Library::add(Process process) {
  std::string id = process.id();
  return all_.emplace(std::move(id), std::move(process)).second;
}

const Process* Library::find(std::string_view id) const {
  const auto found = all_.find(id);
  return found == all_.end() ? nullptr : &found->second;
}

}  // namespace dk::bpmn
