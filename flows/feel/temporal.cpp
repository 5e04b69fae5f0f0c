#include "flows/feel/temporal.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace dk::feel {

namespace {

struct NamedZone {
  std::string name;
  std::unique_ptr<icu::TimeZone> zone;
};
// Zones are few and never forgotten; a pointer stays good while the list grows.
struct Zones {
  std::mutex mutex;
  std::vector<std::unique_ptr<NamedZone>> list;
};
Zones& zones() {
  static Zones all;
  return all;
}

const NamedZone& zone_at(std::uint16_t index) {
  Zones& all = zones();
  const std::lock_guard lock(all.mutex);
  return *all.list.at(index);
}

std::int32_t zone_offset_s(const Zone& zone, double wall_ms) {
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  zone_at(zone.name).zone->getOffset(wall_ms, true, raw, saving, error);
  return U_FAILURE(error) ? 0 : (raw + saving) / 1000;
}

}  // namespace

std::optional<Zone> named_zone(std::string_view name) {
  if (name.empty() || name.size() > 64) return std::nullopt;
  Zones& all = zones();
  const std::lock_guard lock(all.mutex);
  Zone zone{.kind = Zone::Kind::Named};
  for (std::size_t i = 0; i < all.list.size(); ++i) {
    if (all.list[i]->name == name) {
      zone.name = static_cast<std::uint16_t>(i);
      return zone;
    }
  }
  const auto id = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  std::unique_ptr<icu::TimeZone> made(icu::TimeZone::createTimeZone(id));
  // ICU answers "unknown zone" and accepts own forms such as GMT+1: only ids of the database.
  icu::UnicodeString canonical;
  UBool is_system = false;
  UErrorCode error = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(id, canonical, is_system, error);
  if (!made || U_FAILURE(error) || !is_system || *made == icu::TimeZone::getUnknown()) {
    return std::nullopt;
  }
  if (all.list.size() >= 4096) return std::nullopt;  // more than there are
  zone.name = static_cast<std::uint16_t>(all.list.size());
  all.list.push_back(std::make_unique<NamedZone>(NamedZone{std::string(name), std::move(made)}));
  return zone;
}

const std::string& zone_name(const Zone& zone) { return zone_at(zone.name).name; }

int days_in_month(std::int64_t year, int month) {
  static constexpr int kDays[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -kMaxYear || year > kMaxYear || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  if (day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

// Days and civil dates: a year that begins in March puts the leap day last.
std::int64_t days_from_epoch(const Date& date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t shifted = (date.month + 9) % 12;
  const std::int64_t day_of_shifted_year = (153 * shifted + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_shifted_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> date_from_epoch(std::int64_t days) {
  if (days < -366 * std::int64_t{1'000'000'000} || days > 366 * std::int64_t{1'000'000'000}) {
    return std::nullopt;
  }
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return make_date(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

int weekday(const Date& date) {
  const std::int64_t days = days_from_epoch(date);  // 1970-01-01 was a Thursday
  return static_cast<int>(((days + 3) % 7 + 7) % 7) + 1;
}

int day_of_year(const Date& date) {
  return static_cast<int>(days_from_epoch(date) - days_from_epoch({date.year, 1, 1})) + 1;
}

int week_of_year(const Date& date) {
  // The week belongs to the year of its Thursday.
  const std::int64_t thursday = days_from_epoch(date) - weekday(date) + 4;
  const auto day = date_from_epoch(thursday);
  return day ? (day_of_year(*day) - 1) / 7 + 1 : 1;
}

std::optional<std::int32_t> offset_s(const DateTime& value) {
  switch (value.time.zone.kind) {
    case Zone::Kind::Local:
      return std::nullopt;
    case Zone::Kind::Offset:
      return value.time.zone.offset_s;
    case Zone::Kind::Named:
      break;
  }
  const double wall_ms = static_cast<double>(days_from_epoch(value.date)) * 86'400'000.0 +
                         static_cast<double>(value.time.nano_of_day / 1'000'000);
  return zone_offset_s(value.time.zone, wall_ms);
}

std::optional<std::int32_t> offset_s(const Time& value) {
  return offset_s(DateTime{Date{}, value});
}

__int128 instant(const DateTime& value) {
  return static_cast<__int128>(days_from_epoch(value.date)) * kNanosPerDay +
         value.time.nano_of_day -
         static_cast<__int128>(offset_s(value).value_or(0)) * kNanosPerSecond;
}

std::optional<Date> add_months(const Date& date, std::int64_t months) {
  constexpr std::int64_t kMost = 24'000'000'000;
  if (months > kMost || months < -kMost) return std::nullopt;
  const std::int64_t total = std::int64_t{date.year} * 12 + date.month - 1 + months;
  const std::int64_t year = total >= 0 ? total / 12 : (total - 11) / 12;
  const auto month = static_cast<int>(total - year * 12) + 1;
  return make_date(year, month, std::min<std::int64_t>(date.day, days_in_month(year, month)));
}

std::optional<DateTime> add(const DateTime& value, const DaysDuration& duration) {
  const __int128 wall = static_cast<__int128>(days_from_epoch(value.date)) * kNanosPerDay +
                        value.time.nano_of_day + duration.nanos;
  __int128 days = wall / kNanosPerDay;
  __int128 rest = wall % kNanosPerDay;
  if (rest < 0) {
    rest += kNanosPerDay;
    --days;
  }
  if (days > INT64_MAX / 2 || days < INT64_MIN / 2) return std::nullopt;
  const auto date = date_from_epoch(static_cast<std::int64_t>(days));
  if (!date) return std::nullopt;
  return DateTime{*date, {static_cast<std::int64_t>(rest), value.time.zone}};
}

Time add(const Time& value, const DaysDuration& duration) {
  __int128 nanos = (value.nano_of_day + duration.nanos) % kNanosPerDay;
  if (nanos < 0) nanos += kNanosPerDay;
  return {static_cast<std::int64_t>(nanos), value.zone};
}

std::int64_t months_between(const Date& from, const Date& to) {
  const std::int64_t months = (std::int64_t{to.year} - from.year) * 12 + (to.month - from.month);
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}

}  // namespace dk::feel
