#include "flows/main/item_commands.h"

#include <algorithm>
#include <iostream>

#include "base/random.h"
#include "flows/engine/check.h"
#include "flows/engine/journey.h"
#include "flows/form/schema.h"
#include "flows/json/json.h"
#include "flows/main/item_folder.h"

namespace dk::flows {

namespace {

using engine::CaseEffect;

int complain(const engine::Findings& findings) {
  for (const engine::Finding& finding : findings) {
    std::cout << finding.file << (finding.element.empty() ? "" : ": ") << finding.element << ": "
              << finding.message << '\n';
  }
  std::cout << findings.size() << (findings.size() == 1 ? " finding\n" : " findings\n");
  return findings.empty() ? 0 : 1;
}

std::expected<std::shared_ptr<const engine::Item>, engine::Findings> load_whole(
    const std::string& folder) {
  auto files = read_item_folder(folder);
  if (!files) return std::unexpected(engine::Findings{files.error()});
  auto item = engine::Item::load(*files);
  if (!item) return item;
  auto findings = engine::check(**item);
  if (!findings.empty()) return std::unexpected(std::move(findings));
  return item;
}

// Sits in for the citizen, the card reader and the district.
class Headless {
 public:
  Headless(const engine::Item& item, feel::Context given, std::string language,
           const feel::DateTime& now)
      : item_(item), given_(std::move(given)), language_(std::move(language)), now_(now) {}

  int run() {
    SystemRandom random;
    std::string salt;
    for (const std::uint8_t byte : random.bytes(32)) salt += static_cast<char>(byte);
    case_ = engine::new_case(item_, to_hex(as_bytes(salt)));
    if (!take(bpmn::Event(bpmn::Begin{}))) return 1;
    for (std::size_t done = 0; done < effects_.size(); ++done) {
      if (done > 1'000) {
        std::cout << "stopped: the journey does not come to an end\n";
        return 1;
      }
      const CaseEffect effect = effects_[done];
      if (!act(effect)) return 1;
    }
    finish();
    return case_.process.status == bpmn::Status::Running ? 1 : 0;
  }

 private:
  bool take(const engine::CaseEvent& event) {
    auto taken = engine::take(item_, std::move(case_), event, now_);
    if (!taken) {
      std::cout << "refused: " << taken.error() << '\n';
      return false;
    }
    case_ = std::move(taken->state);
    effects_.insert(effects_.end(), taken->effects.begin(), taken->effects.end());
    return true;
  }

  bool act(const CaseEffect& effect) {
    switch (effect.kind) {
      case CaseEffect::Kind::ShowNotice:
        return notice();
      case CaseEffect::Kind::FetchFacts:
        return facts(effect);
      case CaseEffect::Kind::ShowForm:
        return form(effect);
      case CaseEffect::Kind::Identify: {
        const feel::Value given = engine::at_path(given_, "identity");
        std::int64_t shown = 0;
        if (given.is(feel::Kind::Number)) shown = given.number().to_int64().value_or(0);
        std::cout << "identify  L" << effect.level << " is asked, L" << shown << " is shown\n";
        if (shown < effect.level) return take(bpmn::Event(bpmn::Unidentifiable{}));
        return take(bpmn::Event(bpmn::Identified{static_cast<int>(shown)}));
      }
      case CaseEffect::Kind::Do:
        return job(effect);
      case CaseEffect::Kind::Decided:
        decided();
        return true;
      case CaseEffect::Kind::Withdraw:
        std::cout << "withdraw  " << effect.element << '\n';
        return true;
      case CaseEffect::Kind::Ended:
        return true;
    }
    return true;
  }

  bool notice() {
    const engine::NoticeView view = engine::notice_of(item_, language_);
    const bool accepted = !engine::at_path(given_, "notice").is_false();
    std::cout << "notice    " << view.purpose << "; ";
    for (const auto& line : view.facts) std::cout << line.label << " (" << line.source << ") ";
    std::cout << (accepted ? "-> accepted\n" : "-> declined\n");
    return take(engine::NoticeAnswered{accepted});
  }

  bool facts(const CaseEffect& effect) {
    const feel::Value given = engine::at_path(given_, "facts");
    const feel::Value as_of = engine::at_path(given_, "as_of");
    engine::FactsCame came{.instance = effect.instance, .answers = {}};
    for (const engine::FactRequest& request : effect.facts) {
      const bool there = given.is(feel::Kind::Context) && has(given.context(), request.name);
      std::cout << "fact      " << request.name << " = ";
      if (!there) {
        std::cout << "cannot be reached\n";
        came.answers.emplace_back(std::unexpected(engine::FactTrouble::Unavailable));
        continue;
      }
      const feel::Value value = engine::at_path(given.context(), request.name);
      std::cout << feel::to_text(value, true) << " (" << request.source << ")\n";
      came.answers.emplace_back(engine::FactValue{
          value, as_of.is(feel::Kind::DateTime) ? as_of.date_time() : now_, request.source});
    }
    return take(came);
  }

