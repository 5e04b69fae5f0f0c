#include "flows/engine/journey.h"

#include <algorithm>
#include <array>
#include <deque>

#include "flows/engine/check.h"
#include "flows/engine/record.h"

namespace dk::engine {

namespace {

using Kind = CaseEffect::Kind;

constexpr std::chrono::milliseconds kFactsTimeout{5'000};

// Sets the value at "a.b.c" of contexts.
void put(feel::Context& context, std::string_view path, const feel::Value& value) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) {
    context.set(path, value);
    return;
  }
  const std::string_view first = path.substr(0, dot);
  const feel::Value* held = context.find(first);
  feel::Context inner =
      held != nullptr && held->is(feel::Kind::Context) ? held->context() : feel::Context{};
  put(inner, path.substr(dot + 1), value);
  context.set(first, std::move(inner));
}

class Taker {
 public:
  Taker(const Item& item, Case& state, const feel::DateTime& now)
      : item_(item), state_(state), now_(now) {}

  bool take(const CaseEvent& event) {
    if (ended()) return refuse("the case is over");
    if (!std::visit([this](const auto& one) { return on(one); }, event)) return false;
    settle();
    return true;
  }
  std::vector<CaseEffect> effects;
  std::string refusal;

 private:
  bool refuse(std::string why) {
    refusal = std::move(why);
    return false;
  }

  bool on(const bpmn::Event& event) {
    bpmn::Event given = event;
    if (auto* begin = std::get_if<bpmn::Begin>(&given)) {
      begin->variables.set("parameters", item_.parameters_on(now_.date));
    }
    return step(given);
  }

  bool on(const FormInput& event) {
    const form::Form* form = form_of(event.instance);
    if (form == nullptr) return refuse("no form of this number is open");
    feel::Evaluation evaluation({}, now_);
    auto answered = form::answer(*form, state_.forms[event.instance], event.input,
                                 variables(event.instance), evaluation);
    if (!answered) return refuse("the form does not take this input");
    state_.forms[event.instance] = std::move(*answered);
    return true;
  }

  bool on(const Submit& event) {
    const form::Form* form = form_of(event.instance);
    if (form == nullptr) return refuse("no form of this number is open");
    feel::Evaluation evaluation({}, now_);
    auto given = form::submission(*form, state_.forms[event.instance], variables(event.instance),
                                  evaluation);
    if (!given) {
      state_.forms[event.instance].submit_pressed = true;
      return true;  // the view shows what is missing
    }
    state_.forms.erase(event.instance);
    return step(bpmn::Done{event.instance, std::move(*given)});
  }

  bool on(const NoticeAnswered& event) {
    if (state_.notice != Case::Notice::Shown) return refuse("no notice is shown");
    state_.notice = event.accepted ? Case::Notice::Accepted : Case::Notice::Declined;
    const auto waiting = state_.asked_facts;
    for (const auto& [instance, names] : waiting) {
      if (event.accepted) {
        fetch(instance);
      } else if (state_.asked_facts.erase(instance) != 0 &&  // else its branch has ended
                 !step(bpmn::Thrown{instance, "notice_declined", {}})) {
        return false;
      }
    }
    return true;
  }

  bool on(const FactsCame& event) {
    const auto asked = state_.asked_facts.find(event.instance);
    if (asked == state_.asked_facts.end()) return refuse("nobody asked for these facts");
    const auto names = listed(asked->second);
    if (names.size() != event.answers.size()) return refuse("not as many answers as requests");
    const bpmn::Instance* instance = state_.process.find(event.instance);
    if (instance == nullptr) return refuse("nobody waits for these facts any more");
    const bpmn::Element& element = element_of(*instance);
    const auto optional = element.headers.find("optional");
    const bool needed = optional == element.headers.end() || optional->second != "yes";
    for (std::size_t i = 0; i < names.size(); ++i) {
      const FactAnswer answer = judged(*item_.fact(names[i]), event.answers[i]);
      if (answer) {
        state_.facts[names[i]] = *answer;
      } else if (needed) {
        state_.asked_facts.erase(asked);
        return step(
            bpmn::Thrown{event.instance, "fact_" + std::string(name_of(answer.error())), {}});
      } else {
        state_.facts[names[i]] = {.value = {}, .as_of = now_, .source = {}};
      }
    }
    state_.asked_facts.erase(asked);
    const feel::Context seen = variables(event.instance);
    feel::Context given;
    for (const std::string& name : names) {
      const std::string_view root = std::string_view(name).substr(0, name.find('.'));
      if (given.find(root) == nullptr) {
        const feel::Value* held = seen.find(root);
        given.set(root, held == nullptr ? feel::Value() : *held);
      }
      put(given, name, state_.facts[name].value);
    }
    return step(bpmn::Done{event.instance, std::move(given)});
  }

