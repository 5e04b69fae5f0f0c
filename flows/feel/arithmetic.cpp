// Arithmetic over all kinds (DMN 1.5 clause 10.3.2.5, tables 44 and 45).
#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

DateTime midnight(const Date& date) { return {date, {0, Zone{.kind = Zone::Kind::Offset}}}; }

std::optional<DateTime> moment(const Value& value) {
  if (value.is(Kind::DateTime)) return value.date_time();
  if (value.is(Kind::Date)) return midnight(value.date());
  return std::nullopt;
}

Value moved(const Value& value, const DaysDuration& by) {
  if (value.is(Kind::Time)) return add(value.time(), by);
  if (value.is(Kind::DateTime)) {
    const auto sum = add(value.date_time(), by);
    return sum ? Value(*sum) : Value();
  }
  const auto sum = add(DateTime{value.date(), {}}, by);
  return sum ? Value(sum->date) : Value();
}

Value moved(const Value& value, std::int64_t months) {
  const bool whole = value.is(Kind::Date);
  const auto date = add_months(whole ? value.date() : value.date_time().date, months);
  if (!date) return {};
  return whole ? Value(*date) : Value(DateTime{*date, value.date_time().time});
}

bool dated(const Value& value) { return value.is(Kind::Date) || value.is(Kind::DateTime); }

constexpr __int128 kMostNanos = static_cast<__int128>(INT64_MAX) * kNanosPerSecond;

Value days_value(__int128 nanos) {
  if (nanos > kMostNanos || nanos < -kMostNanos) return {};
  return DaysDuration{nanos};
}

Value months_value(__int128 months) {
  if (months > INT64_MAX / 16 || months < INT64_MIN / 16) return {};
  return MonthsDuration{static_cast<std::int64_t>(months)};
}

// Nanoseconds as a number of seconds and back; exact within 34 digits.
Decimal seconds_of(const DaysDuration& duration) {
  const auto whole = static_cast<std::int64_t>(duration.nanos / kNanosPerSecond);
  const auto rest = static_cast<std::int64_t>(duration.nanos % kNanosPerSecond);
  return Decimal(whole) + Decimal(rest) / Decimal(kNanosPerSecond);
}

Value days_from_seconds(const Decimal& seconds) {
  const Decimal nanos = (seconds * Decimal(kNanosPerSecond)).round(0, Decimal::Rounding::Down);
  const Decimal whole = (nanos / Decimal(kNanosPerSecond)).round(0, Decimal::Rounding::Down);
  const auto high = whole.to_int64();
  const auto low = (nanos - whole * Decimal(kNanosPerSecond)).to_int64();
  if (!high || !low) return {};
  return days_value(static_cast<__int128>(*high) * kNanosPerSecond + *low);
}

Value months_from(const Decimal& months) {
  const auto whole = months.round(0, Decimal::Rounding::Down).to_int64();
  return whole ? months_value(*whole) : Value();
}

}  // namespace

Value negate(const Value& a) {
  switch (a.kind()) {
    case Kind::Number:
      return -a.number();
    case Kind::DaysDuration:
      return DaysDuration{-a.days().nanos};
    case Kind::MonthsDuration:
      return MonthsDuration{-a.months().months};
    default:
      return {};
  }
}

Value add(const Value& a, const Value& b) {
  if (a.is(Kind::Number) && b.is(Kind::Number)) return a.number() + b.number();
  if (a.is(Kind::String) && b.is(Kind::String)) return a.string() + b.string();
  if (a.is(Kind::DaysDuration)) {
    if (b.is(Kind::DaysDuration)) return days_value(a.days().nanos + b.days().nanos);
    if (dated(b) || b.is(Kind::Time)) return moved(b, a.days());
  }
  if (a.is(Kind::MonthsDuration)) {
    if (b.is(Kind::MonthsDuration)) {
      return months_value(static_cast<__int128>(a.months().months) + b.months().months);
    }
    if (dated(b)) return moved(b, a.months().months);
  }
  if (b.is(Kind::DaysDuration) && (dated(a) || a.is(Kind::Time))) return moved(a, b.days());
  if (b.is(Kind::MonthsDuration) && dated(a)) return moved(a, b.months().months);
  return {};
}

Value Machine::plus(const Value& a, const Value& b) {
  const bool texts = a.is(Kind::String) && b.is(Kind::String);
  if (texts && !evaluation_.text(a.string().size() + b.string().size())) return {};
  return add(a, b);
}

Value subtract(const Value& a, const Value& b) {
  if (a.is(Kind::Number) && b.is(Kind::Number)) return a.number() - b.number();
  if (b.is(Kind::DaysDuration) || b.is(Kind::MonthsDuration)) {
    // A duration is taken from what it may be added to; from the other kind of duration, never.
    if (dated(a) || a.is(Kind::Time) || a.kind() == b.kind()) return add(a, negate(b));
    return {};
  }
  if (a.is(Kind::Time) && b.is(Kind::Time)) {
    const DateTime x{Date{}, a.time()};
    const DateTime y{Date{}, b.time()};
    if (offset_s(x).has_value() != offset_s(y).has_value()) return {};
    return days_value(instant(x) - instant(y));
  }
  const auto x = moment(a);
  const auto y = moment(b);
  if (!x || !y) return {};
  if (a.kind() == b.kind() || (offset_s(*x).has_value() && offset_s(*y).has_value())) {
    if (offset_s(*x).has_value() != offset_s(*y).has_value()) return {};
    return days_value(instant(*x) - instant(*y));
  }
  return {};
}

Value multiply(const Value& a, const Value& b) {
  if (a.is(Kind::Number) && b.is(Kind::Number)) return a.number() * b.number();
  if (a.is(Kind::Number) && !b.is(Kind::Number)) return b.null() ? Value() : multiply(b, a);
  if (!b.is(Kind::Number)) return {};
  if (a.is(Kind::DaysDuration)) return days_from_seconds(seconds_of(a.days()) * b.number());
  if (a.is(Kind::MonthsDuration)) return months_from(Decimal(a.months().months) * b.number());
  return {};
}

Value divide(const Value& a, const Value& b) {
  if (a.is(Kind::Number) && b.is(Kind::Number)) return a.number() / b.number();
  if (a.is(Kind::DaysDuration)) {
    if (b.is(Kind::DaysDuration)) return seconds_of(a.days()) / seconds_of(b.days());
    if (b.is(Kind::Number) && !b.number().zero()) {
      return days_from_seconds(seconds_of(a.days()) / b.number());
    }
  }
  if (a.is(Kind::MonthsDuration)) {
    if (b.is(Kind::MonthsDuration)) return Decimal(a.months().months) / Decimal(b.months().months);
    if (b.is(Kind::Number) && !b.number().zero()) {
      return months_from(Decimal(a.months().months) / b.number());
    }
  }
  return {};
}

}  // namespace dk::feel
