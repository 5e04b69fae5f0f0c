// Keeps what a person may not be told out of "what would change the answer".
//
// The promise: for all values of the facts that are not explainable under which the present outcome
// is the same, the answer is the same. So neither an answer nor its absence tells one of them.
//
// How: a decision that reads no such fact is free. A table that does is looked at rule by rule. A
// rule is *secret* when one of its tests reads such a fact, and *considered* when all its other
// tests hold. A considered secret rule did not match, as everybody can see, only when it would have
// given another outcome; if it would have given this one, nothing is said at all. After a change, a
// secret rule that was not considered before could match or not: such a change is not offered. What
// is decided by anything but a first, unique or any table, or by an expression, over such a fact is
// never explained.
//
// Inside flows/dmn only.
#pragma once

#include "flows/dmn/reach.h"
#include "flows/dmn/session.h"
#include "flows/dmn/what_if.h"

namespace dk::dmn {

class Guard {
 public:
  Guard(const Model& model, const Element& asked, const std::vector<Explainable>& explainable,
        Reach& reach);

  [[nodiscard]] bool clean(const FactPaths& read) const;  // only explainable facts
  // The present outcome may be explained. Once, before may_offer().
  [[nodiscard]] bool may_explain(const Facts& facts, const Value& outcome,
                                 feel::Evaluation& evaluation);
  [[nodiscard]] bool may_vary(const FactPath& path) const;
  [[nodiscard]] bool may_offer(const Facts& changed, feel::Evaluation& evaluation) const;
  // Rules that may be shown: all, or those of the table that decides.
  void strip(std::vector<Hit>& trace) const;

 private:
  struct Considered {
    std::vector<std::size_t> secret;
    bool ends_secret = false;  // the rule that matches writes such a fact into the outcome
  };
  void study(const Element& asked, Reach& reach);
  [[nodiscard]] Considered considered(const Facts& facts, feel::Evaluation& evaluation) const;

  const Model& model_;
  const Element& asked_;
  std::vector<FactPath> explainable_;
  bool free_ = false;                     // no fact but explainable ones is read
  bool table_ = false;                    // a table whose rules can be looked at
  std::vector<std::vector<bool>> plain_;  // per rule and column: the test reads no such fact
  std::vector<bool> secret_;              // per rule
  std::vector<bool> tells_;               // per rule: its output reads one
  FactPaths mixed_;                       // what the secret tests and outputs read
  std::vector<std::size_t> before_;
};

}  // namespace dk::dmn
