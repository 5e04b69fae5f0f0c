// Which facts a decision can depend on, found in the model's programs without running them. It may
// name too many (a member read through a function is the whole fact), never too few.
//
// Inside flows/dmn only; one thread; the model outlives it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "flows/dmn/model.h"

namespace dk::dmn {

using FactPath = std::vector<std::string>;  // input data, then members of it
using FactPaths = std::set<FactPath>;

// One is the other, or a part of it.
[[nodiscard]] bool overlap(const FactPath& a, const FactPath& b);

class Reach {
 public:
  // What is asked: a decision, or a service, whose parameters then are facts.
  explicit Reach(const Element& asked);

  [[nodiscard]] const FactPaths& of(const Element& element);
  // Of a program within an element; `own`: names that stand before those of the element (`?`).
  [[nodiscard]] FactPaths of(const Element& element, const Program& program, std::size_t own);
  // All programs of what is asked and of what it is made from, with what they read or test.
  using Visit = std::function<void(const Program&, const FactPaths&)>;
  void programs(const Visit& visit);

 private:
  [[nodiscard]] bool fact(const Element& element) const;
  const Element& asked_;
  std::map<const Element*, FactPaths> known_;
  std::size_t open_ = 0;
};

}  // namespace dk::dmn
