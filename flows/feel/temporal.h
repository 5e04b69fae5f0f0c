// FEEL's dates, times and durations (DMN 1.5 clause 10.3.2.3.4 to 10.3.2.3.8; the lexical forms are
// XML Schema's and ISO 8601's, a named zone follows '@').
//
// Plain values; any thread. A text that is not exactly one of the forms, or names a day that does
// not exist, is no value (empty). Years -999,999,999 to 999,999,999; nanoseconds; offsets up to 18
// hours. Zone rules come from ICU's data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dk::feel {

struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  bool operator==(const Date&) const = default;
  auto operator<=>(const Date&) const = default;
};

struct Zone {
  enum class Kind : std::uint8_t { Local, Offset, Named } kind = Kind::Local;
  std::uint16_t name = 0;     // Named: index of zone_name()
  std::int32_t offset_s = 0;  // Offset: east of UTC
  bool operator==(const Zone&) const = default;
};

struct Time {
  std::int64_t nano_of_day = 0;
  Zone zone;
};
struct DateTime {
  Date date;
  Time time;
};
struct DaysDuration {
  __int128 nanos = 0;
};
struct MonthsDuration {
  std::int64_t months = 0;
};

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kNanosPerDay = 86'400 * kNanosPerSecond;
inline constexpr std::int32_t kMaxYear = 999'999'999;

[[nodiscard]] std::optional<Date> make_date(std::int64_t year, std::int64_t month,
                                            std::int64_t day);
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);
[[nodiscard]] std::optional<DaysDuration> parse_days_duration(std::string_view text);
[[nodiscard]] std::optional<MonthsDuration> parse_months_duration(std::string_view text);
// "Asia/Shanghai"; empty when ICU does not know it.
[[nodiscard]] std::optional<Zone> named_zone(std::string_view name);
[[nodiscard]] const std::string& zone_name(const Zone& zone);

[[nodiscard]] std::string to_string(const Date& value);
[[nodiscard]] std::string to_string(const Time& value);
[[nodiscard]] std::string to_string(const DateTime& value);
[[nodiscard]] std::string to_string(const DaysDuration& value);
[[nodiscard]] std::string to_string(const MonthsDuration& value);

[[nodiscard]] std::int64_t days_from_epoch(const Date& date);
[[nodiscard]] std::optional<Date> date_from_epoch(std::int64_t days);
[[nodiscard]] int days_in_month(std::int64_t year, int month);
[[nodiscard]] int weekday(const Date& date);  // Monday is 1
[[nodiscard]] int day_of_year(const Date& date);
[[nodiscard]] int week_of_year(const Date& date);  // ISO 8601

// East of UTC at that moment of the wall clock; empty for a local time.
[[nodiscard]] std::optional<std::int32_t> offset_s(const DateTime& value);
// A time alone has no day: a named zone answers for 1970-01-01.
[[nodiscard]] std::optional<std::int32_t> offset_s(const Time& value);
// Nanoseconds since the epoch; a local one as if it were UTC.
[[nodiscard]] __int128 instant(const DateTime& value);

// The day is clipped to the month's last one: 01-31 plus one month is 02-28.
[[nodiscard]] std::optional<Date> add_months(const Date& date, std::int64_t months);
[[nodiscard]] std::optional<DateTime> add(const DateTime& value, const DaysDuration& duration);
[[nodiscard]] Time add(const Time& value, const DaysDuration& duration);
// Whole months from `from` to `to`, towards zero.
[[nodiscard]] std::int64_t months_between(const Date& from, const Date& to);

}  // namespace dk::feel
