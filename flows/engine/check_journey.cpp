// References and names of the journey and of the processes that it calls.
#include <algorithm>

#include "flows/engine/check.h"
#include "flows/engine/check_parts.h"
#include "flows/form/form.h"

namespace dk::engine {

namespace {

class JourneyCheck {
 public:
  JourneyCheck(const Item& item, Findings& findings) : item_(item), findings_(findings) {}

  void process(const bpmn::Process& process) {
    file_ = process.id();
    for (const bpmn::Element& one : process.elements()) element(one);
    for (const bpmn::Process::Use& use : process.expressions()) names(use);
  }

 private:
  void bad(const std::string& element, std::string message) {
    findings_.push_back({file_, element, std::move(message)});
  }

  void element(const bpmn::Element& element) {
    const bool fixed = element.target.program == nullptr;
    const std::string& target = element.target.text;
    switch (element.kind) {
      case bpmn::Kind::UserTask:
        if (!item_.forms.contains(element.form)) {
          bad(element.id, "there is no form " + element.form);
        }
        for (const std::string& group : element.groups) {
          if (group != "clerk") bad(element.id, "only the clerk can do a citizen's task");
        }
        break;
      case bpmn::Kind::RuleTask:
        if (!fixed) {
          bad(element.id, "the decision must be named, not computed");
        } else if (item_.decision(target).element == nullptr) {
          bad(element.id, "there is no decision " + target);
        }
        break;
      case bpmn::Kind::CallActivity:
        if (!fixed) {
          bad(element.id, "the process must be named, not computed");
        } else if (item_.processes.find(target) == nullptr) {
          bad(element.id, "there is no process " + target);
        }
        break;
      case bpmn::Kind::ServiceTask:
        if (!fixed) {
          bad(element.id, "the job must be named, not computed");
        } else if (target == kFactsJob) {
          facts(element);
        } else if (std::ranges::find(item_.services, target) == item_.services.end()) {
          bad(element.id, "the job " + target + " is not among the item's services");
        }
        break;
      default:
        break;
    }
  }

  void facts(const bpmn::Element& element) {
    const auto header = element.headers.find("facts");
    const auto names = listed(header == element.headers.end() ? "" : header->second);
    if (names.empty()) bad(element.id, "its header facts names no fact");
    for (const auto& [key, value] : element.headers) {
      if (key == "facts") continue;
      if (key == "optional" && (value == "yes" || value == "no")) continue;
      const auto limit = key == "timeout" ? feel::parse_days_duration(value) : std::nullopt;
      if (!limit || limit->nanos <= 0) bad(element.id, "its header " + key + " is not understood");
    }
    for (const std::string& name : names) {
      const Fact* fact = item_.fact(name);
      if (fact == nullptr) {
        bad(element.id, "there is no fact " + name);
      } else if (fact->sensitivity != Sensitivity::Plain && element.identity < 2) {
        bad(element.id,
            "it asks for " + name + " before the person has shown a card (dk:identity)");
      }
    }
  }

  // Names that nobody gives a value are null for ever: a mistake in writing.
  void names(const bpmn::Process::Use& use) {
    feel::Names names;
    names.inputs = item_.variables();
    const auto program = feel::compile(use.text, names);
    if (!program) return bad(use.element, program.error().message);
    for (const feel::Note& note : program->unknown()) {
      bad(use.element, "nobody gives a value to \"" + note.message + "\"");
    }
  }

  const Item& item_;
  Findings& findings_;
  std::string file_;
};

}  // namespace

void check_journey(const Item& item, Findings& findings) {
  if (item.processes.find(item.journey) == nullptr) {
    findings.push_back({"item.toml", "journey", "there is no process " + item.journey});
  }
  JourneyCheck check(item, findings);
  for (const auto& [id, process] : item.processes.all()) check.process(process);
  for (const auto& [id, form] : item.forms) {
    for (const form::FillFrom& filled : form.fill_from()) {
      // "this.name" is a member of a list's item.
      if (filled.fact.starts_with("this.") || item.fact(filled.fact) != nullptr) continue;
      findings.push_back({id, filled.element, "there is no fact " + filled.fact});
    }
  }
}

}  // namespace dk::engine
