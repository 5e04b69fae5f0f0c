// One evaluation of a model: values of elements, each computed once. Inside flows/dmn only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "flows/dmn/model.h"

namespace dk::dmn {

class Session : public std::enable_shared_from_this<Session> {
 public:
  // The facts live until forget().
  Session(const Model& model, const Facts& facts) : model_(model), facts_(&facts) {}
  [[nodiscard]] Value value_of(const Element& element, feel::Evaluation& evaluation);
  // A service's outputs, with what it is given instead of its own.
  [[nodiscard]] Value run(const Element& service, const feel::List& arguments,
                          feel::Evaluation& evaluation);
  void replace(const Element& element, Value value) { known_[&element] = std::move(value); }
  [[nodiscard]] std::vector<Hit>& trace() { return trace_; }
  // Of a decision that is a table: per rule, whether those of its tests hold that `asked` marks.
  [[nodiscard]] std::vector<bool> holding(const Element& element,
                                          const std::vector<std::vector<bool>>& asked,
                                          feel::Evaluation& evaluation);
  // What that rule would give.
  [[nodiscard]] Value row(const Element& element, std::size_t rule, feel::Evaluation& evaluation);
  // At the end: a value that is a function holds its session, which holds the value.
  void forget();

 private:
  // `around`: values of the names that the expression may use, in their order.
  Value evaluate(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value evaluate_kind(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value context(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value invocation(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value function(const Boxed& boxed, const feel::List& around);
  Value filter(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value iteration(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  Value table(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation);
  std::optional<feel::List> inputs(const Table& table, const feel::List& around, feel::List& tested,
                                   feel::Evaluation& evaluation);
  feel::List outputs(const Table& table, const TableRule& rule, const feel::List& around,
                     feel::Evaluation& evaluation);
  Value combine(const Table& table, std::vector<feel::List> hits, feel::List& around,
                feel::Evaluation& evaluation);
  feel::List around(const Element& element, feel::Evaluation& evaluation);

  const Model& model_;
  const Facts* facts_;
  std::map<const Element*, Value> known_;
  std::set<const Element*> open_;  // being evaluated: a circle is an error
  std::vector<Hit> trace_;
  std::vector<std::shared_ptr<Session>> inner_;  // of services that were called
};

}  // namespace dk::dmn
