// How often a person may ask what would change the answer: at most so many times a day, so that
// nobody maps the rules by trying.
//
// The state is a value; whoever has it keeps it. A person is a digest that the caller makes. A
// clock that goes back gives no new questions: the later day counts on. Pure; one state on one
// thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "flows/feel/temporal.h"

namespace dk::dmn {

class WhatIfBudget {
 public:
  struct Use {
    feel::Date day;
    int asked = 0;
    bool operator==(const Use&) const = default;
  };
  using State = std::map<std::string, Use, std::less<>>;  // by the person's digest

  explicit WhatIfBudget(int a_day) : a_day_(a_day) {}

  [[nodiscard]] int left(const State& state, std::string_view person,
                         const feel::Date& today) const;
  // True: asked once more, and the state says so. Forgets days that are over.
  [[nodiscard]] bool take(State& state, std::string_view person, const feel::Date& today) const;

 private:
  int a_day_;
};

}  // namespace dk::dmn
