#include <deque>

#include "flows/bpmn/loader.h"

namespace dk::bpmn {

namespace {

bool is_end(Kind kind) {
  return kind == Kind::EndEvent || kind == Kind::ErrorEnd || kind == Kind::TerminateEnd;
}
bool is_boundary(Kind kind) {
  return kind == Kind::BoundaryTimer || kind == Kind::BoundaryMessage ||
         kind == Kind::BoundaryError;
}

// All that can be reached from `seeds` over `next`.
template <class Next>
std::vector<bool> reach(std::size_t count, std::vector<Index> seeds, const Next& next) {
  std::vector<bool> seen(count, false);
  std::deque<Index> todo(seeds.begin(), seeds.end());
  for (const Index seed : seeds) seen[seed] = true;
  while (!todo.empty()) {
    const Index at = todo.front();
    todo.pop_front();
    for (const Index to : next(at)) {
      if (!seen[to]) {
        seen[to] = true;
        todo.push_back(to);
      }
    }
  }
  return seen;
}

std::optional<LoadError> check_one(const Process& process, const Element& element) {
  const auto bad = [&](std::string message) { return LoadError{element.id, std::move(message)}; };
  const bool fixed_start = element.kind == Kind::StartEvent || is_boundary(element.kind);
  if (fixed_start && !element.incoming.empty()) return bad("no flow leads into such an event");
  if (is_end(element.kind) && !element.outgoing.empty()) return bad("no flow leaves an end event");
  if (element.kind == Kind::Exclusive || element.kind == Kind::Inclusive) {
    for (const Index out : element.outgoing) {
      const bool chosen = element.outgoing.size() == 1 || process.flows()[out].condition ||
                          out == element.default_flow;
      if (!chosen) return bad("its flow " + process.flows()[out].id + " has no condition");
    }
  }
  if (element.kind == Kind::EventBased) {
    if (element.outgoing.size() < 2) return bad("it waits for fewer than two events");
    for (const Index out : element.outgoing) {
      const Element& next = process.elements()[process.flows()[out].target];
      if (next.kind != Kind::CatchTimer && next.kind != Kind::CatchMessage) {
        return bad("only timers and messages can follow an event-based gateway");
      }
      if (next.incoming.size() != 1) {
        return LoadError{next.id, "an event after an event-based gateway has no other way in"};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<LoadError> check_graph(const Process& process) {
  const auto& elements = process.elements();
  std::vector<Index> starts;
  std::vector<Index> ends;
  for (Index index = 0; index < elements.size(); ++index) {
    const Element& element = elements[index];
    if (auto error = check_one(process, element)) return error;
    if (element.kind == Kind::Process) continue;
    if (element.kind == Kind::StartEvent || is_boundary(element.kind)) starts.push_back(index);
    // An activity without a way on ends its path, as an end event does.
    if (element.outgoing.empty()) ends.push_back(index);
  }
  const auto forward = [&](Index at) {
    std::vector<Index> next;
    for (const Index out : elements[at].outgoing) next.push_back(process.flows()[out].target);
    return next;
  };
  const auto backward = [&](Index at) {
    std::vector<Index> next;
    for (const Index in : elements[at].incoming) next.push_back(process.flows()[in].source);
    return next;
  };
  const auto reached = reach(elements.size(), starts, forward);
  const auto ending = reach(elements.size(), ends, backward);
  for (Index index = 1; index < elements.size(); ++index) {
    if (!reached[index]) return LoadError{elements[index].id, "no path leads to it"};
    if (!ending[index]) return LoadError{elements[index].id, "no path from it comes to an end"};
  }
  return std::nullopt;
}

}  // namespace dk::bpmn
