#include "flows/dmn/what_if.h"

#include <algorithm>
#include <map>

#include "flows/dmn/what_if_candidates.h"

namespace dk::dmn {

namespace {

using feel::Decimal;

Value changed(const Value& whole, const std::vector<std::string>& path, std::size_t depth,
              const Value& to) {
  if (depth == path.size()) return to;
  feel::Context out = whole.context();  // the path was followed to its end before
  const Value* inner = out.find(path[depth]);
  out.set(path[depth], changed(*inner, path, depth + 1, to));
  return out;
}

class Search {
 public:
  Search(const Model& model, const WhatIfQuestion& question, const feel::DateTime& now,
         const WhatIfLimits& limits)
      : model_(model),
        question_(question),
        facts_(question.facts),
        now_(now),
        limits_(limits),
        steps_left_(limits.steps) {}

  WhatIf run();

 private:
  Outcome evaluate() {
    feel::Evaluation evaluation = allowance();
    Outcome outcome = dmn::evaluate(model_, question_.decision, facts_, evaluation);
    spend(evaluation);
    return outcome;
  }
  feel::Evaluation allowance() const { return feel::Evaluation({.steps = steps_left_}, now_); }
  void spend(const feel::Evaluation& evaluation) {
    steps_left_ -= std::min(steps_left_, evaluation.spent() + 1);
  }
  bool wanted(const Value& outcome) const {
    return question_.helps ? question_.helps(outcome) : !feel::identical(outcome, present_);
  }
  // What it leads to; empty when that does not help or may not be said.
  std::optional<Outcome> helps(const Candidate& tried, const Guard& guard);
  void halve(Candidate& found, Outcome& outcome, Decimal below, const Guard& guard);

  const Model& model_;
  const WhatIfQuestion& question_;
  Facts facts_;
  const feel::DateTime now_;
  const WhatIfLimits limits_;
  std::uint64_t steps_left_;
  Value present_;
};

std::optional<Outcome> Search::helps(const Candidate& tried, const Guard& guard) {
  const auto& path = question_.explainable[tried.fact].path;
  const Value before = facts_[path[0]];
  facts_[path[0]] = changed(before, path, 1, tried.to);
  Outcome outcome = evaluate();
  bool good = !outcome.failed && !outcome.value.null() && wanted(outcome.value);
  if (good) {
    feel::Evaluation evaluation = allowance();
    good = guard.may_offer(facts_, evaluation) && !evaluation.stopped();
    spend(evaluation);
  }
  facts_[path[0]] = before;
  return good ? std::optional(std::move(outcome)) : std::nullopt;
}

// Between a place that does not help and one that does.
void Search::halve(Candidate& found, Outcome& outcome, Decimal fails, const Guard& guard) {
  const Explainable& fact = question_.explainable[found.fact];
  const Value from = *value_of(question_.facts, fact.path);
  Decimal good = *position(found.to, fact);
  while ((good - fails).abs() > Decimal(1) && steps_left_ > 0) {
    const auto how = good > fails ? Decimal::Rounding::Floor : Decimal::Rounding::Ceiling;
    Decimal middle = ((good + fails) / Decimal(2)).round(0, how);
    if (middle == fails || middle == good) return;
    Value to = value_at(middle, from, fact);
    if (!possible(to, fact)) return;
    Candidate tried = candidate(found.fact, fact, from, std::move(to));
    if (auto better = helps(tried, guard)) {
      good = middle;
      found = std::move(tried);
      outcome = std::move(*better);
    } else {
      fails = middle;
    }
  }
}

WhatIf Search::run() {
  WhatIf answer;
  const Element* asked = model_.find(question_.decision);
  if (!asked) return answer;
  Reach reach(*asked);
  Guard guard(model_, *asked, question_.explainable, reach);
  const Outcome outcome = evaluate();
  present_ = outcome.value;
  feel::Evaluation evaluation = allowance();
  const bool silent = outcome.failed || (question_.helps && wanted(present_)) ||
                      !guard.may_explain(facts_, present_, evaluation);
  if (silent) return answer;
  std::vector<Candidate> tries = candidates(question_, reach, guard, evaluation);
  spend(evaluation);
  if (tries.size() > limits_.candidates) {
    tries.resize(limits_.candidates);
    answer.complete = false;
  }
  // Of each fact and side: the nearest that helps, and the last before it that does not.
  std::map<std::pair<std::size_t, int>, Decimal> failing;
  std::map<std::pair<std::size_t, int>, std::pair<Candidate, Outcome>> helping;
  for (const Candidate& tried : tries) {
    const std::pair key(tried.fact, tried.side);
    if (helping.contains(key)) continue;
    if (steps_left_ == 0) break;
    if (auto found = helps(tried, guard)) {
      helping.emplace(key, std::pair(tried, std::move(*found)));
    } else if (const auto place = position(tried.to, question_.explainable[tried.fact])) {
      failing[key] = *place;
    }
  }
  const std::pair<Candidate, Outcome>* best = nullptr;
  for (auto& [key, found] : helping) {
    const Explainable& fact = question_.explainable[key.first];
    const Value from = *value_of(question_.facts, fact.path);
    if (key.second != 0 && fact.allowed.empty()) {
      const auto last = failing.find(key);
      const Decimal fails = last == failing.end() ? *position(from, fact) : last->second;
      halve(found.first, found.second, fails, guard);
    }
    if (!best || nearer(found.first, best->first)) best = &found;
  }
  answer.complete = answer.complete && steps_left_ > 0;
  if (!best) return answer;
  const auto& [found, then] = *best;
  const auto& path = question_.explainable[found.fact].path;
  Change change{.path = path,
                .from = *value_of(question_.facts, path),
                .to = found.to,
                .outcome = then.value,
                .rules = then.trace,
                .distance = found.distance};
  guard.strip(change.rules);
  answer.change = std::move(change);
  return answer;
}

}  // namespace

WhatIf what_if(const Model& model, const WhatIfQuestion& question, const feel::DateTime& now,
               const WhatIfLimits& limits) {
  return Search(model, question, now, limits).run();
}

}  // namespace dk::dmn
