// Numeric and boolean functions (10.3.4.2, 10.3.4.5).
#include "flows/feel/builtins.h"

namespace dk::feel {

namespace {

using Rounding = Decimal::Rounding;

const Decimal* number(const List& arguments, std::size_t index) {
  const Value& value = single(argument(arguments, index));
  return value.is(Kind::Number) ? &value.number() : nullptr;
}

// The scale of decimal(), floor() ...: a whole number within decimal128's exponents.
std::optional<int> scale(const List& arguments, std::size_t index) {
  if (arguments.size() <= index) return 0;
  const Decimal* given = number(arguments, index);
  const auto whole =
      given ? given->round(0, Rounding::Down).to_int64() : std::optional<std::int64_t>();
  if (!whole || *whole < -6111 || *whole > 6176) return std::nullopt;
  return static_cast<int>(*whole);
}

template <Rounding how>
Value rounded(Evaluation&, Arguments arguments) {
  const Decimal* value = number(arguments, 0);
  const auto digits = scale(arguments, 1);
  if (!value || !digits) return {};
  return value->round(*digits, how);
}

Value absolute(Evaluation&, Arguments arguments) {
  const Value& value = single(argument(arguments, 0));
  if (value.is(Kind::Number)) return value.number().abs();
  if (value.is(Kind::DaysDuration)) {
    const auto nanos = value.days().nanos;
    return DaysDuration{nanos < 0 ? -nanos : nanos};
  }
  if (value.is(Kind::MonthsDuration)) {
    const auto months = value.months().months;
    return MonthsDuration{months < 0 ? -months : months};
  }
  return {};
}

Value modulo(Evaluation&, Arguments arguments) {
  const Decimal* a = number(arguments, 0);
  const Decimal* b = number(arguments, 1);
  if (!a || !b) return {};
  return a->modulo(*b);
}

Value square_root(Evaluation&, Arguments arguments) {
  const Decimal* a = number(arguments, 0);
  return a ? Value(a->sqrt()) : Value();
}
Value logarithm(Evaluation&, Arguments arguments) {
  const Decimal* a = number(arguments, 0);
  return a ? Value(a->log()) : Value();
}
Value exponential(Evaluation&, Arguments arguments) {
  const Decimal* a = number(arguments, 0);
  return a ? Value(a->exp()) : Value();
}

template <bool odd>
Value parity(Evaluation&, Arguments arguments) {
  const Decimal* a = number(arguments, 0);
  if (!a || !a->integer()) return {};
  return a->modulo(Decimal(2)).zero() != odd;
}

Value negation(Evaluation&, Arguments arguments) {
  const Value& value = single(argument(arguments, 0));
  if (!value.is(Kind::Boolean)) return {};
  return !value.boolean();
}

}  // namespace

const std::vector<Builtin>& number_builtins() {
  static const std::vector<Builtin> all{
      {"decimal", {"n, scale"}, rounded<Rounding::HalfEven>},
      {"floor", {"n, scale?"}, rounded<Rounding::Floor>},
      {"ceiling", {"n, scale?"}, rounded<Rounding::Ceiling>},
      {"round up", {"n, scale?"}, rounded<Rounding::Up>},
      {"round down", {"n, scale?"}, rounded<Rounding::Down>},
      {"round half up", {"n, scale?"}, rounded<Rounding::HalfUp>},
      {"round half down", {"n, scale?"}, rounded<Rounding::HalfDown>},
      {"abs", {"n"}, absolute},
      {"modulo", {"dividend, divisor"}, modulo},
      {"sqrt", {"number"}, square_root},
      {"log", {"number"}, logarithm},
      {"exp", {"number"}, exponential},
      {"odd", {"number"}, parity<true>},
      {"even", {"number"}, parity<false>},
      {"not", {"negand"}, negation}};
  return all;
}

}  // namespace dk::feel
