// The evaluator's inside: walks a Code with its slots. Inside flows/feel only; one evaluation.
#pragma once

#include "flows/feel/ast.h"
#include "flows/feel/feel.h"

namespace dk::feel {

class Machine {
 public:
  explicit Machine(Evaluation& evaluation) : evaluation_(evaluation) {}
  // `slots` has the code's number of them; the first ones are filled.
  [[nodiscard]] Value evaluate(const Node& node, Value* slots);

 private:
  Value name(const Node& node, Value* slots);
  Value plus(const Value& a, const Value& b);
  Value logic(const Node& node, Value* slots, bool conjunction);
  Value comparison(const Node& node, Value* slots);
  Value arithmetic(const Node& node, Value* slots);
  Value within(const Node& range, const Value& point, Value* slots);
  // The value where it stands, or in `space` (null before): most operands need no copy.
  const Value& read(const Node& node, Value* slots, Value& space);
  Value between(const Node& node, Value* slots);
  Value in(const Node& node, Value* slots);
  Value tests(const Node& node, Value* slots);
  Value test(const Node& node, const Value& tested, Value* slots);
  Value loop(const Node& node, Value* slots);
  bool each(const Node& node, std::size_t level, Value* slots, List& out, Value& verdict);
  Value quantified(const Node& node, Value* slots);
  Value context(const Node& node, Value* slots);
  Value range(const Node& node, Value* slots);
  Value filter(const Node& node, Value* slots);
  Value call(const Node& node, Value* slots);
  Value call_named(const Node& node, Value* slots);
  Value function(const Node& node, Value* slots);
  Value checked(Value value);  // null when it is too large
  bool note(const Node& node, const char* message);
  Evaluation& evaluation_;
};

// arithmetic.cpp: +, -, *, /, ** over all kinds; null when they do not go together.
[[nodiscard]] Value add(const Value& a, const Value& b);
[[nodiscard]] Value subtract(const Value& a, const Value& b);
[[nodiscard]] Value multiply(const Value& a, const Value& b);
[[nodiscard]] Value divide(const Value& a, const Value& b);
[[nodiscard]] Value negate(const Value& a);

// path.cpp: a member of a context, of each item of a list, of a date ...
[[nodiscard]] Value member(const Value& value, const std::string& name);

// Calls with the number of arguments checked; null when the value is no function.
[[nodiscard]] Value invoke(const Value& function, List& arguments, Evaluation& evaluation,
                           std::size_t at);
// The same with names; null when no signature has them.
[[nodiscard]] Value invoke_named(const Value& function, const std::vector<std::string>& names,
                                 const List& values, Evaluation& evaluation, std::size_t at);

}  // namespace dk::feel
