#include "base/clock.h"

#include <fmt/format.h>

#include <algorithm>

namespace dk {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr TimePoint kFirst{sys_days{std::chrono::year{0} / 1 / 1}};
constexpr TimePoint kLast{sys_days{std::chrono::year{9999} / 12 / 31} + days{1} - Milliseconds{1}};

std::string day_text(sys_days day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// Reads a text from the left; every step says whether the text had what was asked for.
class Reader {
 public:
  explicit Reader(std::string_view text) : left_(text) {}
  bool digits(std::size_t count, int& value) {
    if (left_.size() < count) return false;
    value = 0;
    for (const char c : left_.substr(0, count)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    left_.remove_prefix(count);
    return true;
  }
  bool one_of(std::string_view set, char& found) {
    if (left_.empty() || set.find(left_.front()) == std::string_view::npos) return false;
    found = left_.front();
    left_.remove_prefix(1);
    return true;
  }
  bool one_of(std::string_view set) {
    char ignored = 0;
    return one_of(set, ignored);
  }
  // 1 to 9 digits of a second's fraction, cut to milliseconds.
  bool fraction(int& milliseconds) {
    int weight = 100;
    int count = 0;
    milliseconds = 0;
    for (int digit = 0; digits(1, digit); ++count, weight /= 10) milliseconds += digit * weight;
    return count >= 1 && count <= 9;
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

}  // namespace

TimePoint SystemClock::now() const { return floor<Milliseconds>(std::chrono::system_clock::now()); }
Milliseconds SystemClock::steady() const {
  return floor<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

// Counted on the steady clock: a correction of the wall clock does not move a chosen time.
OffsetClock::OffsetClock(TimePoint start)
    : offset_(start.time_since_epoch() - SystemClock().steady()) {}
TimePoint OffsetClock::now() const { return TimePoint(SystemClock().steady() + offset_); }
Milliseconds OffsetClock::steady() const { return SystemClock().steady(); }

TimePoint SimulatedClock::now() const { return from_unix_ms(now_ms_.load()); }
Milliseconds SimulatedClock::steady() const { return Milliseconds(steady_ms_.load()); }
void SimulatedClock::advance(Milliseconds by) {
  now_ms_ += by.count();
  steady_ms_ += by.count();
}
void SimulatedClock::set(TimePoint to) { now_ms_ = to.time_since_epoch().count(); }

std::string to_rfc3339(TimePoint at) {
  at = std::clamp(at, kFirst, kLast);  // The format has four digits for the year.
  const sys_days day = floor<days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", day_text(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<TimePoint> from_rfc3339(std::string_view text) {
  Reader reader(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0;
  if (!reader.digits(4, year) || !reader.one_of("-") || !reader.digits(2, month) ||
      !reader.one_of("-") || !reader.digits(2, day) || !reader.one_of("Tt") ||
      !reader.digits(2, hour) || !reader.one_of(":") || !reader.digits(2, minute) ||
      !reader.one_of(":") || !reader.digits(2, second)) {
    return std::nullopt;
  }
  if (reader.one_of(".") && !reader.fraction(millisecond)) return std::nullopt;
  char zone = 0;
  int offset_hours = 0, offset_minutes = 0;
  if (!reader.one_of("Zz+-", zone)) return std::nullopt;
  if ((zone == '+' || zone == '-') && (!reader.digits(2, offset_hours) || !reader.one_of(":") ||
                                       !reader.digits(2, offset_minutes))) {
    return std::nullopt;
  }
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!reader.at_end() || !date.ok() || hour > 23 || minute > 59 || second > 60 ||
      offset_hours > 23 || offset_minutes > 59) {
    return std::nullopt;
  }
  const auto offset = std::chrono::hours{offset_hours} + std::chrono::minutes{offset_minutes};
  const TimePoint local = TimePoint{sys_days{date}} + std::chrono::hours{hour} +
                          std::chrono::minutes{minute} + std::chrono::seconds{second};
  const TimePoint utc = zone == '-' ? local + offset : local - offset;
  if (second == 60) {
    // A leap second stands only at the end of a UTC day; Unix time shows it as the next midnight.
    if (utc != TimePoint{floor<days>(utc)}) return std::nullopt;
    millisecond = 0;
  }
  return utc + Milliseconds{millisecond};
}

std::string china_day(TimePoint at) {
  return day_text(
      floor<days>(std::clamp(at, kFirst, kLast - std::chrono::hours{8}) + std::chrono::hours{8}));
}

}  // namespace dk
