#include "flows/main/headless.h"

#include <algorithm>

#include "base/random.h"

namespace dk::flows {

namespace {

using engine::CaseEffect;

constexpr std::size_t kMostEffects = 1'000;

bool has(const feel::Context& context, const std::string& path) {
  const std::size_t dot = path.find('.');
  const feel::Value* held = context.find(path.substr(0, dot));
  if (held == nullptr || dot == std::string::npos) return held != nullptr;
  return held->is(feel::Kind::Context) && has(held->context(), path.substr(dot + 1));
}

// Facts out of the file: what it does not give cannot be reached.
class GivenFacts : public engine::FactSource {
 public:
  GivenFacts(const feel::Context& given, const feel::DateTime& now)
      : facts_(engine::at_path(given, "facts")), as_of_(now) {
    const feel::Value as_of = engine::at_path(given, "as_of");
    if (as_of.is(feel::Kind::DateTime)) as_of_ = as_of.date_time();
  }
  std::vector<engine::FactAnswer> get(const std::vector<engine::FactRequest>& requests,
                                      std::chrono::milliseconds /*timeout*/) override {
    std::vector<engine::FactAnswer> answers;
    for (const engine::FactRequest& request : requests) {
      if (facts_.is(feel::Kind::Context) && has(facts_.context(), request.name)) {
        answers.emplace_back(engine::FactValue{engine::at_path(facts_.context(), request.name),
                                               as_of_, request.source});
      } else {
        answers.emplace_back(std::unexpected(engine::FactTrouble::Unavailable));
      }
    }
    return answers;
  }

