// Dates, times, durations (10.3.4.1, 10.3.4.7, 10.3.4.8).
#include "flows/feel/builtins.h"

namespace dk::feel {

namespace {

std::optional<std::int64_t> whole(const Value& value) {
  const Value& number = single(value);
  return number.is(Kind::Number) ? number.number().to_int64() : std::nullopt;
}

Value date(Evaluation&, Arguments arguments) {
  if (arguments.size() == 3) {
    const auto year = whole(arguments[0]);
    const auto month = whole(arguments[1]);
    const auto day = whole(arguments[2]);
    if (!year || !month || !day) return {};
    const auto made = make_date(*year, *month, *day);
    return made ? Value(*made) : Value();
  }
  const Value& from = single(arguments[0]);
  if (from.is(Kind::Date)) return from;
  if (from.is(Kind::DateTime)) return from.date_time().date;
  if (!from.is(Kind::String)) return {};
  const auto parsed = parse_date(from.string());
  return parsed ? Value(*parsed) : Value();
}

Value time_from_parts(const List& arguments) {
  const auto hour = whole(arguments[0]);
  const auto minute = whole(arguments[1]);
  const Value& second = single(arguments[2]);
  if (!hour || !minute || !second.is(Kind::Number)) return {};
  const auto nanos =
      (second.number() * Decimal(kNanosPerSecond)).round(0, Decimal::Rounding::Down).to_int64();
  if (!nanos || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || *nanos < 0 ||
      *nanos >= 60 * kNanosPerSecond) {
    return {};
  }
  Time time{(*hour * 3600 + *minute * 60) * kNanosPerSecond + *nanos, {}};
  if (const Value& offset = single(argument(arguments, 3)); !offset.null()) {
    if (!offset.is(Kind::DaysDuration)) return {};
    const auto seconds = static_cast<std::int64_t>(offset.days().nanos / kNanosPerSecond);
    if (seconds > 18 * 3600 || seconds < -18 * 3600) return {};
    time.zone = {.kind = Zone::Kind::Offset, .offset_s = static_cast<std::int32_t>(seconds)};
  }
  return time;
}

Value time(Evaluation&, Arguments arguments) {
  if (arguments.size() >= 3) return time_from_parts(arguments);
  if (arguments.size() != 1) return {};
  const Value& from = single(arguments[0]);
  if (from.is(Kind::Time)) return from;
  if (from.is(Kind::DateTime)) return from.date_time().time;
  if (from.is(Kind::Date)) return Time{0, Zone{.kind = Zone::Kind::Offset}};
  if (!from.is(Kind::String)) return {};
  const auto parsed = parse_time(from.string());
  return parsed ? Value(*parsed) : Value();
}

Value date_and_time(Evaluation&, Arguments arguments) {
  if (arguments.size() == 2) {
    const Value& day = single(arguments[0]);
    const Value& time_of_day = single(arguments[1]);
    if (!time_of_day.is(Kind::Time)) return {};
    if (day.is(Kind::Date)) return DateTime{day.date(), time_of_day.time()};
    if (day.is(Kind::DateTime)) return DateTime{day.date_time().date, time_of_day.time()};
    return {};
  }
  const Value& from = single(arguments[0]);
  if (from.is(Kind::DateTime)) return from;
  if (from.is(Kind::Date)) return DateTime{from.date(), {0, Zone{.kind = Zone::Kind::Offset}}};
  if (!from.is(Kind::String)) return {};
  if (const auto parsed = parse_date_time(from.string())) return *parsed;
  const auto day = parse_date(from.string());
  return day ? Value(DateTime{*day, {}}) : Value();
}

Value duration(Evaluation&, Arguments arguments) {
  const Value& from = single(arguments[0]);
  if (from.is(Kind::DaysDuration) || from.is(Kind::MonthsDuration)) return from;
  if (!from.is(Kind::String)) return {};
  if (const auto months = parse_months_duration(from.string())) return *months;
  const auto days = parse_days_duration(from.string());
  return days ? Value(*days) : Value();
}

std::optional<DateTime> moment(const Value& value) {
  const Value& only = single(value);
  if (only.is(Kind::DateTime)) return only.date_time();
  if (only.is(Kind::Date)) return DateTime{only.date(), {}};
  return std::nullopt;
}

Value years_and_months(Evaluation&, Arguments arguments) {
  const auto from = moment(arguments[0]);
  const auto to = moment(arguments[1]);
  if (!from || !to) return {};
  return MonthsDuration{months_between(from->date, to->date)};
}

std::optional<Date> day_of(const List& arguments) {
  const auto at = moment(arguments[0]);
  return at ? std::optional(at->date) : std::nullopt;
}

Value day_of_year_of(Evaluation&, Arguments arguments) {
  const auto day = day_of(arguments);
  return day ? Value::number(day_of_year(*day)) : Value();
}
Value week_of_year_of(Evaluation&, Arguments arguments) {
  const auto day = day_of(arguments);
  return day ? Value::number(week_of_year(*day)) : Value();
}
Value day_of_week(Evaluation&, Arguments arguments) {
  static constexpr const char* kNames[]{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
  const auto day = day_of(arguments);
  return day ? Value(std::string(kNames[weekday(*day) - 1])) : Value();
}
Value month_of_year(Evaluation&, Arguments arguments) {
  static constexpr const char* kNames[]{"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
  const auto day = day_of(arguments);
  return day ? Value(std::string(kNames[day->month - 1])) : Value();
}

Value now(Evaluation& evaluation, Arguments) { return evaluation.now(); }
Value today(Evaluation& evaluation, Arguments) { return evaluation.now().date; }

}  // namespace

const std::vector<Builtin>& temporal_builtins() {
  static const std::vector<Builtin> all{
      {"date", {"from", "year, month, day"}, date},
      {"time", {"from", "hour, minute, second, offset?"}, time},
      {"date and time", {"from", "date, time"}, date_and_time},
      {"duration", {"from"}, duration},
      {"years and months duration", {"from, to"}, years_and_months},
      {"day of year", {"date"}, day_of_year_of},
      {"day of week", {"date"}, day_of_week},
      {"month of year", {"date"}, month_of_year},
      {"week of year", {"date"}, week_of_year_of},
      {"now", {""}, now},
      {"today", {""}, today}};
  return all;
}

}  // namespace dk::feel
