// One evaluation of a model: values of elements, each computed once. Inside flows/dmn only.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "flows/dmn/model.h"

namespace dk::dmn {

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(const Model& model, const Facts& facts) : model_(model), facts_(facts) {}
  [[nodiscard]] Value value_of(const Element& element, feel::Evaluation& evaluation);
  // A service's outputs, with what it is given instead of its own.
  [[nodiscard]] Value run(const Element& service, const feel::List& arguments,
                          feel::Evaluation& evaluation);
  void replace(const Element& element, Value value) { known_[&element] = std::move(value); }
  [[nodiscard]] std::vector<Hit>& trace() { return trace_; }
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
  Value combine(const Table& table, std::vector<feel::List> hits, feel::List& around,
                feel::Evaluation& evaluation);
  feel::List around(const Element& element, feel::Evaluation& evaluation);

  const Model& model_;
  const Facts facts_;  // a copy: a function that is given out may outlive the call
  std::map<const Element*, Value> known_;
  std::set<const Element*> open_;  // being evaluated: a circle is an error
  std::vector<Hit> trace_;
  std::vector<std::shared_ptr<Session>> inner_;  // of services that were called
};

}  // namespace dk::dmn
