// The life of one instance: it is made, begins, waits, is done, or ends with all inside it.
#include <algorithm>
#include <set>

#include "flows/bpmn/runner.h"

namespace dk::bpmn {

InstanceId Runner::make(InstanceId parent, const std::string& process, Index element) {
  Instance made;
  made.id = ++state_.last_id;
  made.parent = parent;
  made.process = process;
  made.element = element;
  state_.instances.push_back(std::move(made));
  return state_.last_id;
}

Instance* Runner::find(InstanceId id) {
  const auto found = std::ranges::lower_bound(state_.instances, id, {}, &Instance::id);
  return found != state_.instances.end() && found->id == id ? &*found : nullptr;
}

Instance& Runner::at(InstanceId id) { return *find(id); }

const Process& Runner::process_of(const Instance& instance) const {
  return *library_.find(instance.process);
}

const Element& Runner::element_of(const Instance& instance) const {
  return process_of(instance).elements()[instance.element];
}

void Runner::begin(InstanceId id) {
  Instance& instance = at(id);
  const Element& element = element_of(instance);
  if (element.identity > state_.identity) {
    instance.waits = Waits::Identity;
    tell(Effect::Kind::Identify, instance);
    return;
  }
  instance.waits = Waits::Scope;
  const bool outer = instance.number == 0;  // the one that has the boundary events
  if (outer && element.loop) {
    if (listen_at_boundaries(id)) repeat(id);
    return;
  }
  for (const Mapping& mapping : element.inputs) {
    set_own(id, mapping.target, evaluate(mapping.source, id));
  }
  if (!outer || listen_at_boundaries(id)) activate(id);
}

bool Runner::listen_at_boundaries(InstanceId id) {
  for (const Index boundary : element_of(at(id)).boundaries) {
    if (!listen(at(id), boundary)) return false;
  }
  return true;
}

void Runner::activate(InstanceId id) {
  Instance& instance = at(id);
  const Element& element = element_of(instance);
  switch (element.kind) {
    case Kind::UserTask:
      instance.waits = Waits::Person;
      tell(Effect::Kind::Ask, instance, element.form);
      break;
    case Kind::ServiceTask: {
      const feel::Value retries = evaluate(element.retries, id);
      const auto number = retries.is(feel::Kind::String)   ? feel::Decimal::parse(retries.string())
                          : retries.is(feel::Kind::Number) ? std::optional(retries.number())
                                                           : std::nullopt;
      const auto tries = number ? number->to_int64() : std::nullopt;
      if (!tries || *tries < 0 || *tries > 100) {
        incident(id, "retries_unclear");
        break;
      }
      instance.retries = static_cast<std::int32_t>(*tries);
      start_work(id);
      break;
    }
    case Kind::RuleTask: {
      const feel::Value decision = evaluate(element.target, id);
      if (!decision.is(feel::Kind::String)) {
        incident(id, "target_unclear");
        break;
      }
      instance.waits = Waits::Decision;
      tell(Effect::Kind::Decide, instance, decision.string());
      break;
    }
    case Kind::ScriptTask: {
      feel::Context given;
      given.set(element.result_variable, evaluate(element.target, id));
      if (out_of_limits()) {
        incident(id, "limit_feel");
      } else {
        done(id, given);
      }
      break;
    }
    case Kind::CallActivity:
      call(id);
      break;
    case Kind::SubProcess:
      instance.waits = Waits::Scope;
      leave(id, element.start);
      break;
    default:
      done(id, {});
  }
}

void Runner::start_work(InstanceId id) {
  const feel::Value job = evaluate(element_of(at(id)).target, id);
  if (!job.is(feel::Kind::String)) {
    incident(id, "target_unclear");
    return;
  }
  at(id).waits = Waits::Work;
  tell(Effect::Kind::Work, at(id), job.string());
}

void Runner::call(InstanceId id) {
  const Element& element = element_of(at(id));
  const feel::Value name = evaluate(element.target, id);
  const Process* called = name.is(feel::Kind::String) ? library_.find(name.string()) : nullptr;
  if (called == nullptr) {
    incident(id, "target_unclear");
    return;
  }
  int depth = 0;
  for (const Instance* up = find(id); up != nullptr; up = find(up->parent)) {
    depth += up->element == 0 ? 1 : 0;
  }
  if (depth > limits_.calls) {
    incident(id, "limit_calls");
    return;
  }
  const feel::Value handed =
      element.hands_all_down ? visible(id) : feel::Value(feel::Context(at(id).variables));
  at(id).waits = Waits::Scope;
  const InstanceId inner = make(id, called->id(), 0);
  at(inner).variables = handed.context();
  leave(inner, called->elements().front().start);
}

void Runner::repeat(InstanceId id) {
  const Loop& loop = *element_of(at(id)).loop;
  const feel::Value items = evaluate(loop.collection, id);
  if (!items.is(feel::Kind::List)) {
    incident(id, "collection_no_list");
    return;
  }
  if (items.list().size() > limits_.items) {
    incident(id, "limit_items");
    return;
  }
  const std::size_t count = items.list().size();
  {
    Instance& body = at(id);
    body.repeats = true;
    body.items = items.list();
  }
  if (loop.output_element) {
    set_own(id, {loop.output_collection}, feel::List(count, feel::Value()));
  }
  if (loop.sequential) return;  // settle() begins each
  for (std::uint32_t number = 1; number <= count && find(id) != nullptr; ++number) {
    at(id).begun = number;
    begin_round(id, number);
  }
}

void Runner::begin_round(InstanceId id, std::uint32_t number) {
  const Loop& loop = *element_of(at(id)).loop;
  const feel::Value item = at(id).items[number - 1];
  const InstanceId round = make(id, at(id).process, at(id).element);
  at(round).number = number;
  if (!loop.element.empty()) set_own(round, {loop.element}, item);
  set_own(round, {"loopCounter"}, feel::Value::number(number));
  begin(round);
}

// Its work is done and gave `variables`: they go out by the output mappings, or all.
void Runner::done(InstanceId id, const feel::Context& variables) {
  const Element& element = element_of(at(id));
  const InstanceId parent = at(id).parent;
  if (element.outputs.empty()) {
    for (const auto& [name, value] : variables.entries) set(parent, {name}, value);
  } else if (!at(id).repeats) {
    for (const auto& [name, value] : variables.entries) set_own(id, {name}, value);
    for (const Mapping& mapping : element.outputs) {
      set(parent, mapping.target, evaluate(mapping.source, id));
    }
  }
  if (at(id).number != 0) {
    round_done(id);
    return;
  }
  if (at(id).repeats && element.loop->output_element) {
    const feel::Value collected = *at(id).variables.find(element.loop->output_collection);
    set(parent, {element.loop->output_collection}, collected);
  }
  const Index index = at(id).element;
  end(id);
  leave(parent, index);
}

void Runner::round_done(InstanceId id) {
  const Loop& loop = *element_of(at(id)).loop;
  const InstanceId body = at(id).parent;
  if (loop.output_element) {
    feel::List collected = at(body).variables.find(loop.output_collection)->list();
    collected[at(id).number - 1] = evaluate(*loop.output_element, id);
    set_own(body, {loop.output_collection}, std::move(collected));
  }
  const bool enough = loop.completion && evaluate(*loop.completion, id).is_true();
  end(id);
  if (!enough) return;
  std::vector<InstanceId> rest;
  for (const Instance& other : state_.instances) {
    if (other.parent == body) rest.push_back(other.id);
  }
  for (const InstanceId other : rest) end(other);
  done(body, {});
}

// False: its time or key is unclear and the instance has an incident.
bool Runner::listen(Instance& instance, Index index) {
  const Element& event = process_of(instance).elements()[index];
  const InstanceId id = instance.id;
  if (event.kind == Kind::BoundaryError) return true;  // errors come from inside
  Listen made{.element = index};
  if (!event.message.empty()) {
    const feel::Value key = event.correlation.text.empty() ? feel::Value(std::string())
                                                           : evaluate(event.correlation, id);
    if (!key.is(feel::Kind::String) && !key.is(feel::Kind::Number)) {
      incident(id, "correlation_unclear", event.id);
      return false;
    }
    made.key = feel::to_text(key);
  } else if (!set_due(made, event, evaluate(event.time, id))) {
    incident(id, "time_unclear", event.id);
    return false;
  }
  at(id).listens.push_back(std::move(made));
  return true;
}

bool Runner::set_due(Listen& listen, const Element& event, const feel::Value& value) {
  const bool text = value.is(feel::Kind::String);
  std::optional<feel::DateTime> due;
  if (event.timer == Element::Timer::Date) {
    if (text) due = feel::parse_date_time(value.string());
    if (value.is(feel::Kind::DateTime)) due = value.date_time();
    // A local time is one of the place where the terminal stands.
    if (due && due->time.zone.kind == feel::Zone::Kind::Local) due->time.zone = now_.time.zone;
  } else if (event.timer == Element::Timer::Cycle) {
    const auto cycle = text ? parse_cycle(value.string()) : std::nullopt;
    if (!cycle) return false;
    listen.left = cycle->times;
    listen.period_ms = cycle->period_ms;
    due = feel::add(now_, feel::DaysDuration{__int128{cycle->period_ms} * 1'000'000});
  } else {
    auto days = text ? feel::parse_days_duration(value.string()) : std::nullopt;
    auto months = text ? feel::parse_months_duration(value.string()) : std::nullopt;
    if (value.is(feel::Kind::DaysDuration)) days = value.days();
    if (value.is(feel::Kind::MonthsDuration)) months = value.months();
    if (days) due = feel::add(now_, *days);
    if (months) {
      due = now_;
      const auto date = feel::add_months(now_.date, months->months);
      if (!date) return false;
      due->date = *date;
    }
  }
  if (!due) return false;
  const __int128 due_ms = feel::instant(*due) / 1'000'000;
  constexpr std::int64_t kLatest = 253'402'300'800'000;  // the year 10000
  if (due_ms > kLatest) return false;
  listen.due_ms = due_ms < 1 ? 1 : static_cast<std::int64_t>(due_ms);
  return true;
}

void Runner::end(InstanceId id) {
  std::set<InstanceId> ended{id};  // parents have smaller numbers than those inside them
  for (const Instance& instance : state_.instances) {
    if (ended.contains(instance.parent)) ended.insert(instance.id);
    if (!ended.contains(instance.id)) continue;
    const bool asked = instance.waits == Waits::Person || instance.waits == Waits::Work ||
                       instance.waits == Waits::Decision || instance.waits == Waits::Identity;
    if (asked && instance.id != answered_) tell(Effect::Kind::Withdraw, instance);
  }
  std::erase_if(state_.instances,
                [&](const Instance& instance) { return ended.contains(instance.id); });
}

void Runner::incident(InstanceId id, std::string code, std::string detail) {
  Instance& instance = at(id);
  instance.waits = Waits::Help;
  instance.incident = out_of_limits() ? "limit_feel" : std::move(code);
  instance.detail = std::move(detail);
  tell(Effect::Kind::Incident, instance, instance.incident);
}

// To the nearest boundary event around that catches it; nobody does: the branch waits for help.
void Runner::throw_error(InstanceId id, const std::string& code, const feel::Context& variables) {
  for (const Instance* around = find(id); around != nullptr; around = find(around->parent)) {
    if (around->number != 0) continue;  // the boundary belongs to the whole repetition
    const Process& process = process_of(*around);
    for (const Index boundary : element_of(*around).boundaries) {
      const Element& event = process.elements()[boundary];
      if (event.kind != Kind::BoundaryError) continue;
      if (!event.error_code.empty() && event.error_code != code) continue;
      const InstanceId scope = around->parent;
      const std::string process_id = around->process;
      end(around->id);
      done(make(scope, process_id, boundary), variables);
      return;
    }
  }
  incident(id, "error_not_caught", code);
}

void Runner::tell(Effect::Kind kind, const Instance& instance, std::string name) {
  const Element& element = element_of(instance);
  Effect effect{.kind = kind,
                .instance = instance.id,
                .process = instance.process,
                .element = element.id,
                .name = std::move(name)};
  if (kind == Effect::Kind::Identify) effect.level = element.identity;
  if (kind == Effect::Kind::Ask || kind == Effect::Kind::Work || kind == Effect::Kind::Decide) {
    effect.variables = visible(instance.id);
    effect.headers = element.headers;
    effect.groups = element.groups;
  }
  effects.push_back(std::move(effect));
}

}  // namespace dk::bpmn