  static bool has(const feel::Context& context, const std::string& path) {
    const std::size_t dot = path.find('.');
    const feel::Value* held = context.find(path.substr(0, dot));
    if (held == nullptr || dot == std::string::npos) return held != nullptr;
    return held->is(feel::Kind::Context) && has(held->context(), path.substr(dot + 1));
  }

  // Sets what the file answers, confirms what is filled in, submits.
  bool form(const CaseEffect& effect) {
    const form::Form& form = item_.forms.at(effect.name);
    std::cout << "form      " << effect.name << (effect.clerk ? " (clerk)" : "") << '\n';
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
        std::cout << "          " << field.label << ": " << field.text
                  << (field.known ? " (known)\n" : "\n");
    }
    if (!take(engine::Submit{effect.instance})) return false;
    if (!case_.forms.contains(effect.instance)) return true;
    std::cout << "the answers of " << effect.name << " are not complete:\n";
    const auto missing = engine::view_of(item_, case_, effect.instance, now_, language_);
    for (const form::FieldView& field : missing->fields) {
      for (const form::Error& error : field.errors) {
        std::cout << "  " << field.place.field << ": " << form::code_name(error.code) << '\n';
      }
    }
    return false;
  }

  bool fill(bpmn::InstanceId instance, const form::Field& field, const feel::Value& answers) {
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

  bool job(const CaseEffect& effect) {
    const feel::Value jobs = engine::at_path(given_, "jobs");
    const feel::Value mine =
        jobs.is(feel::Kind::Context) ? engine::at_path(jobs.context(), effect.name) : feel::Value();
    if (!mine.is(feel::Kind::Context)) {
      std::cout << "job       " << effect.name << ": cannot be reached\n";
      return take(bpmn::Event(bpmn::Failed{effect.instance, "not given"}));
    }
    std::cout << "job       " << effect.name << ": done\n";
    return take(bpmn::Event(bpmn::Done{effect.instance, mine.context()}));
  }

  void decided() {
    const engine::DecisionRecord& decision = case_.decisions.back();
    std::cout << "decision  " << decision.decision << " = " << feel::to_text(decision.result, true)
              << '\n';
    for (const dmn::Hit& hit : decision.rules) {
      std::cout << "          rule " << hit.rule_id << " of " << hit.table;
      for (const std::string& annotation : hit.annotations) std::cout << "; " << annotation;
      std::cout << '\n';
    }
    std::cout << "evidence  " << engine::to_evidence(item_, case_, decision) << '\n';
    if (decision.outcome != "REFUSE") return;
    if (const auto change = engine::what_would_change(item_, decision, now_)) {
      std::string path;
      for (const std::string& part : change->path) path += (path.empty() ? "" : ".") + part;
      std::cout << "what if   " << path << " = " << feel::to_text(change->to, true) << '\n';
    } else {
      std::cout << "what if   nothing that may be named would change it\n";
    }
  }

  void finish() {
    std::cout << "outcome   " << case_.outcome;
    const std::string sentence = engine::sentence_of(item_, case_, language_);
    if (!sentence.empty()) std::cout << ": " << sentence;
    if (!case_.trouble.empty()) std::cout << " (" << case_.trouble << ")";
    std::cout << '\n';
  }

  const engine::Item& item_;
  const feel::Context given_;
  const std::string language_;
  const feel::DateTime now_;
  engine::Case case_;
  std::vector<CaseEffect> effects_;
};

}  // namespace

int check_item(const std::string& folder) {
  const auto item = load_whole(folder);
  if (!item) return complain(item.error());
  std::cout << (*item)->fingerprint << ": ";
  return complain({});
}

int run_item(const std::string& folder, const std::string& facts_file, const std::string& language,
             const feel::DateTime& now) {
  const auto item = load_whole(folder);
  if (!item) return complain(item.error());
  const auto text = read_text_file(facts_file);
  if (!text) {
    std::cerr << "flowctl: " << text.error() << '\n';
    return 1;
  }
  const auto given = parse_json(*text);
  if (!given || !given->is(feel::Kind::Context)) {
    std::cerr << "flowctl: " << facts_file << " holds no JSON object\n";
    return 1;
  }
  return Headless(**item, given->context(), language, now).run();
}

}  // namespace dk::flows
