// Decision tables (clause 8): matching, hit policies, aggregation.
#include <algorithm>

#include "flows/dmn/session.h"

namespace dk::dmn {

namespace {

// Lower is more important; what is not in the list comes last.
std::size_t priority(const TableOutput& output, const Value& value) {
  const auto found =
      std::find_if(output.priorities.begin(), output.priorities.end(),
                   [&](const Value& known) { return feel::equal(known, value).value_or(false); });
  return static_cast<std::size_t>(found - output.priorities.begin());
}

bool more_important(const Table& table, const feel::List& a, const feel::List& b) {
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    const std::size_t x = priority(table.outputs[i], a[i]);
    const std::size_t y = priority(table.outputs[i], b[i]);
    if (x != y) return x < y;
  }
  return false;
}

Value row_value(const Table& table, const feel::List& row) {
  if (table.outputs.size() == 1) return row[0];
  feel::Context context;
  for (std::size_t i = 0; i < row.size(); ++i) context.set(table.outputs[i].name, row[i]);
  return context;
}

Value aggregated(const Table& table, const std::vector<feel::List>& hits) {
  if (table.aggregation == Aggregation::Count) {
    return Value::number(static_cast<std::int64_t>(hits.size()));
  }
  if (hits.empty()) return {};
  Value best = hits[0][0];
  for (std::size_t i = 1; i < hits.size(); ++i) {
    const Value& next = hits[i][0];
    if (table.aggregation == Aggregation::Sum) {
      if (!best.is(feel::Kind::Number) || !next.is(feel::Kind::Number)) return {};
      best = best.number() + next.number();
      continue;
    }
    const auto order = feel::compare(next, best);
    if (!order) return {};
    if (table.aggregation == Aggregation::Min ? *order < 0 : *order > 0) best = next;
  }
  return best;
}

}  // namespace

// The columns' values; empty when one is not what its column takes.
std::optional<feel::List> Session::inputs(const Table& table, const feel::List& around,
                                          feel::List& tested, feel::Evaluation& evaluation) {
  feel::List values;
  values.reserve(table.inputs.size());
  for (const TableInput& input : table.inputs) {
    Value value = input.expression.evaluate(around, evaluation);
    if (input.type) {
      auto fitting = feel::coerced(value, *input.type);
      if (!fitting) {
        evaluation.note(0, "an input has another type than its column");
        return std::nullopt;
      }
      value = std::move(*fitting);
    }
    tested[0] = value;
    if (input.allowed && !value.null() && !input.allowed->evaluate(tested, evaluation).is_true()) {
      evaluation.note(0, "an input is none of the values that its column allows");
      return std::nullopt;
    }
    values.push_back(std::move(value));
  }
  return values;
}

feel::List Session::outputs(const Table& table, const TableRule& rule, const feel::List& around,
                            feel::Evaluation& evaluation) {
  feel::List row;
  row.reserve(rule.outputs.size());
  for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
    Value value = rule.outputs[i].evaluate(around, evaluation);
    const TypePtr& type = table.outputs[i].type;
    if (type) value = feel::coerced(value, *type).value_or(Value());
    row.push_back(std::move(value));
  }
  return row;
}

Value Session::table(const Boxed& boxed, feel::List& around, feel::Evaluation& evaluation) {
  const Table& table = *boxed.table;
  feel::List tested(around.size() + 1);
  std::copy(around.begin(), around.end(), tested.begin() + 1);
  const auto values = inputs(table, around, tested, evaluation);
  if (!values) return {};
  std::vector<feel::List> hits;
  for (std::size_t number = 0; number < table.rules.size(); ++number) {
    const TableRule& rule = table.rules[number];
    bool matched = true;
    for (std::size_t i = 0; i < values->size() && matched; ++i) {
      tested[0] = (*values)[i];
      matched = rule.tests[i].evaluate(tested, evaluation).is_true();
    }
    if (!matched) continue;
    trace_.push_back({boxed.id, number + 1, rule.id, rule.annotations});
    hits.push_back(outputs(table, rule, around, evaluation));
    if (table.policy == HitPolicy::First) break;
  }
  return combine(table, std::move(hits), around, evaluation);
}

std::vector<bool> Session::holding(const Element& element,
                                   const std::vector<std::vector<bool>>& asked,
                                   feel::Evaluation& evaluation) {
  const Table& table = *element.logic->table;
  const feel::List values_around = around(element, evaluation);
  feel::List tested(values_around.size() + 1);
  std::copy(values_around.begin(), values_around.end(), tested.begin() + 1);
  const auto values = inputs(table, values_around, tested, evaluation);
  std::vector<bool> out(table.rules.size());
  if (!values) return out;
  for (std::size_t number = 0; number < table.rules.size(); ++number) {
    bool holds = true;
    for (std::size_t i = 0; i < values->size() && holds; ++i) {
      if (!asked[number][i]) continue;
      tested[0] = (*values)[i];
      holds = table.rules[number].tests[i].evaluate(tested, evaluation).is_true();
    }
    out[number] = holds;
  }
  return out;
}

Value Session::row(const Element& element, std::size_t rule, feel::Evaluation& evaluation) {
  const Table& table = *element.logic->table;
  const feel::List values = around(element, evaluation);
  Value value = row_value(table, outputs(table, table.rules[rule], values, evaluation));
  for (const TypePtr& type : {element.logic->type, element.variable.type}) {
    if (type) value = feel::coerced(value, *type).value_or(Value());
  }
  return value;
}

Value Session::combine(const Table& table, std::vector<feel::List> hits, feel::List& around,
                       feel::Evaluation& evaluation) {
  const bool fallback =
      std::any_of(table.outputs.begin(), table.outputs.end(),
                  [](const TableOutput& output) { return output.fallback != nullptr; });
  if (hits.empty() && fallback) {
    feel::List row;
    for (const TableOutput& output : table.outputs) {
      row.push_back(output.fallback ? output.fallback->evaluate(around, evaluation) : Value());
    }
    return row_value(table, row);
  }
  const auto rows = [&] {
    feel::List out;
    for (const feel::List& hit : hits) out.push_back(row_value(table, hit));
    return Value(std::move(out));
  };
  const auto by_importance = [&](const feel::List& a, const feel::List& b) {
    return more_important(table, a, b);
  };
  switch (table.policy) {
    case HitPolicy::Unique:
      if (hits.size() > 1) {
        evaluation.note(0, "more than one rule of a unique table matches");
        return {};
      }
      return hits.empty() ? Value() : row_value(table, hits[0]);
    case HitPolicy::First:
      return hits.empty() ? Value() : row_value(table, hits[0]);
    case HitPolicy::Any: {
      if (hits.empty()) return {};
      const Value first = row_value(table, hits[0]);
      for (const feel::List& hit : hits) {
        if (!feel::equal(first, row_value(table, hit)).value_or(false)) {
          evaluation.note(0, "rules of an 'any' table match and disagree");
          return {};
        }
      }
      return first;
    }
    case HitPolicy::Priority:
      if (hits.empty()) return {};
      return row_value(table, *std::min_element(hits.begin(), hits.end(), by_importance));
    case HitPolicy::OutputOrder:
      // Insertion sort: stable, few hits, and clang refuses what this library's stable_sort calls.
      for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
        std::rotate(std::upper_bound(hits.begin(), hit, *hit, by_importance), hit, hit + 1);
      }
      return rows();
    case HitPolicy::RuleOrder:
      return rows();
    case HitPolicy::Collect:
      return table.aggregation == Aggregation::None ? rows() : aggregated(table, hits);
  }
  return {};
}

}  // namespace dk::dmn
