#include "flows/dmn/what_if_candidates.h"

#include <algorithm>
#include <iterator>

#include "flows/feel/analysis.h"

namespace dk::dmn {

namespace {

using feel::Decimal;
using feel::Kind;

// Computed thresholds (`income * 12 >= 50000`) are looked for only between so few constants.
constexpr std::size_t kFewConstants = 12;
constexpr std::int64_t kMostYears = 200;

Decimal seconds(__int128 nanos) {
  const __int128 whole = nanos / feel::kNanosPerSecond;
  return Decimal(static_cast<std::int64_t>(whole));
}

// Months and years from each day, and days.
void add_days(const feel::Date& base, const Value& constant, std::vector<Decimal>& out) {
  const auto put = [&](const std::optional<feel::Date>& date) {
    if (date) out.push_back(Decimal(feel::days_from_epoch(*date)));
  };
  if (constant.is(Kind::MonthsDuration)) {
    put(feel::add_months(base, constant.months().months));
    put(feel::add_months(base, -constant.months().months));
  }
  std::int64_t number = 0;
  if (constant.is(Kind::Number)) number = constant.number().to_int64().value_or(0);
  std::int64_t days = number;
  if (constant.is(Kind::DaysDuration)) {
    days = static_cast<std::int64_t>(constant.days().nanos / feel::kNanosPerDay);
  }
  if (days > -366 * kMostYears && days < 366 * kMostYears) {
    put(feel::date_from_epoch(feel::days_from_epoch(base) + days));
    put(feel::date_from_epoch(feel::days_from_epoch(base) - days));
  }
  if (number == 0 || number > 12 * kMostYears || number < -12 * kMostYears) return;
  for (const std::int64_t months : {number, -number, number * 12, -number * 12}) {
    put(feel::add_months(base, months));
  }
}

// Places of the constants among the values of `from`'s kind.
std::vector<Decimal> places(const Value& from, const Explainable& fact, const feel::List& constants,
                            const feel::List& others, const feel::Evaluation& evaluation) {
  std::vector<Decimal> out;
  feel::List alike;
  for (const feel::List* list : {&constants, &others}) {
    for (const Value& value : *list) {
      if (value.kind() != from.kind()) continue;
      if (const auto place = position(value, fact)) out.push_back(*place);
      alike.push_back(value);
    }
  }
  if (from.is(Kind::Number) && alike.size() <= kFewConstants) {
    for (const Value& a : alike) {
      for (const Value& b : alike) {
        for (const Decimal& made : {a.number() * b.number(), a.number() / b.number(),
                                    a.number() + b.number(), a.number() - b.number()}) {
          if (const auto place = position(Value(made), fact)) out.push_back(*place);
        }
      }
    }
  }
  if (from.is(Kind::Date)) {
    for (const Value& constant : constants) add_days(evaluation.now().date, constant, out);
    for (const Value& base : others) {
      if (!base.is(Kind::Date)) continue;
      for (const Value& constant : constants) add_days(base.date(), constant, out);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

feel::List values_for(const Value& from, const Explainable& fact, const feel::List& constants,
                      const feel::List& others, const feel::Evaluation& evaluation) {
  if (!fact.allowed.empty()) return fact.allowed;
  if (from.is(Kind::Boolean)) return {Value(!from.boolean())};
  if (from.is(Kind::String)) {
    feel::List out;
    for (const Value& constant : constants) {
      if (constant.is(Kind::String)) out.push_back(constant);
    }
    return out;
  }
  feel::List out;
  for (const Decimal& place : places(from, fact, constants, others, evaluation)) {
    const Decimal below = place.round(0, Decimal::Rounding::Floor);
    for (const int beside : {-1, 0, 1}) {
      out.push_back(value_at(below + Decimal(beside), from, fact));
    }
  }
  return out;
}

}  // namespace

std::optional<Decimal> position(const Value& value, const Explainable& fact) {
  switch (value.kind()) {
    case Kind::Number: {
      const Decimal units = value.number() / fact.unit;
      return units.finite() ? std::optional(units) : std::nullopt;
    }
    case Kind::Date:
      return Decimal(feel::days_from_epoch(value.date()));
    case Kind::Time:
      return seconds(value.time().nano_of_day);
    case Kind::DateTime:
      return seconds(feel::instant(value.date_time()));
    case Kind::DaysDuration:
      return seconds(value.days().nanos) / Decimal(86'400);
    case Kind::MonthsDuration:
      return Decimal(value.months().months);
    default:
      return std::nullopt;
  }
}

Value value_at(const Decimal& at, const Value& like, const Explainable& fact) {
  if (like.is(Kind::Number)) return at * fact.unit;
  const auto whole = at.round(0, Decimal::Rounding::Floor).to_int64();
  const auto from = position(like, fact);
  if (!whole || !from) return {};
  switch (like.kind()) {
    case Kind::Date: {
      const auto date = feel::date_from_epoch(*whole);
      return date ? Value(*date) : Value();
    }
    case Kind::Time:
      if (*whole < 0 || *whole >= 86'400) return {};
      return feel::Time{*whole * feel::kNanosPerSecond, like.time().zone};
    case Kind::DateTime: {
      const auto moved = (Decimal(*whole) - *from).to_int64();
      if (!moved) return {};
      const auto then =
          feel::add(like.date_time(),
                    feel::DaysDuration{static_cast<__int128>(*moved) * feel::kNanosPerSecond});
      return then ? Value(*then) : Value();
    }
    case Kind::DaysDuration:
      return feel::DaysDuration{static_cast<__int128>(*whole) * feel::kNanosPerDay};
    case Kind::MonthsDuration:
      return feel::MonthsDuration{*whole};
    default:
      return {};
  }
}

bool possible(const Value& value, const Explainable& fact) {
  if (value.null()) return false;
  if (!fact.least.null() && feel::compare(value, fact.least).value_or(-1) < 0) return false;
  if (!fact.most.null() && feel::compare(value, fact.most).value_or(1) > 0) return false;
  return fact.allowed.empty() ||
         std::any_of(fact.allowed.begin(), fact.allowed.end(),
                     [&](const Value& allowed) { return feel::identical(allowed, value); });
}

const Value* value_of(const Facts& facts, const std::vector<std::string>& path) {
  if (path.empty()) return nullptr;
  const auto fact = facts.find(path[0]);
  const Value* value = fact == facts.end() ? nullptr : &fact->second;
  for (std::size_t i = 1; i < path.size() && value; ++i) {
    value = value->is(Kind::Context) ? value->context().find(path[i]) : nullptr;
  }
  return value;
}

Candidate candidate(std::size_t index, const Explainable& fact, const Value& from, Value to) {
  Candidate out{.fact = index, .to = std::move(to), .distance = Decimal(1), .steps = {}};
  const auto a = position(from, fact);
  const auto b = position(out.to, fact);
  if (!a || !b || from.kind() != out.to.kind()) return out;
  out.steps = (*b - *a).abs();
  out.side = *b < *a ? -1 : 1;
  if (from.is(Kind::Date)) {
    out.distance = out.steps / Decimal(365);
  } else if (from.is(Kind::Time) || from.is(Kind::DateTime)) {
    out.distance = out.steps / Decimal(365 * 86'400);
  } else if (!a->zero()) {
    out.distance = out.steps / a->abs();
  }
  return out;
}

bool nearer(const Candidate& a, const Candidate& b) {
  if (!(a.distance == b.distance)) return a.distance < b.distance;
  if (!(a.steps == b.steps)) return a.steps < b.steps;
  return a.fact < b.fact;
}

std::vector<Candidate> candidates(const WhatIfQuestion& question, Reach& reach, const Guard& guard,
                                  feel::Evaluation& evaluation) {
  const auto& facts = question.explainable;
  std::vector<feel::List> constants(facts.size());
  reach.programs([&](const Program& program, const FactPaths& read) {
    if (!guard.clean(read)) return;
    const feel::List found = feel::constants(program, evaluation);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const bool touches =
          read.empty() || std::any_of(read.begin(), read.end(), [&](const auto& path) {
            return overlap(path, facts[i].path);
          });
      if (touches) std::copy(found.begin(), found.end(), std::back_inserter(constants[i]));
    }
  });
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Value* from = value_of(question.facts, facts[i].path);
    if (!from || from->null() || !guard.may_vary(facts[i].path)) continue;
    feel::List others;
    for (std::size_t j = 0; j < facts.size(); ++j) {
      const Value* other = j == i ? nullptr : value_of(question.facts, facts[j].path);
      if (other) others.push_back(*other);
    }
    for (Value& to : values_for(*from, facts[i], constants[i], others, evaluation)) {
      if (!possible(to, facts[i]) || feel::identical(to, *from)) continue;
      out.push_back(candidate(i, facts[i], *from, std::move(to)));
    }
  }
  std::sort(out.begin(), out.end(), nearer);
  return out;
}

}  // namespace dk::dmn
