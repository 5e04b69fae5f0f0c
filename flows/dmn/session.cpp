#include "flows/dmn/session.h"

#include <algorithm>
#include <utility>

#include "flows/feel/machine.h"

namespace dk::dmn {

namespace {

Value fitted(Value value, const TypePtr& type, feel::Evaluation& evaluation) {
  if (!type) return value;
  auto fitting = feel::coerced(value, *type);
  if (!fitting) {
    evaluation.note(0, "a value has another type than it must have");
    return {};
  }
  return std::move(*fitting);
}

}  // namespace

feel::List Session::around(const Element& element, feel::Evaluation& evaluation) {
  feel::List values;
  for (const Element* required : element.requires_) {
    values.push_back(value_of(*required, evaluation));
  }
  return values;
}

Value Session::value_of(const Element& element, feel::Evaluation& evaluation) {
  const auto known = known_.find(&element);
  if (known != known_.end()) return known->second;
  if (!open_.insert(&element).second) {
    evaluation.note(0, "decisions depend on each other in a circle");
    return {};
  }
  // A chain of decisions is as deep as calls within calls.
  if (!evaluation.enter()) return {};
  Value value;
  switch (element.kind) {
    case Element::Kind::Input: {
      const auto fact = facts_->find(element.name);
      if (fact != facts_->end()) value = fact->second;
      break;
    }
    case Element::Kind::Decision:
      if (element.logic) {
        feel::List values = around(element, evaluation);
        value = evaluate(*element.logic, values, evaluation);
      }
      break;
    case Element::Kind::Knowledge:
      if (element.logic) value = function(*element.logic, around(element, evaluation));
      break;
    case Element::Kind::Service: {
      feel::Function called;
      feel::Signature signature;
      for (const Element* parameter : element.parameters) {
        signature.parameters.push_back(parameter->name);
      }
      signature.least = signature.parameters.size();
      called.signatures.push_back(std::move(signature));
      called.call = [self = shared_from_this(), &element](feel::Evaluation& inner,
                                                          feel::List& arguments) {
        return self->run(element, arguments, inner);
      };
      value = Value(std::move(called));
      break;
    }
  }
  evaluation.leave();
  const bool callable =
      element.kind == Element::Kind::Knowledge || element.kind == Element::Kind::Service;
  if (!callable) value = fitted(std::move(value), element.variable.type, evaluation);
  open_.erase(&element);
  known_[&element] = value;
  return value;
}

void Session::forget() {
  static const Facts kNone;
  facts_ = &kNone;
  known_.clear();
  for (const auto& session : std::exchange(inner_, {})) session->forget();
}

Value Session::run(const Element& service, const feel::List& arguments,
                   feel::Evaluation& evaluation) {
  static const Facts kNone;
  const auto inner = std::make_shared<Session>(model_, kNone);
  inner_.push_back(inner);
  for (std::size_t i = 0; i < service.parameters.size(); ++i) {
    const Element& parameter = *service.parameters[i];
    Value value = i < arguments.size() ? arguments[i] : Value();
    if (parameter.variable.type) {
      auto fitting = feel::coerced(value, *parameter.variable.type);
      if (!fitting) {
        evaluation.note(0, "an argument has another type than its parameter");
        return {};
      }
      value = std::move(*fitting);
    }
    inner->replace(parameter, std::move(value));
  }
  Value result;
  if (service.outputs.size() == 1) {
    result = inner->value_of(*service.outputs[0], evaluation);
  } else {
    feel::Context outputs;
    for (const Element* output : service.outputs) {
      outputs.set(output->name, inner->value_of(*output, evaluation));
    }
    result = Value(std::move(outputs));
  }
  std::move(inner->trace_.begin(), inner->trace_.end(), std::back_inserter(trace_));
  return fitted(std::move(result), service.variable.type, evaluation);
}

Value Session::evaluate(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  if (!evaluation.enter()) return {};
  Value value = evaluate_kind(boxed, around, evaluation);
  evaluation.leave();
  // What an invocation returns must be of its type as it is.
  if (boxed.kind == Boxed::Kind::Invocation && boxed.type && !value.null() &&
      !feel::conforms(value, *boxed.type)) {
    return {};
  }
  const bool fresh = boxed.kind == Boxed::Kind::List || boxed.kind == Boxed::Kind::Context ||
                     boxed.kind == Boxed::Kind::Relation || boxed.kind == Boxed::Kind::For ||
                     boxed.kind == Boxed::Kind::Table;
  if (fresh && !evaluation.made(value)) return {};
  return fitted(std::move(value), boxed.type, evaluation);
}

Value Session::evaluate_kind(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const auto kid = [&](std::size_t i) { return evaluate(*boxed.kids[i], around, evaluation); };
  switch (boxed.kind) {
    case Boxed::Kind::Literal:
      return boxed.program.evaluate(around, evaluation);
    case Boxed::Kind::Table:
      return table(boxed, around, evaluation);
    case Boxed::Kind::Context:
      return context(boxed, around, evaluation);
    case Boxed::Kind::Invocation:
      return invocation(boxed, around, evaluation);
    case Boxed::Kind::List: {
      feel::List items;
      for (std::size_t i = 0; i < boxed.kids.size(); ++i) items.push_back(kid(i));
      return items;
    }
    case Boxed::Kind::Relation: {
      feel::List rows;
      const std::size_t width = boxed.variables.size();
      for (std::size_t start = 0; width > 0 && start < boxed.kids.size(); start += width) {
        feel::Context row;
        for (std::size_t i = 0; i < width; ++i) {
          row.set(boxed.variables[i].name,
                  fitted(kid(start + i), boxed.variables[i].type, evaluation));
        }
        rows.push_back(Value(std::move(row)));
      }
      return rows;
    }
    case Boxed::Kind::Function:
      return function(boxed, around);
    case Boxed::Kind::Conditional: {
      const Value condition = kid(0);
      if (!condition.null() && !condition.is(feel::Kind::Boolean)) return {};
      return kid(condition.is_true() ? 1 : 2);
    }
    case Boxed::Kind::Filter:
      return filter(boxed, around, evaluation);
    case Boxed::Kind::For:
    case Boxed::Kind::Some:
    case Boxed::Kind::Every:
      return iteration(boxed, around, evaluation);
  }
  return {};
}

Value Session::context(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const std::size_t size = around.size();
  feel::Context made;
  Value result;
  bool has_result = false;
  for (std::size_t i = 0; i < boxed.kids.size(); ++i) {
    const Variable& named = boxed.variables[i];
    Value value = fitted(evaluate(*boxed.kids[i], around, evaluation), named.type, evaluation);
    if (named.name.empty()) {
      result = std::move(value);
      has_result = true;
      break;
    }
    made.set(named.name, value);
    around.push_back(std::move(value));
  }
  around.resize(size);
  return has_result ? result : Value(std::move(made));
}

Value Session::invocation(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const Value called = evaluate(*boxed.kids[0], around, evaluation);
  if (!called.is(feel::Kind::Function)) return {};
  feel::List values;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < boxed.variables.size(); ++i) {
    names.push_back(boxed.variables[i].name);
    values.push_back(fitted(evaluate(*boxed.kids[i + 1], around, evaluation),
                            boxed.variables[i].type, evaluation));
  }
  return feel::invoke_named(called, names, values, evaluation, 0);
}

