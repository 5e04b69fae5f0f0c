// Members: `context.name`, `date.year`, and so on over the items of a list.
#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

Value of_date(const Date& date, const std::string& name) {
  if (name == "year") return Value::number(date.year);
  if (name == "month") return Value::number(date.month);
  if (name == "day") return Value::number(date.day);
  if (name == "weekday") return Value::number(weekday(date));
  return {};
}

Value of_time(const Time& time, std::optional<std::int32_t> offset, const std::string& name) {
  const std::int64_t seconds = time.nano_of_day / kNanosPerSecond;
  if (name == "hour") return Value::number(seconds / 3600);
  if (name == "minute") return Value::number(seconds / 60 % 60);
  if (name == "second") {
    return Decimal(seconds % 60) +
           Decimal(time.nano_of_day % kNanosPerSecond) / Decimal(kNanosPerSecond);
  }
  if (name == "time offset") {
    if (!offset) return {};
    return DaysDuration{static_cast<__int128>(*offset) * kNanosPerSecond};
  }
  if (name == "timezone") {
    return time.zone.kind == Zone::Kind::Named ? Value(zone_name(time.zone)) : Value();
  }
  return {};
}

Value of_days(const DaysDuration& duration, const std::string& name) {
  const auto seconds = static_cast<std::int64_t>(duration.nanos / kNanosPerSecond);
  if (name == "days") return Value::number(seconds / 86'400);
  if (name == "hours") return Value::number(seconds / 3600 % 24);
  if (name == "minutes") return Value::number(seconds / 60 % 60);
  if (name == "seconds") {
    return Decimal(seconds % 60) +
           Decimal(static_cast<std::int64_t>(duration.nanos % kNanosPerSecond)) /
               Decimal(kNanosPerSecond);
  }
  return {};
}

Value of_range(const Range& range, const std::string& name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return !range.low_unbounded && range.low_included;
  if (name == "end included") return !range.high_unbounded && range.high_included;
  return {};
}

}  // namespace

Value member(const Value& value, const std::string& name) {
  switch (value.kind()) {
    case Kind::Context: {
      const Value* found = value.context().find(name);
      return found ? *found : Value();
    }
    case Kind::List: {
      List out;
      out.reserve(value.list().size());
      for (const Value& item : value.list()) out.push_back(member(item, name));
      return out;
    }
    case Kind::Date:
      return of_date(value.date(), name);
    case Kind::Time:
      return of_time(value.time(), offset_s(value.time()), name);
    case Kind::DateTime: {
      Value part = of_date(value.date_time().date, name);
      if (!part.null()) return part;
      return of_time(value.date_time().time, offset_s(value.date_time()), name);
    }
    case Kind::DaysDuration:
      return of_days(value.days(), name);
    case Kind::MonthsDuration:
      if (name == "years") return Value::number(value.months().months / 12);
      if (name == "months") return Value::number(value.months().months % 12);
      return {};
    case Kind::Range:
      return of_range(value.range(), name);
    default:
      return {};
  }
}

}  // namespace dk::feel
