#include "flows/dmn/what_if_guard.h"

#include <algorithm>

#include "flows/feel/analysis.h"

namespace dk::dmn {

Guard::Guard(const Model& model, const Element& asked, const std::vector<Explainable>& explainable,
             Reach& reach)
    : model_(model), asked_(asked) {
  for (const Explainable& fact : explainable) explainable_.push_back(fact.path);
  free_ = clean(reach.of(asked));
  if (!free_ && asked.logic && asked.logic->kind == Boxed::Kind::Table) study(asked, reach);
}

bool Guard::clean(const FactPaths& read) const {
  return std::all_of(read.begin(), read.end(), [&](const FactPath& path) {
    return std::any_of(explainable_.begin(), explainable_.end(), [&](const FactPath& known) {
      return known.size() <= path.size() && overlap(known, path);
    });
  });
}

void Guard::study(const Element& asked, Reach& reach) {
  const Table& table = *asked.logic->table;
  table_ = table.policy == HitPolicy::First || table.policy == HitPolicy::Unique ||
           table.policy == HitPolicy::Any;
  std::vector<FactPaths> columns;
  for (const TableInput& input : table.inputs) {
    FactPaths read = reach.of(asked, input.expression, 0);
    if (input.allowed) read.merge(reach.of(asked, *input.allowed, 1));
    if (!clean(read)) mixed_.insert(read.begin(), read.end());
    columns.push_back(std::move(read));
  }
  for (const TableOutput& output : table.outputs) {
    if (output.fallback && !clean(reach.of(asked, *output.fallback, 0))) table_ = false;
  }
  for (const TableRule& rule : table.rules) {
    std::vector<bool> plain;
    for (std::size_t i = 0; i < rule.tests.size(); ++i) {
      FactPaths read = reach.of(asked, rule.tests[i], 1);
      read.insert(columns[i].begin(), columns[i].end());
      plain.push_back(feel::tests_nothing(rule.tests[i]) || clean(read));
      if (!plain.back()) mixed_.merge(read);
    }
    secret_.push_back(std::find(plain.begin(), plain.end(), false) != plain.end());
    plain_.push_back(std::move(plain));
    tells_.push_back(
        std::any_of(rule.outputs.begin(), rule.outputs.end(),
                    [&](const Program& output) { return !clean(reach.of(asked, output, 0)); }));
  }
}

Guard::Considered Guard::considered(const Facts& facts, feel::Evaluation& evaluation) const {
  const auto session = std::make_shared<Session>(model_, facts);
  const std::vector<bool> holds = session->holding(asked_, plain_, evaluation);
  session->forget();
  Considered out;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    if (!holds[i]) continue;
    if (secret_[i]) {
      out.secret.push_back(i);
    } else {
      out.ends_secret |= tells_[i];
      if (asked_.logic->table->policy == HitPolicy::First) break;
    }
  }
  return out;
}

bool Guard::may_explain(const Facts& facts, const Value& outcome, feel::Evaluation& evaluation) {
  if (free_) return true;
  if (!table_ || outcome.null()) return false;
  Considered now = considered(facts, evaluation);
  if (now.ends_secret) return false;
  const auto session = std::make_shared<Session>(model_, facts);
  bool known = true;
  for (const std::size_t rule : now.secret) {
    known =
        known && !tells_[rule] && !feel::identical(session->row(asked_, rule, evaluation), outcome);
  }
  session->forget();
  before_ = std::move(now.secret);
  return known;
}

bool Guard::may_vary(const FactPath& path) const {
  return free_ || std::none_of(mixed_.begin(), mixed_.end(),
                               [&](const FactPath& read) { return overlap(path, read); });
}

bool Guard::may_offer(const Facts& changed, feel::Evaluation& evaluation) const {
  if (free_) return true;
  const Considered then = considered(changed, evaluation);
  return !then.ends_secret &&
         std::includes(before_.begin(), before_.end(), then.secret.begin(), then.secret.end());
}

void Guard::strip(std::vector<Hit>& trace) const {
  if (free_) return;
  std::erase_if(trace, [&](const Hit& hit) { return hit.table != asked_.logic->id; });
}

}  // namespace dk::dmn