Value Session::function(const Boxed& boxed, const feel::List& around) {
  feel::Function made;
  feel::Signature signature;
  for (const Variable& parameter : boxed.variables) signature.parameters.push_back(parameter.name);
  signature.least = signature.parameters.size();
  made.signatures.push_back(std::move(signature));
  made.call = [self = shared_from_this(), &boxed, around](feel::Evaluation& evaluation,
                                                          feel::List& arguments) -> Value {
    if (boxed.kids.empty()) {
      evaluation.note(0, "only functions in FEEL are called");
      return {};
    }
    feel::List inner = around;
    for (std::size_t i = 0; i < boxed.variables.size(); ++i) {
      const auto fitting = boxed.variables[i].type
                               ? feel::coerced(arguments[i], *boxed.variables[i].type)
                               : std::optional(arguments[i]);
      if (!fitting) {
        evaluation.note(0, "an argument has another type than its parameter");
        return {};
      }
      inner.push_back(*fitting);
    }
    return fitted(self->evaluate(*boxed.kids[0], inner, evaluation), boxed.type, evaluation);
  };
  return made;
}

Value Session::filter(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const Value from = evaluate(*boxed.kids[0], around, evaluation);
  if (!from.is(feel::Kind::List)) return {};
  feel::List kept;
  for (const Value& item : from.list()) {
    around.push_back(item);
    const Value held = evaluate(*boxed.kids[1], around, evaluation);
    around.pop_back();
    if (!held.is(feel::Kind::Boolean)) return {};
    if (held.boolean()) kept.push_back(item);
  }
  return kept;
}

Value Session::iteration(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const Value from = evaluate(*boxed.kids[0], around, evaluation);
  if (!from.is(feel::Kind::List)) return {};
  feel::List out;
  const bool some = boxed.kind == Boxed::Kind::Some;
  Value verdict = !some;
  for (const Value& item : from.list()) {
    const std::size_t size = around.size();
    around.push_back(item);
    if (!evaluation.spend(boxed.kind == Boxed::Kind::For ? out.size() + 1 : 1)) return {};
    if (boxed.kind == Boxed::Kind::For) around.push_back(Value(out));
    const Value value = evaluate(*boxed.kids[1], around, evaluation);
    around.resize(size);
    if (boxed.kind == Boxed::Kind::For) {
      out.push_back(value);
    } else if (!value.is(feel::Kind::Boolean)) {
      return {};
    } else if (value.boolean() == some) {
      return some;
    }
  }
  return boxed.kind == Boxed::Kind::For ? Value(std::move(out)) : verdict;
}

Outcome evaluate(const Model& model, std::string_view name, const Facts& facts,
                 feel::Evaluation& evaluation) {
  Outcome outcome;
  const Element* element = model.find(name);
  if (!element) {
    outcome.failed = true;
    outcome.notes.push_back({0, "nobody defines " + std::string(name)});
    return outcome;
  }
  const auto session = std::make_shared<Session>(model, facts);
  if (element->kind == Element::Kind::Service) {
    feel::List arguments;
    for (const Element* parameter : element->parameters) {
      const auto fact = facts.find(parameter->name);
      arguments.push_back(fact == facts.end() ? Value() : fact->second);
    }
    outcome.value = session->run(*element, arguments, evaluation);
  } else {
    outcome.value = session->value_of(*element, evaluation);
  }
  outcome.notes = evaluation.notes();
  outcome.trace = std::move(session->trace());
  outcome.failed = evaluation.stopped();
  session->forget();
  return outcome;
}

}  // namespace dk::dmn
