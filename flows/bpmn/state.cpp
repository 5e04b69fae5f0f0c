#include "flows/bpmn/state.h"

#include <algorithm>

namespace dk::bpmn {

namespace {

using Fault = std::optional<std::string>;

bool waits_for_answer(Waits waits) {
  return waits == Waits::Person || waits == Waits::Work || waits == Waits::Decision;
}

// What an element of that kind can be waiting for.
bool can_wait(const Element& element, const Instance& instance) {
  const bool activity = (element.kind >= Kind::PlainTask && element.kind <= Kind::ScriptTask) ||
                        element.kind == Kind::CallActivity || element.kind == Kind::SubProcess;
  switch (instance.waits) {
    case Waits::Scope:
      return element.kind == Kind::Process || element.kind == Kind::SubProcess ||
             element.kind == Kind::CallActivity || instance.repeats;
    case Waits::Person:
      return element.kind == Kind::UserTask;
    case Waits::Work:
      return element.kind == Kind::ServiceTask;
    case Waits::Decision:
      return element.kind == Kind::RuleTask;
    case Waits::Identity:
      return activity && element.identity > 0;
    case Waits::Event:
      return element.kind == Kind::CatchTimer || element.kind == Kind::CatchMessage ||
             element.kind == Kind::EventBased;
    case Waits::Help:
      return true;
  }
  return false;
}

Fault check_listens(const Process& process, const Instance& instance) {
  for (const Listen& listen : instance.listens) {
    if (listen.element >= process.elements().size()) return "it listens for no element";
    const Element& event = process.elements()[listen.element];
    const bool boundary = event.attached == instance.element && event.attached != kNone;
    const bool own = listen.element == instance.element;
    const auto& out = process.elements()[instance.element].outgoing;
    const bool next = std::ranges::any_of(
        out, [&](Index flow) { return process.flows()[flow].target == listen.element; });
    if (!boundary && !own && !next) return "it listens for somebody else's event";
    if ((listen.due_ms > 0) == !event.message.empty()) return "it listens for another kind";
    if (listen.due_ms < 0 || listen.period_ms < 0 || listen.left == 0) return "a timer is over";
    if (listen.period_ms == 0 && listen.left != 1) return "a timer has no period";
  }
  return std::nullopt;
}

Fault check_place(const Library& library, const State& state, const Instance& instance) {
  const Process* process = library.find(instance.process);
  if (process == nullptr) return "there is no process " + instance.process;
  if (instance.element >= process->elements().size()) return "it is no element";
  const Element& element = process->elements()[instance.element];
  const bool outermost = instance.element == 0;
  if (instance.parent == 0) {
    if (!outermost || instance.process != state.process) return "it stands in nothing";
    return std::nullopt;
  }
  const Instance* parent = state.find(instance.parent);
  if (parent == nullptr || parent->id >= instance.id) return "what it stands in is not there";
  if (outermost) {
    const Process* caller = library.find(parent->process);
    const bool called = caller->elements()[parent->element].kind == Kind::CallActivity;
    return called ? Fault() : "nobody called it";
  }
  if (parent->process != instance.process) return "it stands in another process";
  if (instance.number != 0) {
    const bool round =
        parent->repeats && parent->element == instance.element && instance.number <= parent->begun;
    return round ? Fault() : "it is no round of a repetition";
  }
  if (parent->element != element.scope) return "it stands in another scope";
  return std::nullopt;
}

Fault check_instance(const Library& library, const State& state, const Instance& instance) {
  if (Fault fault = check_place(library, state, instance)) return fault;
  const Process& process = *library.find(instance.process);
  const Element& element = process.elements()[instance.element];
  if (!can_wait(element, instance)) return "it waits for what cannot come";
  if ((instance.waits == Waits::Help) == instance.incident.empty())
    return "its incident is unclear";
  if (instance.repeats && (!element.loop || instance.number != 0)) return "it cannot repeat";
  if (instance.begun > instance.items.size()) return "it has more rounds than items";
  if (instance.waits == Waits::Identity && element.identity <= state.identity) {
    return "it waits for an identity that was shown";
  }
  if (instance.repeats && element.loop->output_element) {
    const feel::Value* collected = instance.variables.find(element.loop->output_collection);
    if (collected == nullptr || !collected->is(feel::Kind::List) ||
        collected->list().size() != instance.items.size()) {
      return "what it has collected is not there";
    }
  }
  if (!is_parked(process, instance)) {
    for (const Index flow : instance.arrived) {
      const bool joins = flow < process.flows().size() &&
                         process.elements()[process.flows()[flow].target].scope == instance.element;
      if (!joins) return "a token waits outside of its scope";
    }
  }
  return check_listens(process, instance);
}

}  // namespace

const Instance* State::find(InstanceId id) const {
  const auto found = std::ranges::lower_bound(instances, id, {}, &Instance::id);
  return found != instances.end() && found->id == id ? &*found : nullptr;
}

feel::Value visible_variables(const State& state, InstanceId id) {
  std::vector<const Instance*> chain;
  for (const Instance* up = state.find(id); up != nullptr; up = state.find(up->parent)) {
    chain.push_back(up);
    if (up->element == 0) break;
  }
  if (chain.empty()) return feel::Context();
  feel::Context all = chain.back()->variables;
  for (auto inner = chain.rbegin() + 1; inner != chain.rend(); ++inner) {
    for (const auto& [name, value] : (*inner)->variables.entries) all.set(name, value);
  }
  return all;
}

std::optional<std::int64_t> next_due_ms(const State& state) {
  std::optional<std::int64_t> next;
  for (const Instance& instance : state.instances) {
    for (const Listen& listen : instance.listens) {
      if (listen.due_ms != 0 && (!next || listen.due_ms < *next)) next = listen.due_ms;
    }
  }
  return next;
}

bool is_stuck(const State& state) {
  if (state.status != Status::Running) return false;
  return std::ranges::none_of(state.instances, [](const Instance& instance) {
    return waits_for_answer(instance.waits) || instance.waits == Waits::Identity ||
           !instance.listens.empty();
  });
}

bool is_parked(const Process& process, const Instance& instance) {
  return instance.arrived.size() == 1 && instance.arrived[0] < process.flows().size() &&
         process.flows()[instance.arrived[0]].target == instance.element;
}

std::optional<std::string> find_fault(const Library& library, const State& state) {
  if (library.find(state.process) == nullptr) return "there is no process " + state.process;
  const bool running = state.status == Status::Running;
  if (running == state.instances.empty()) return "its status and its instances disagree";
  if (state.identity < 0 || state.identity > 4) return "there is no such identity level";
  InstanceId last = 0;
  for (const Instance& instance : state.instances) {
    if (instance.id <= last) return "instances are not in order";
    last = instance.id;
    if (instance.parent == 0 && &instance != &state.instances.front()) return "a second case";
    if (Fault fault = check_instance(library, state, instance)) {
      return "instance " + std::to_string(instance.id) + ": " + *fault;
    }
  }
  if (last > state.last_id) return "a number would be used twice";
  return std::nullopt;
}

}  // namespace dk::bpmn
