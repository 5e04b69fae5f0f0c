// Calling functions: built-in, written in FEEL, given by the caller; arguments by place or name.
#include <algorithm>

#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

bool allows(const Function& function, std::size_t count) {
  return std::any_of(function.signatures.begin(), function.signatures.end(),
                     [&](const Signature& signature) {
                       return count >= signature.least &&
                              (signature.variadic || count <= signature.parameters.size());
                     });
}

// Places for the names; empty when a name is unknown or one that must be there is missing.
std::optional<List> placed(const Signature& signature, const std::vector<std::string>& names,
                           const List& values) {
  List arguments(signature.parameters.size());
  std::vector<bool> given(signature.parameters.size());
  std::size_t last = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found =
        std::find(signature.parameters.begin(), signature.parameters.end(), names[i]);
    if (found == signature.parameters.end()) return std::nullopt;
    const auto place = static_cast<std::size_t>(found - signature.parameters.begin());
    if (given[place]) return std::nullopt;
    if (place == signature.no_list && values[i].is(Kind::List) && values[i].list().size() != 1) {
      return std::nullopt;
    }
    arguments[place] = values[i];
    given[place] = true;
    last = std::max(last, place + 1);
  }
  for (std::size_t i = 0; i < signature.least; ++i) {
    if (!given[i]) return std::nullopt;
  }
  arguments.resize(last);
  return arguments;
}

}  // namespace

Value invoke(const Value& function, List& arguments, Evaluation& evaluation, std::size_t at) {
  if (!function.is(Kind::Function)) {
    evaluation.note(at, "this is no function");
    return {};
  }
  const Function& called = function.function();
  if (!allows(called, arguments.size())) {
    evaluation.note(at, "the function takes another number of arguments");
    return {};
  }
  if (!evaluation.enter()) return {};
  // A built-in looks at all of its arguments, and makes something new of them.
  const bool own = called.cost == 0;
  std::uint64_t cost = called.cost;
  for (std::size_t i = 0; !own && i < arguments.size(); ++i) cost += arguments[i].weight() / 2;
  Value result;
  if (own || evaluation.spend(cost)) result = called.call(evaluation, arguments);
  evaluation.leave();
  if (!own && !evaluation.made(result)) return {};
  return result;
}

Value Machine::call(const Node& node, Value* slots) {
  Value space;
  const Value& function = read(*node.kids[0], slots, space);
  List arguments;
  arguments.reserve(node.kids.size() - 1);
  for (std::size_t i = 1; i < node.kids.size(); ++i) {
    arguments.push_back(evaluate(*node.kids[i], slots));
  }
  return invoke(function, arguments, evaluation_, node.at);
}

Value invoke_named(const Value& function, const std::vector<std::string>& names, const List& values,
                   Evaluation& evaluation, std::size_t at) {
  if (!function.is(Kind::Function)) {
    evaluation.note(at, "this is no function");
    return {};
  }
  for (const Signature& signature : function.function().signatures) {
    if (auto arguments = placed(signature, names, values)) {
      return invoke(function, *arguments, evaluation, at);
    }
  }
  evaluation.note(at, "the function has no parameters of these names");
  return {};
}

Value Machine::call_named(const Node& node, Value* slots) {
  const Value function = evaluate(*node.kids[0], slots);
  List values;
  for (std::size_t i = 1; i < node.kids.size(); ++i) {
    values.push_back(evaluate(*node.kids[i], slots));
  }
  return invoke_named(function, node.names, values, evaluation_, node.at);
}

Value Machine::function(const Node& node, Value* slots) {
  constexpr std::uint64_t kFunctionParts = 30;  // of the memory of other values
  if (!evaluation_.spend(kFunctionParts + node.slots.size())) return {};
  Function made;
  made.signatures.push_back({.parameters = node.names, .least = node.names.size()});
  if (node.flag) {
    made.call = [](Evaluation& evaluation, List&) -> Value {
      evaluation.note(0, "external functions are not called");
      return {};
    };
    return made;
  }
  List captured;
  for (std::size_t i = 0; i < node.slots.size(); i += 2) captured.push_back(slots[node.slots[i]]);
  made.call = [code = node.code, inner = node.slots, types = node.types,
               captured = std::move(captured)](Evaluation& evaluation, List& arguments) -> Value {
    List own(code->slots);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      own[i] = arguments[i];
      if (!types[i]) continue;
      const auto fitting = coerced(arguments[i], *types[i]);
      if (!fitting) {
        evaluation.note(0, "an argument has another type than its parameter");
        return {};
      }
      own[i] = *fitting;
    }
    for (std::size_t i = 0; i < captured.size(); ++i) own[inner[2 * i + 1]] = captured[i];
    return Machine(evaluation).evaluate(*code->body, own.data());
  };
  return made;
}

}  // namespace dk::feel