  // Too old for a decision, or of another type than declared.
  FactAnswer judged(const Fact& fact, const FactAnswer& answer) const {
    if (!answer) return answer;
    const __int128 age = feel::instant(now_) - feel::instant(answer->as_of);
    if (age > __int128{fact.fresh_s} * feel::kNanosPerSecond) {
      return std::unexpected(FactTrouble::TooOld);
    }
    const auto fitting = feel::coerced(answer->value, *fact.type);
    if (!fitting) return std::unexpected(FactTrouble::Unknown);
    FactValue judged = *answer;
    judged.value = *fitting;
    return judged;
  }

  // One event, and the decisions that it leads to. A decision whose task has ended meanwhile, by
  // what another one led to, is not wanted any more.
  bool step(const bpmn::Event& event) {
    std::deque<bpmn::Effect> decisions;
    std::optional<bpmn::Event> next = event;
    while (next) {
      auto stepped =
          bpmn::step(item_.processes, item_.fingerprint, std::move(state_.process), *next, now_);
      if (!stepped) return refuse(std::move(stepped.error()));
      state_.process = std::move(stepped->state);
      for (const bpmn::Effect& effect : stepped->effects) {
        if (effect.kind == bpmn::Effect::Kind::Decide) {
          decisions.push_back(effect);
        } else {
          pass_on(effect);
        }
      }
      next.reset();
      while (!next && !decisions.empty()) {
        const bpmn::Instance* task = state_.process.find(decisions.front().instance);
        if (task != nullptr && task->waits == bpmn::Waits::Decision) {
          next = decide(decisions.front());
        }
        decisions.pop_front();
      }
    }
    return true;
  }

  void pass_on(const bpmn::Effect& effect) {
    CaseEffect made{.instance = effect.instance, .element = effect.element, .name = effect.name};
    switch (effect.kind) {
      case bpmn::Effect::Kind::Ask:
        state_.forms[effect.instance] = {};
        made.kind = Kind::ShowForm;
        made.clerk = !effect.groups.empty();
        break;
      case bpmn::Effect::Kind::Work:
        if (effect.name == kFactsJob) return ask_facts(effect);
        made.kind = Kind::Do;
        made.variables = effect.variables;
        made.headers = effect.headers;
        break;
      case bpmn::Effect::Kind::Identify:
        made.kind = Kind::Identify;
        made.level = effect.level;
        break;
      case bpmn::Effect::Kind::Withdraw:
        state_.forms.erase(effect.instance);
        state_.asked_facts.erase(effect.instance);
        made.kind = Kind::Withdraw;
        break;
      case bpmn::Effect::Kind::Incident: {
        const bpmn::Instance* instance = state_.process.find(effect.instance);
        state_.trouble = effect.name == "error_not_caught" && instance != nullptr ? instance->detail
                                                                                  : effect.name;
        return;
      }
      default:
        return;  // Ended: settle() says it
    }
    effects.push_back(std::move(made));
  }

  void ask_facts(const bpmn::Effect& effect) {
    state_.asked_facts[effect.instance] = effect.headers.at("facts");
    const auto names = listed(effect.headers.at("facts"));
    const bool personal = std::ranges::any_of(names, [&](const std::string& name) {
      return item_.fact(name)->sensitivity != Sensitivity::Plain;
    });
    if (!personal || state_.notice == Case::Notice::Accepted) return fetch(effect.instance);
    if (state_.notice == Case::Notice::Shown) return;  // one answer is for all
    state_.notice = Case::Notice::Shown;
    effects.push_back({.kind = Kind::ShowNotice, .instance = effect.instance});
  }

  void fetch(bpmn::InstanceId id) {
    const bpmn::Element& element = element_of(*state_.process.find(id));
    CaseEffect made{.kind = Kind::FetchFacts, .instance = id, .element = element.id};
    made.timeout = kFactsTimeout;
    if (const auto limit = element.headers.find("timeout"); limit != element.headers.end()) {
      const auto duration = feel::parse_days_duration(limit->second);
      made.timeout =
          std::chrono::milliseconds(static_cast<std::int64_t>(duration->nanos / 1'000'000));
    }
    for (const std::string& name : listed(state_.asked_facts[id])) {
      const Fact& fact = *item_.fact(name);
      made.facts.push_back({.name = name,
                            .source = fact.source,
                            .item = item_.id,
                            .purpose = item_.privacy.purpose,
                            .oldest = std::chrono::seconds(fact.fresh_s)});
    }
    effects.push_back(std::move(made));
  }