 private:
  const feel::Value facts_;
  feel::DateTime as_of_;
};

}  // namespace

JourneyEnd Headless::run() {
  SystemRandom random;
  case_ = engine::new_case(item_, to_hex(random.bytes(32)));
  bool goes_on = take(bpmn::Event(bpmn::Begin{}));
  JourneyEnd end;
  for (std::size_t done = 0; goes_on && done < effects_.size(); ++done) {
    if (done > kMostEffects) {
      trace_ << "stopped: the journey does not come to an end\n";
      goes_on = false;
      break;
    }
    const CaseEffect effect = effects_[done];
    goes_on = act(effect);
    if (!goes_on) end.at = effect.name;
  }
  if (goes_on) finish();
  end.ended = goes_on && case_.process.status != bpmn::Status::Running;
  end.outcome = case_.outcome;
  end.rule = deciding_rule();
  return end;
}

bool Headless::take(const engine::CaseEvent& event) {
  auto taken = engine::take(item_, std::move(case_), event, now_);
  if (!taken) {
    trace_ << "refused: " << taken.error() << '\n';
    return false;
  }
  case_ = std::move(taken->state);
  effects_.insert(effects_.end(), taken->effects.begin(), taken->effects.end());
  return true;
}

bool Headless::act(const CaseEffect& effect) {
  switch (effect.kind) {
    case CaseEffect::Kind::ShowNotice:
      return notice();
    case CaseEffect::Kind::FetchFacts:
      return facts(effect);
    case CaseEffect::Kind::ShowForm:
      return form(effect);
    case CaseEffect::Kind::Identify:
      return identify(effect);
    case CaseEffect::Kind::Do:
      return job(effect);
    case CaseEffect::Kind::Decided:
      decided();
      return true;
    case CaseEffect::Kind::Withdraw:
      trace_ << "withdraw  " << effect.element << '\n';
      return true;
    case CaseEffect::Kind::Ended:
      return true;
  }
  return true;
}

bool Headless::notice() {
  const engine::NoticeView view = engine::notice_of(item_, language_);
  const bool accepted = !engine::at_path(given_, "notice").is_false();
  trace_ << "notice    " << view.purpose << "; ";
  for (const auto& line : view.facts) trace_ << line.label << " (" << line.source << ") ";
  trace_ << (accepted ? "-> accepted\n" : "-> declined\n");
  return take(engine::NoticeAnswered{accepted});
}

bool Headless::identify(const CaseEffect& effect) {
  const feel::Value given = engine::at_path(given_, "identity");
  std::int64_t shown = 0;
  if (given.is(feel::Kind::Number)) shown = given.number().to_int64().value_or(0);
  trace_ << "identify  L" << effect.level << " is asked, L" << shown << " is shown\n";
  if (shown < effect.level) return take(bpmn::Event(bpmn::Unidentifiable{}));
  return take(bpmn::Event(bpmn::Identified{static_cast<int>(shown)}));
}

bool Headless::facts(const CaseEffect& effect) {
  GivenFacts source(given_, now_);
  engine::FactsCame came{effect.instance, source.get(effect.facts, effect.timeout)};
  for (std::size_t i = 0; i < effect.facts.size(); ++i) {
    const engine::FactRequest& request = effect.facts[i];
    const engine::FactAnswer& answer = came.answers[i];
    trace_ << "fact      " << request.name << " = ";
    if (answer) {
      trace_ << feel::to_text(answer->value, true) << " (" << request.source << ")\n";
    } else {
      trace_ << "cannot be reached\n";
    }
  }
  return take(came);
}

// Sets what the file answers, confirms what is filled in, submits.
bool Headless::form(const CaseEffect& effect) {
  const form::Form& form = item_.forms.at(effect.name);
  trace_ << "form      " << effect.name << (effect.clerk ? " (clerk)" : "") << '\n';
  const feel::Value answers = engine::at_path(given_, "answers");
  const feel::Value mine = answers.is(feel::Kind::Context)
                               ? engine::at_path(answers.context(), effect.name)
                               : feel::Value();
  for (const form::Field& field : form.schema().fields) {
    if (!fill(effect.instance, field, mine)) return false;
  }
  const auto view = engine::view_of(item_, case_, effect.instance, now_, language_);
  for (const form::FieldView& field : view->fields) {
    if (!field.text.empty())
      trace_ << "          " << field.label << ": " << field.text
             << (field.known ? " (known)\n" : "\n");
  }
  if (!take(engine::Submit{effect.instance})) return false;
  if (!case_.forms.contains(effect.instance)) return true;
  trace_ << "the answers of " << effect.name << " are not complete:\n";
  const auto missing = engine::view_of(item_, case_, effect.instance, now_, language_);
  for (const form::FieldView& field : missing->fields) {
    for (const form::Error& error : field.errors) {
      trace_ << "  " << field.place.field << ": " << form::code_name(error.code) << '\n';
    }
  }
  return false;
}

bool Headless::fill(bpmn::InstanceId instance, const form::Field& field,
                    const feel::Value& answers) {
  for (const form::Field& inner : field.children) {
    if (field.kind == form::Kind::Group && !fill(instance, inner, answers)) return false;
  }
  if (field.path.empty()) return true;
  const feel::Value value = form::at_path(answers, field.path);
  form::Input input{.at = {.field = field.id, .items = {}}, .value = value};
  if (value.null()) {
    // What is filled in and right is confirmed.
    const auto view = engine::view_of(item_, case_, instance, now_, language_);
    const auto shown = std::ranges::find_if(view->fields, [&](const form::FieldView& one) {
      return one.place.field == field.id && one.confirm;
    });
    if (shown == view->fields.end()) return true;
    input.kind = form::Input::Kind::Confirm;
  }
  return take(engine::FormInput{instance, input});
}

bool Headless::job(const CaseEffect& effect) {
  const feel::Value jobs = engine::at_path(given_, "jobs");
  const bool there = jobs.is(feel::Kind::Context) && jobs.context().find(effect.name) != nullptr;
  feel::Value mine = there ? *jobs.context().find(effect.name) : feel::Value();
  if (!there && jobs_done_) mine = feel::Value(feel::Context());
  if (!mine.is(feel::Kind::Context)) {
    trace_ << "job       " << effect.name << ": cannot be reached\n";
    return take(bpmn::Event(bpmn::Failed{effect.instance, "not given"}));
  }
  trace_ << "job       " << effect.name << ": done\n";
  return take(bpmn::Event(bpmn::Done{effect.instance, mine.context()}));
}

void Headless::decided() {
  if (!trace_) return;  // evidence and what-if cost more than the decision
  const engine::DecisionRecord& decision = case_.decisions.back();
  trace_ << "decision  " << decision.decision << " = " << feel::to_text(decision.result, true)
         << '\n';
  for (const dmn::Hit& hit : decision.rules) {
    trace_ << "          rule " << hit.rule_id << " of " << hit.table;
    for (const std::string& annotation : hit.annotations) trace_ << "; " << annotation;
    trace_ << '\n';
  }
  trace_ << "evidence  " << engine::to_evidence(item_, case_, decision) << '\n';
  if (decision.outcome != "REFUSE") return;
  if (const auto change = engine::what_would_change(item_, decision, now_)) {
    std::string path;
    for (const std::string& part : change->path) path += (path.empty() ? "" : ".") + part;
    trace_ << "what if   " << path << " = " << feel::to_text(change->to, true) << '\n';
  } else {
    trace_ << "what if   nothing that may be named would change it\n";
  }
}

void Headless::finish() {
  if (!trace_) return;
  trace_ << "outcome   " << case_.outcome;
  const std::string sentence = engine::sentence_of(item_, case_, language_);
  if (!sentence.empty()) trace_ << ": " << sentence;
  if (!case_.trouble.empty()) trace_ << " (" << case_.trouble << ")";
  trace_ << '\n';
}

// Of the table that was asked last: those before it decided something in between.
std::string Headless::deciding_rule() const {
  const auto& all = case_.decisions;
  const auto last = std::find_if(all.rbegin(), all.rend(), [](const engine::DecisionRecord& one) {
    return !one.outcome.empty();
  });
  // An outcome that the engine gave, because help was needed, has no rule.
  if (last == all.rend() || last->outcome != case_.outcome || !case_.trouble.empty()) return {};
  std::string rules;
  for (const dmn::Hit& hit : last->rules) {
    if (hit.table != last->rules.back().table) continue;
    rules +=
        (rules.empty() ? "" : "+") + (hit.rule_id.empty() ? std::to_string(hit.rule) : hit.rule_id);
  }
  return rules;
}

}  // namespace dk::flows
