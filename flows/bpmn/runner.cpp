#include "flows/bpmn/runner.h"

#include <algorithm>

namespace dk::bpmn {

Runner::Runner(const Library& library, State& state, const feel::DateTime& now,
               const Limits& limits)
    : library_(library), state_(state), now_(now), limits_(limits), evaluation_(limits.feel, now) {}

bool Runner::take(const Event& event) {
  const bool begins = std::holds_alternative<Begin>(event);
  if (begins != (state_.status == Status::New) || (!begins && state_.status != Status::Running)) {
    return refuse(begins ? "the case has begun already" : "the case does not run");
  }
  if (!std::visit([this](const auto& one) { return on(one); }, event)) return false;
  run();
  return true;
}

bool Runner::refuse(std::string why) {
  refusal = std::move(why);
  return false;
}

bool Runner::on(const Begin& event) {
  const Process* process = library_.find(state_.process);
  if (process == nullptr) return refuse("there is no process " + state_.process);
  state_.status = Status::Running;
  const InstanceId root = make(0, state_.process, 0);
  for (const auto& [name, value] : event.variables.entries) set_own(root, {name}, value);
  leave(root, process->elements().front().start);
  return true;
}

bool Runner::on(const Done& event) {
  const Instance* instance = find(event.instance);
  if (instance == nullptr || (instance->waits != Waits::Person && instance->waits != Waits::Work)) {
    return refuse("no task of this number waits");
  }
  answered_ = event.instance;
  done(event.instance, event.variables);
  return true;
}

bool Runner::on(const Decided& event) {
  const Instance* instance = find(event.instance);
  if (instance == nullptr || instance->waits != Waits::Decision) {
    return refuse("no decision of this number is waited for");
  }
  answered_ = event.instance;
  feel::Context given;
  given.set(element_of(*instance).result_variable, event.result);
  done(event.instance, given);
  return true;
}

bool Runner::on(const Thrown& event) {
  const Instance* instance = find(event.instance);
  if (instance == nullptr || (instance->waits != Waits::Person && instance->waits != Waits::Work &&
                              instance->waits != Waits::Decision)) {
    return refuse("no task of this number waits");
  }
  answered_ = event.instance;
  throw_error(event.instance, event.code, event.variables);
  return true;
}

bool Runner::on(const Failed& event) {
  Instance* instance = find(event.instance);
  if (instance == nullptr ||
      (instance->waits != Waits::Work && instance->waits != Waits::Decision)) {
    return refuse("no task of this number waits");
  }
  if (instance->waits == Waits::Work && --instance->retries > 0) {
    start_work(event.instance);
  } else {
    incident(event.instance, "not_reached", event.detail);
  }
  return true;
}

// Once more from its beginning, in the same place.
bool Runner::on(const Retry& event) {
  const Instance* instance = find(event.instance);
  if (instance == nullptr || instance->waits != Waits::Help) {
    return refuse("no incident of this number waits for help");
  }
  if (instance->parent == 0) return refuse("a whole case cannot be tried again");
  const Instance old = *instance;
  if (old.element == 0) return refuse("a called process is tried again by its call activity");
  for (const auto& [name, value] : event.variables.entries) set(old.parent, {name}, value);
  end(old.id);
  if (is_parked(process_of(old), old)) {
    moves_.push_back({old.parent, old.arrived.front()});
  } else if (old.number == 0) {
    enter(old.parent, old.element);
  } else {
    begin_round(old.parent, old.number);
  }
  return true;
}

bool Runner::on(const GiveUp& event) {
  const Instance* instance = find(event.instance);
  if (instance == nullptr || instance->waits != Waits::Help) {
    return refuse("no incident of this number waits for help");
  }
  if (instance->parent == 0) {
    end_all(Status::Abandoned);
  } else {
    end(event.instance);
  }
  return true;
}

bool Runner::on(const Message& event) {
  for (const Instance& instance : state_.instances) {
    for (std::size_t i = 0; i < instance.listens.size(); ++i) {
      const Listen& listen = instance.listens[i];
      const Element& waited = process_of(instance).elements()[listen.element];
      if (waited.message.empty() || waited.message != event.name || listen.key != event.key) {
        continue;
      }
      fire(instance.id, i, event.variables);
      return true;
    }
  }
  return refuse("nobody waits for this message");
}

bool Runner::on(const Tick&) {
  const auto now_ms = static_cast<std::int64_t>(feel::instant(now_) / 1'000'000);
  while (moved_ <= limits_.moves) {
    const Instance* first = nullptr;
    std::size_t which = 0;
    for (const Instance& instance : state_.instances) {
      for (std::size_t i = 0; i < instance.listens.size(); ++i) {
        const Listen& listen = instance.listens[i];
        if (listen.due_ms == 0 || listen.due_ms > now_ms) continue;
        if (first != nullptr && first->listens[which].due_ms <= listen.due_ms) continue;
        first = &instance;
        which = i;
      }
    }
    if (first == nullptr) return true;
    ++moved_;
    fire(first->id, which, {});
    run();
  }
  return true;
}

bool Runner::on(const Identified& event) {
  if (event.level < 0 || event.level > 4) return refuse("there is no such identity level");
  state_.identity = std::max(state_.identity, event.level);
  std::vector<InstanceId> ready;
  for (const Instance& instance : state_.instances) {
    if (instance.waits == Waits::Identity && element_of(instance).identity <= state_.identity) {
      ready.push_back(instance.id);
    }
  }
  for (const InstanceId id : ready) begin(id);
  return true;
}

bool Runner::on(const Unidentifiable&) {
  const bool asked = std::ranges::any_of(
      state_.instances, [](const Instance& instance) { return instance.waits == Waits::Identity; });
  if (!asked) return refuse("no identity is asked for");
  end_all(Status::Referred);
  return true;
}

bool Runner::on(const Abandon&) {
  end_all(Status::Abandoned);
  return true;
}

// What listens has heard it: a catch event, one of those after an event-based gateway, or the
// boundary of an activity.
void Runner::fire(InstanceId id, std::size_t which, const feel::Context& variables) {
  Instance& instance = at(id);
  const Index event = instance.listens[which].element;
  const InstanceId scope = instance.parent;
  const Element& element = process_of(instance).elements()[event];
  if (event == instance.element) {
    done(id, variables);
    return;
  }
  const std::string process = instance.process;
  if (element.attached == kNone || element.interrupting) {
    end(id);
  } else {
    Listen& listen = instance.listens[which];
    if (listen.due_ms != 0) {
      if (listen.left > 0) --listen.left;
      const auto now_ms = static_cast<std::int64_t>(feel::instant(now_) / 1'000'000);
      if (listen.left == 0) {
        instance.listens.erase(instance.listens.begin() + static_cast<std::ptrdiff_t>(which));
      } else {
        // What was missed while nobody looked is not made up for.
        const std::int64_t missed = (now_ms - listen.due_ms) / listen.period_ms;
        listen.due_ms += (missed + 1) * listen.period_ms;
      }
    }
  }
  done(make(scope, process, event), variables);
}

void Runner::end_all(Status status) {
  if (!state_.instances.empty()) end(state_.instances.front().id);
  moves_.clear();
  state_.status = status;
  effects.push_back({.kind = Effect::Kind::Ended});
}

State new_case(std::string process, std::string version) {
  State state;
  state.process = std::move(process);
  state.version = std::move(version);
  return state;
}

std::expected<Step, std::string> step(const Library& library, std::string_view version, State state,
                                      const Event& event, const feel::DateTime& now,
                                      const Limits& limits) {
  if (state.version != version) {
    return std::unexpected("the case began with version " + state.version);
  }
  Runner runner(library, state, now, limits);
  if (!runner.take(event)) return std::unexpected(std::move(runner.refusal));
  return Step{std::move(state), std::move(runner.effects)};
}

}  // namespace dk::bpmn
