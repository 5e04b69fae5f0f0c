#include "flows/main/show.h"

#include <iostream>

#include "flows/main/item_folder.h"
#include "flows/main/show_lines.h"

namespace dk::flows {

namespace {

// In the order of bpmn::Kind.
constexpr const char* kKinds[] = {"process",           "start event",         "end event",
                                  "error end event",   "terminate end event", "throw event",
                                  "catch timer",       "catch message",       "boundary timer",
                                  "boundary message",  "boundary error",      "task",
                                  "user task",         "service task",        "business rule task",
                                  "script task",       "exclusive gateway",   "parallel gateway",
                                  "inclusive gateway", "event-based gateway", "call activity",
                                  "sub-process"};
static_assert(std::size(kKinds) == static_cast<std::size_t>(bpmn::Kind::SubProcess) + 1);
constexpr const char* kTimers[] = {"date", "duration", "cycle"};

class ProcessLines {
 public:
  explicit ProcessLines(const bpmn::Process& process) : process_(process) {}

  std::string all() {
    for (const bpmn::Element& one : process_.elements()) element(one);
    for (const bpmn::Flow& flow : process_.flows()) {
      lines_.begin("flow", flow.id);
      lines_.text("from", id(flow.source));
      lines_.text("to", id(flow.target));
      if (flow.condition) expression("condition", *flow.condition);
      lines_.end();
    }
    return lines_.take();
  }

 private:
  std::string id(bpmn::Index index) const {
    return index == bpmn::kNone ? "" : process_.elements()[index].id;
  }

  void expression(const char* what, const bpmn::Expression& expression) {
    std::string text = expression.program ? "=" : "";
    lines_.text(what, text.append(expression.text));
  }

  void mappings(const char* what, const std::vector<bpmn::Mapping>& mappings) {
    for (const bpmn::Mapping& mapping : mappings) {
      std::string target;
      for (const std::string& part : mapping.target) target += (target.empty() ? "" : ".") + part;
      lines_.begin(what, target);
      expression("source", mapping.source);
      lines_.end();
    }
  }

  void element(const bpmn::Element& element) {
    const auto kind = static_cast<std::size_t>(element.kind);
    lines_.begin(kKinds[kind], element.id);
    lines_.text("name", element.name);
    if (element.kind == bpmn::Kind::Process) {
      lines_.text("version tag", process_.version_tag());
    } else {
      lines_.text("in", id(element.scope));
    }
    if (element.default_flow != bpmn::kNone) {
      lines_.text("default", process_.flows()[element.default_flow].id);
    }
    if (element.identity != 0) lines_.text("identity level", std::to_string(element.identity));
    waits(element);
    works(element);
    mappings("input", element.inputs);
    mappings("output", element.outputs);
    if (element.loop) loop(*element.loop);
    lines_.end();
  }

  // Events.
  void waits(const bpmn::Element& element) {
    lines_.text("attached to", id(element.attached));
    if (!element.interrupting) lines_.text("interrupts", "no");
    if (!element.time.text.empty()) {
      lines_.text("timer", kTimers[static_cast<std::size_t>(element.timer)]);
      expression("time", element.time);
    }
    lines_.text("error", element.error_code);
    lines_.text("message", element.message);
    expression("correlation", element.correlation);
  }

  // Activities.
  void works(const bpmn::Element& element) {
    expression("target", element.target);
    lines_.text("form", element.form);
    lines_.text("result", element.result_variable);
    expression("retries", element.retries);
    if (!element.hands_all_down) lines_.text("hands all variables down", "no");
    if (!element.hands_all_up) lines_.text("hands all variables up", "no");
    for (const auto& [key, value] : element.headers) {
      lines_.begin("header", key);
      lines_.text("value", value);
      lines_.end();
    }
    for (const std::string& group : element.groups) lines_.text("group", group);
  }

  void loop(const bpmn::Loop& loop) {
    lines_.begin(loop.sequential ? "for each, one after the other" : "for each", loop.element);
    expression("of", loop.collection);
    lines_.text("into", loop.output_collection);
    if (loop.output_element) expression("each", *loop.output_element);
    if (loop.completion) expression("until", *loop.completion);
    lines_.end();
  }

  const bpmn::Process& process_;
  Lines lines_;
};

}  // namespace

std::string described(const bpmn::Process& process) { return ProcessLines(process).all(); }

int show_file(const std::string& file) {
  const auto text = read_text_file(file);
  if (!text) {
    std::cerr << "flowctl: " << text.error() << '\n';
    return 1;
  }
  const auto print = [&](const auto& loaded) {
    if (loaded) {
      std::cout << described(*loaded);
    } else {
      std::cout << loaded.error().element << ": " << loaded.error().message << '\n';
    }
    return loaded ? 0 : 1;
  };
  if (file.ends_with(".bpmn")) return print(bpmn::Process::load(*text));
  if (file.ends_with(".dmn")) return print(dmn::Model::load({.xml = *text, .imports = {}}));
  std::cerr << "flowctl: " << file << " is neither .bpmn nor .dmn\n";
  return 1;
}

}  // namespace dk::flows
