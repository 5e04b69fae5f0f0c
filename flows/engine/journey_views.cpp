// What is shown of a case: forms, the privacy notice, sentences, what would change the answer.
#include "flows/engine/journey.h"

namespace dk::engine {

std::optional<form::View> view_of(const Item& item, const Case& state, bpmn::InstanceId instance,
                                  const feel::DateTime& now, std::string_view language) {
  const bpmn::Instance* held = state.process.find(instance);
  const auto open = state.forms.find(instance);
  if (held == nullptr || open == state.forms.end()) return std::nullopt;
  const bpmn::Process& process = *item.processes.find(held->process);
  const form::Form& form = item.forms.at(process.elements()[held->element].form);
  feel::Evaluation evaluation({}, now);
  return form::view(form, open->second, bpmn::visible_variables(state.process, instance).context(),
                    evaluation,
                    [&](std::string_view message) { return item.texts.tr(language, message); });
}

NoticeView notice_of(const Item& item, std::string_view language) {
  const auto words = [&](const std::string& message) { return item.texts.tr(language, message); };
  NoticeView notice;
  notice.title = words(item.title);
  notice.purpose = words(item.privacy.purpose);
  notice.retention = words(item.privacy.retention);
  notice.legal_basis = item.privacy.legal_basis;
  for (const std::string& one : item.privacy.recipients) notice.recipients.push_back(words(one));
  for (const Fact& fact : item.facts) {
    if (fact.sensitivity == Sensitivity::Plain) continue;
    notice.facts.push_back(
        {words(fact.label), fact.source, fact.sensitivity == Sensitivity::Sensitive});
  }
  notice.consent = item.privacy.consent;
  return notice;
}

namespace {

// What the last decision with an outcome read, and over it what it gave.
feel::Context outcome_values(const Case& state) {
  feel::Context values;
  for (const DecisionRecord& decision : state.decisions) {
    if (decision.outcome.empty()) continue;
    values = decision.inputs;
    for (const auto& [name, value] : decision.result.context().entries) values.set(name, value);
  }
  return values;
}

}  // namespace

std::string sentence_of(const Item& item, const Case& state, std::string_view language) {
  if (state.sentence.empty() || state.decisions.empty()) return {};
  return item.texts.tr(language, state.sentence, outcome_values(state));
}

std::string words_of(const Item& item, const Case& state, const std::string& message,
                     std::string_view language) {
  if (message.empty() || state.decisions.empty()) return {};
  const feel::Context values = outcome_values(state);
  for (const std::string& place : places_of(message)) {
    if (at_path(values, place).null()) return {};
  }
  return item.texts.tr(language, message, values);
}

std::optional<dmn::Change> what_would_change(const Item& item, const DecisionRecord& decision,
                                             const feel::DateTime& now) {
  const Item::Decision found = item.decision(decision.decision);
  if (found.element == nullptr) return std::nullopt;
  dmn::WhatIfQuestion question;
  question.decision = found.element->name;
  for (const auto& [name, value] : decision.inputs.entries) question.facts[name] = value;
  for (const Fact& fact : item.facts) {
    if (fact.explainable != Explainable::Yes) continue;
    if (at_path(decision.inputs, fact.name).null()) continue;
    dmn::Explainable explainable;
    std::string_view rest = fact.name;
    for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
      explainable.path.emplace_back(rest.substr(0, dot));
      rest.remove_prefix(dot + 1);
    }
    explainable.path.emplace_back(rest);
    question.explainable.push_back(std::move(explainable));
  }
  // Parameters are published, and nobody can change them.
  const feel::Value* parameters = decision.inputs.find("parameters");
  if (parameters != nullptr) {
    question.explainable.push_back({.path = {"parameters"}, .allowed = {*parameters}});
  }
  // Another refusal is no help, and neither is a clerk.
  question.helps = [](const feel::Value& value) {
    const feel::Value* outcome =
        value.is(feel::Kind::Context) ? value.context().find("outcome") : nullptr;
    return outcome != nullptr && outcome->is(feel::Kind::String) && outcome->string() == "APPROVE";
  };
  return dmn::what_if(*found.model, question, now).change;
}

}  // namespace dk::engine
