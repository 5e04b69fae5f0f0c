// Decisions: inputs that somebody gives, outcomes of the closed list, reasons and sentences.
#include <algorithm>
#include <set>

#include "flows/engine/check_parts.h"
#include "flows/feel/analysis.h"

namespace dk::engine {

namespace {

// What an output says whatever the facts are; null when it depends on them.
feel::Value constant(const feel::Program& program, std::size_t inputs) {
  feel::Evaluation evaluation({.steps = 10'000, .depth = 50, .text_bytes = 64 * 1024});
  const feel::List nothing(inputs);
  return program.evaluate(nothing, evaluation);
}

class TableCheck {
 public:
  TableCheck(const Item& item, std::string file, const dmn::Element& element, Findings& findings)
      : item_(item), file_(std::move(file)), element_(element), findings_(findings) {}

  void table(const dmn::Table& table) {
    const std::size_t outcome = column(table, "outcome");
    if (outcome == kNoColumn) return;  // it decides something in between
    const std::size_t sentence = column(table, "sentence");
    if (sentence == kNoColumn) return bad("the table has outcomes but no output sentence");
    const auto named = std::ranges::find(table.annotation_names, "basis");
    if (named == table.annotation_names.end()) {
      return bad("the table has outcomes but no annotation basis");
    }
    const auto basis = static_cast<std::size_t>(named - table.annotation_names.begin());
    const std::size_t inputs = element_.names.size();
    for (std::size_t i = 0; i < table.rules.size(); ++i) {
      const dmn::TableRule& rule = table.rules[i];
      rule_ = i + 1;
      const feel::Value word = constant(rule.outputs[outcome], inputs);
      if (!word.is(feel::Kind::String) || !is_outcome(word.string())) {
        bad("its outcome is none of APPROVE, REFUSE, REFER, PROVISIONAL, REGISTER, INFO");
      }
      if (rule.annotations.size() <= basis || rule.annotations[basis].empty()) {
        bad("it names no basis");
      }
      const feel::Value words = constant(rule.outputs[sentence], inputs);
      if (!words.is(feel::Kind::String) || words.string().empty()) {
        bad("it has no sentence for the citizen");
      } else {
        said(words.string(), table, rule);
      }
    }
    rule_ = 0;
    if (table.policy != dmn::HitPolicy::First && table.policy != dmn::HitPolicy::Unique) {
      bad("a table with outcomes has hit policy FIRST or UNIQUE");
    }
    if (table.policy == dmn::HitPolicy::First && !matches_all(table)) {
      bad("its last rule does not match everything, so that a citizen might get no answer");
    }
  }

 private:
  static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

  static std::size_t column(const dmn::Table& table, std::string_view name) {
    const auto found = std::ranges::find(table.outputs, name, &dmn::TableOutput::name);
    return found == table.outputs.end() ? kNoColumn
                                        : static_cast<std::size_t>(found - table.outputs.begin());
  }

  void bad(std::string message) {
    if (rule_ != 0) message = "rule " + std::to_string(rule_) + ": " + message;
    findings_.push_back({file_, element_.id, std::move(message)});
  }

  // Places are explainable facts, parameters, or outputs made of nothing else.
  void said(const std::string& message, const dmn::Table& table, const dmn::TableRule& rule) {
    check_text(item_, file_, element_.id, message, findings_);
    for (const std::string& place : places_of(message)) {
      const std::size_t output = column(table, place);
      if (output == kNoColumn) {
        named(place);
        continue;
      }
      for (const feel::Read& read : feel::reads(rule.outputs[output])) {
        std::string path = element_.names[read.input];
        for (const std::string& member : read.path) path += "." + member;
        named(path);
      }
    }
  }
  void named(const std::string& place) {
    if (place == "parameters" || place.starts_with("parameters.")) return;
    const Fact* fact = item_.fact(place);
    if (fact == nullptr) {
      bad("its sentence names " + place + ", which is no fact");
    } else if (fact->explainable != Explainable::Yes) {
      bad("its sentence names " + place + ", which must not be explained");
    }
  }

  static bool matches_all(const dmn::Table& table) {
    return !table.rules.empty() &&
           std::ranges::all_of(table.rules.back().tests, feel::tests_nothing);
  }

  const Item& item_;
  const std::string file_;
  const dmn::Element& element_;
  Findings& findings_;
  std::size_t rule_ = 0;
};

// The type that the item declares for what the decision reads.
void check_input(const Item& item, const std::string& file, const dmn::Element& input,
                 Findings& findings) {
  const auto bad = [&](std::string message) {
    findings.push_back({file, input.id, std::move(message)});
  };
  if (std::ranges::find(item.variables(), input.name) == item.variables().end()) {
    bad("nobody gives a value to the input \"" + input.name + "\"");
  }
  const Fact* fact = item.fact(input.name);
  if (fact == nullptr || input.variable.type == nullptr) return;
  const feel::Type& declared = *fact->type;
  const feel::Type& read = *input.variable.type;
  using TypeKind = feel::Type::Kind;
  if (declared.kind == TypeKind::Simple && read.kind == TypeKind::Simple &&
      declared.simple != read.simple) {
    bad("it is a " + std::string(feel::kind_name(read.simple)) + " here and a " +
        std::string(feel::kind_name(declared.simple)) + " in item.toml");
  }
}

}  // namespace

void check_decisions(const Item& item, Findings& findings) {
  for (const auto& [file, model] : item.models) {
    for (const auto& element : model.elements()) {
      if (model.find(element->name) != element.get()) continue;  // imported
      if (element->kind == dmn::Element::Kind::Input) check_input(item, file, *element, findings);
      if (element->kind != dmn::Element::Kind::Decision || element->logic == nullptr) continue;
      if (element->logic->kind != dmn::Boxed::Kind::Table) continue;
      TableCheck(item, file, *element, findings).table(*element->logic->table);
    }
  }
}

}  // namespace dk::engine
