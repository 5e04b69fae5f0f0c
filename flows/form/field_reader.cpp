#include "flows/form/field_reader.h"

#include <algorithm>

#include "flows/form/fit.h"

namespace dk::form {

using feel::List;
using feel::Value;

namespace {

bool has(const std::vector<OptionRead>& options, const Value& value) {
  return std::ranges::any_of(
      options, [&](const OptionRead& option) { return feel::identical(option.value, value); });
}

// As form-js: primitives, or objects with a value; what is neither is left out.
void add_option(std::vector<OptionRead>& options, const Value& entry) {
  OptionRead option{nullptr, {}, entry};
  if (entry.is(feel::Kind::Context)) {
    const Value* value = entry.context().find("value");
    const Value* label = entry.context().find("label");
    if (!value) return;
    option.value = *value;
    if (label && label->is(feel::Kind::String)) option.text = label->string();
  }
  const bool nothing = is_empty(option.value) || option.value.is(feel::Kind::Function) ||
                       option.value.is(feel::Kind::Range);
  if (nothing || has(options, option.value)) return;
  if (option.text.empty()) option.text = feel::to_text(option.value);
  options.push_back(std::move(option));
}

}  // namespace

Value FieldReader::fact_of(const Field& field, const Scope& scope) const {
  if (field.fact.empty()) return {};
  const bool of_item = field.fact.size() > 1 && field.fact.front() == "this";
  return of_item ? at_path(scope.known, field.fact, 1) : at_path(facts_, field.fact);
}

void FieldReader::options(Node& node, const Scope& scope) {
  const Choices& choices = node.field->choices;
  if (choices.source == Choices::Source::Fixed) {
    for (const Choice& choice : choices.fixed) {
      node.options.push_back({&choice.label, {}, choice.value});
    }
    return;
  }
  const Value given = choices.source == Choices::Source::Fact
                          ? at_path(facts_, {choices.fact})
                          : choices.expression->evaluate(scope.inputs, evaluation_);
  if (!given.is(feel::Kind::List)) return;
  for (const Value& entry : given.list()) {
    if (node.options.size() >= schema_.limits.options) {
      evaluation_.note(0, node.field->id + " has more than " +
                              std::to_string(schema_.limits.options) + " options");
      return;
    }
    add_option(node.options, entry);
  }
}

// As the field takes it; empty: it does not.
std::optional<Value> FieldReader::taken(const Node& node, const Value& value) const {
  if (value.null()) return std::nullopt;
  auto fitting = fit(*node.field, value);
  if (!fitting) return std::nullopt;
  if (node.field->one_of() && !has(node.options, *fitting)) return std::nullopt;
  if (node.field->some_of()) {
    List kept = fitting->list();
    std::erase_if(kept, [&](const Value& item) { return !has(node.options, item); });
    if (kept.size() != fitting->list().size()) return std::nullopt;
  }
  return fitting;
}

void FieldReader::compute(Node& node, const Scope& scope) {
  const Field& field = *node.field;
  if (field.at_submit && !submitting_) return;
  const Value value = field.computed->evaluate(scope.inputs, evaluation_);
  const bool data = !value.is(feel::Kind::Function) && !value.is(feel::Kind::Range);
  if (data) node.value = value;
}

// A person's word, else the fact, else what the facts have at the field's own path, else the file.
void FieldReader::value(Node& node, const Scope& scope) {
  const Field& field = *node.field;
  if (const auto answer = state_.answers.find(node.place); answer != state_.answers.end()) {
    node.answered = true;
    node.value = answer->second.value;
    node.typed = answer->second.typed;
  } else if (const auto fact = taken(node, fact_of(field, scope))) {
    node.from_fact = true;
    node.value = *fact;
  } else if (const auto given = taken(node, at_path(scope.known, field.path))) {
    node.value = *given;
  } else {
    node.value = field.fallback.null() ? empty_value(field) : field.fallback;
  }
  // Options may have gone since.
  if (field.one_of() && !has(node.options, node.value)) node.value = {};
  if (field.some_of()) {
    List kept = node.value.is(feel::Kind::List) ? node.value.list() : List();
    std::erase_if(kept, [&](const Value& item) { return !has(node.options, item); });
    node.value = Value(std::move(kept));
  }
}

void FieldReader::read(Node& node, const Scope& scope) {
  const Field& field = *node.field;
  if (field.kind == Kind::Expression) {
    compute(node, scope);
    return;
  }
  if (field.one_of() || field.some_of()) options(node, scope);
  node.readonly = field.readonly || field.disabled || field.ask == Ask::Never ||
                  (field.readonly_when && field.readonly_when->met(scope.inputs, evaluation_));
  value(node, scope);
  if (!field.disabled) check(node, scope);
}

void FieldReader::check(Node& node, const Scope& scope) {
  const Field& field = *node.field;
  if (!node.typed.empty()) {
    const bool time = field.date.part == DateRules::Part::Time;
    node.errors.push_back({field.kind == Kind::Number ? ErrorCode::NotANumber
                           : time                     ? ErrorCode::NotATime
                                                      : ErrorCode::NotADate,
                           {},
                           {},
                           {}});
    return;
  }
  node.errors = validate(field, node.value, scope.inputs, evaluation_);
  if (!node.from_fact || !node.errors.empty()) return;
  if (field.ask != Ask::Always) {
    node.known = !state_.reopened.contains(node.place);
  } else if (!state_.confirmed.contains(node.place)) {
    node.errors.push_back({ErrorCode::Unconfirmed, {}, {}, {}});
  }
}

}  // namespace dk::form
