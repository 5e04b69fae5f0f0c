// Tokens: flows, gateways, joins, the end of scopes.
#include <algorithm>

#include "flows/bpmn/runner.h"

namespace dk::bpmn {

void Runner::run() {
  do {
    while (!moves_.empty()) {
      const Move move = moves_.front();
      moves_.pop_front();
      if (find(move.scope) != nullptr) arrive(move.scope, move.flow);
    }
  } while (state_.status == Status::Running && settle());
}

void Runner::leave(InstanceId scope, Index element) {
  const Instance& home = at(scope);
  for (const Index flow : process_of(home).elements()[element].outgoing) {
    moves_.push_back({scope, flow});
  }
}

void Runner::arrive(InstanceId scope, Index flow) {
  Instance& home = at(scope);
  const Process& process = process_of(home);
  const Index target = process.flows()[flow].target;
  const Element& element = process.elements()[target];
  const bool full = state_.instances.size() >= limits_.instances;
  if (++moved_ > limits_.moves || full || out_of_limits()) {
    // The token waits before its element, so that nothing is lost.
    const InstanceId parked = make(scope, std::string(home.process), target);
    at(parked).arrived = {flow};
    incident(parked, full ? "limit_instances" : "limit_moves");
    return;
  }
  const bool joins = element.incoming.size() > 1;
  if (element.kind == Kind::Parallel && joins) {
    home.arrived.push_back(flow);
    if (join_parallel(home, target)) leave(scope, target);
  } else if (element.kind == Kind::Inclusive && joins) {
    home.arrived.push_back(flow);  // settle() sees whether more can come
  } else {
    enter(scope, target);
  }
}

void Runner::enter(InstanceId scope, Index index) {
  const std::string process = at(scope).process;
  const Element& element = process_of(at(scope)).elements()[index];
  switch (element.kind) {
    case Kind::StartEvent:
    case Kind::ThrowEvent:
    case Kind::Parallel:
      leave(scope, index);
      return;
    case Kind::EndEvent:
      return;
    case Kind::Exclusive:
    case Kind::Inclusive:
      choose(scope, index);
      return;
    case Kind::TerminateEnd: {
      std::vector<InstanceId> inside;
      for (const Instance& instance : state_.instances) {
        if (instance.parent == scope) inside.push_back(instance.id);
      }
      for (const InstanceId id : inside) end(id);
      at(scope).arrived.clear();
      std::erase_if(moves_, [&](const Move& move) { return move.scope == scope; });
      return;
    }
    case Kind::ErrorEnd:
      throw_error(make(scope, process, index), element.error_code, {});
      return;
    case Kind::CatchTimer:
    case Kind::CatchMessage: {
      const InstanceId id = make(scope, process, index);
      if (listen(at(id), index)) at(id).waits = Waits::Event;
      return;
    }
    case Kind::EventBased: {
      const InstanceId id = make(scope, process, index);
      for (const Index flow : element.outgoing) {
        if (!listen(at(id), process_of(at(id)).flows()[flow].target)) return;
      }
      at(id).waits = Waits::Event;
      return;
    }
    default:
      begin(make(scope, process, index));
  }
}

// Exclusive: the first flow whose condition is true; inclusive: all of them; else the default one.
void Runner::choose(InstanceId scope, Index index) {
  const Process& process = process_of(at(scope));
  const Element& element = process.elements()[index];
  if (element.outgoing.size() == 1 && !process.flows()[element.outgoing[0]].condition) {
    leave(scope, index);
    return;
  }
  std::vector<Index> chosen;
  for (const Index out : element.outgoing) {
    if (out == element.default_flow) continue;
    const feel::Value verdict = evaluate(*process.flows()[out].condition, scope);
    if (!verdict.is(feel::Kind::Boolean)) {
      // Neither yes nor no: a datum is missing, and nobody may guess.
      incident(make(scope, at(scope).process, index), "condition_undecided",
               process.flows()[out].id);
      return;
    }
    if (!verdict.boolean()) continue;
    chosen.push_back(out);
    if (element.kind == Kind::Exclusive) break;
  }
  if (chosen.empty() && element.default_flow != kNone) chosen.push_back(element.default_flow);
  if (chosen.empty()) {
    incident(make(scope, at(scope).process, index), "no_way_on");
    return;
  }
  for (const Index flow : chosen) moves_.push_back({scope, flow});
}

bool Runner::join_parallel(Instance& scope, Index index) {
  const Element& element = process_of(scope).elements()[index];
  std::vector<Index> left = scope.arrived;
  for (const Index in : element.incoming) {
    const auto token = std::ranges::find(left, in);
    if (token == left.end()) return false;
    left.erase(token);
  }
  scope.arrived = std::move(left);
  return true;
}

// When nothing moves by itself: inclusive joins, the next round of a repetition, ends of scopes.
bool Runner::settle() {
  for (std::size_t i = state_.instances.size(); i-- > 0;) {  // inner ones first
    const Instance& scope = state_.instances[i];
    if (scope.waits != Waits::Scope) continue;
    const InstanceId id = scope.id;
    const bool busy = std::ranges::any_of(
        state_.instances, [&](const Instance& other) { return other.parent == id; });
    if (!scope.arrived.empty() && join_inclusive(id)) return true;
    if (busy) continue;
    if (!scope.arrived.empty()) {
      incident(id, "join_never_complete");
      continue;
    }
    if (scope.repeats && scope.begun < scope.items.size()) {
      begin_round(id, ++at(id).begun);
    } else {
      end_scope(id);
    }
    return true;
  }
  return false;
}

// An inclusive join goes on when no other token of its scope can come to it any more.
bool Runner::join_inclusive(InstanceId id) {
  Instance& scope = at(id);
  const Process& process = process_of(scope);
  for (const Index flow : scope.arrived) {
    const Index join = process.flows()[flow].target;
    if (process.elements()[join].kind != Kind::Inclusive) continue;
    std::vector<Index> todo;
    for (const Instance& other : state_.instances) {
      if (other.parent == id) todo.push_back(other.element);
    }
    for (const Index waiting : scope.arrived) {
      if (process.flows()[waiting].target != join) todo.push_back(process.flows()[waiting].target);
    }
    std::vector<bool> seen(process.elements().size(), false);
    bool more = false;
    while (!todo.empty() && !more) {
      const Index at_element = todo.back();
      todo.pop_back();
      if (seen[at_element]) continue;
      seen[at_element] = true;
      more = at_element == join;
      const Element& element = process.elements()[at_element];
      for (const Index out : element.outgoing) todo.push_back(process.flows()[out].target);
      todo.insert(todo.end(), element.boundaries.begin(), element.boundaries.end());
    }
    if (more) continue;
    for (const Index in : process.elements()[join].incoming) {
      const auto token = std::ranges::find(scope.arrived, in);
      if (token != scope.arrived.end()) scope.arrived.erase(token);
    }
    choose(id, join);
    return true;
  }
  return false;
}

void Runner::end_scope(InstanceId id) {
  Instance& scope = at(id);
  if (scope.element != 0) {
    done(id, {});
    return;
  }
  if (scope.parent == 0) {
    state_.result = std::move(scope.variables);
    end_all(Status::Completed);
    return;
  }
  const InstanceId caller = scope.parent;
  const feel::Context variables = std::move(scope.variables);
  const bool up = element_of(at(caller)).hands_all_up;
  end(id);
  if (up || !element_of(at(caller)).outputs.empty()) {
    done(caller, variables);
  } else {
    done(caller, {});
  }
}

}  // namespace dk::bpmn