  bpmn::Event decide(const bpmn::Effect& effect) {
    const Item::Decision decision = item_.decision(effect.name);
    const feel::Context& variables = effect.variables.context();
    dmn::Facts facts;
    feel::Context inputs;
    for (const auto& element : decision.model->elements()) {
      if (element->kind != dmn::Element::Kind::Input) continue;
      const feel::Value* value = variables.find(element->name);
      facts[element->name] = value == nullptr ? feel::Value() : *value;
    }
    for (const auto& [name, value] : facts) inputs.set(name, value);
    feel::Evaluation evaluation({}, now_);
    const dmn::Outcome outcome =
        dmn::evaluate(*decision.model, decision.element->name, facts, evaluation);
    if (outcome.failed || evaluation.stopped()) {
      return bpmn::Failed{effect.instance, "decision_failed"};
    }
    DecisionRecord record;
    record.decision = effect.name;
    record.result = outcome.value;
    record.rules = outcome.trace;
    record.at = now_;
    record.inputs_digest = digest_of(inputs, state_.salt);
    record.inputs = std::move(inputs);
    if (outcome.value.is(feel::Kind::Context)) {
      const auto word = [&](std::string_view name) {
        const feel::Value* value = outcome.value.context().find(name);
        return value != nullptr && value->is(feel::Kind::String) ? value->string() : std::string();
      };
      record.outcome = word("outcome");
      record.sentence = word("sentence");
      if (!record.outcome.empty()) {
        state_.outcome = record.outcome;
        state_.sentence = record.sentence;
      }
    }
    state_.decisions.push_back(std::move(record));
    effects.push_back({.kind = Kind::Decided, .instance = effect.instance, .name = effect.name});
    return bpmn::Decided{effect.instance, outcome.value};
  }

  bool ended() const {
    const bpmn::Status status = state_.process.status;
    return status != bpmn::Status::New && status != bpmn::Status::Running;
  }

  // A case that nobody here can move goes to a person, or is taken in.
  void settle() {
    if (bpmn::is_stuck(state_.process)) {
      constexpr std::array<std::string_view, 3> kLater{"fact_unavailable", "fact_timed_out",
                                                       "fact_too_old"};
      const bool later = std::ranges::find(kLater, state_.trouble) != kLater.end();
      state_.outcome = later && item_.offline == Offline::Provisional ? "PROVISIONAL" : "REFER";
      state_.sentence.clear();
      (void)step(bpmn::Abandon{});
    }
    if (!ended()) return;
    if (state_.process.status == bpmn::Status::Referred) {
      state_.outcome = "REFER";
      state_.sentence.clear();
      state_.trouble = "identity";
    }
    effects.push_back({.kind = Kind::Ended, .name = state_.outcome});
  }

  feel::Context variables(bpmn::InstanceId id) const {
    return bpmn::visible_variables(state_.process, id).context();
  }

  const form::Form* form_of(bpmn::InstanceId id) const {
    const bpmn::Instance* instance = state_.process.find(id);
    if (instance == nullptr || !state_.forms.contains(id)) return nullptr;
    const auto form = item_.forms.find(element_of(*instance).form);
    return form == item_.forms.end() ? nullptr : &form->second;
  }

  const bpmn::Element& element_of(const bpmn::Instance& instance) const {
    return item_.processes.find(instance.process)->elements()[instance.element];
  }

  const Item& item_;
  Case& state_;
  const feel::DateTime now_;
};

}  // namespace

std::string_view name_of(FactTrouble trouble) {
  constexpr std::string_view kNames[] = {"unknown", "unavailable", "timed_out", "too_old",
                                         "refused"};
  return kNames[static_cast<std::size_t>(trouble)];
}

Case new_case(const Item& item, std::string_view salt) {
  Case made;
  made.item = item.fingerprint;
  made.salt = salt;
  made.process = bpmn::new_case(item.journey, item.fingerprint);
  return made;
}

std::expected<CaseStep, std::string> take(const Item& item, Case state, const CaseEvent& event,
                                          const feel::DateTime& now) {
  if (state.item != item.fingerprint) {
    return std::unexpected("the case began with " + state.item);
  }
  Taker taker(item, state, now);
  if (!taker.take(event)) return std::unexpected(std::move(taker.refusal));
  return CaseStep{std::move(state), std::move(taker.effects)};
}

}  // namespace dk::engine
