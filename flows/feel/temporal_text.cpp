// The lexical forms of dates, times and durations.
#include <cstdio>

#include "flows/feel/temporal.h"

namespace dk::feel {

namespace {

struct Reader {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] bool done() const { return at == text.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text[at]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at;
    return true;
  }
  // Between `least` and `most` digits.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::int64_t value = 0;
    std::size_t count = 0;
    while (count < most && peek() >= '0' && peek() <= '9') {
      value = value * 10 + (text[at++] - '0');
      ++count;
    }
    if (count < least) return std::nullopt;
    return value;
  }
};

std::optional<Date> read_date(Reader& in) {
  const bool negative = in.take('-');
  const std::size_t start = in.at;
  const auto year = in.digits(4, 9);
  if (!year || (in.at - start > 4 && in.text[start] == '0')) return std::nullopt;
  if (!in.take('-')) return std::nullopt;
  const auto month = in.digits(2, 2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.digits(2, 2);
  if (!day) return std::nullopt;
  return make_date(negative ? -*year : *year, *month, *day);
}

std::optional<Zone> read_zone(Reader& in) {
  if (in.done()) return Zone{};
  if (in.take('Z') || in.take('z')) return Zone{.kind = Zone::Kind::Offset};
  if (in.take('@')) {
    auto zone = named_zone(in.text.substr(in.at));
    in.at = in.text.size();
    return zone;
  }
  const bool west = in.peek() == '-';
  if (!in.take('+') && !in.take('-')) return std::nullopt;
  const auto hours = in.digits(2, 2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.digits(2, 2);
  std::optional<std::int64_t> seconds = 0;
  if (in.take(':')) seconds = in.digits(2, 2);
  if (!minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  const std::int64_t total = *hours * 3600 + *minutes * 60 + *seconds;
  if (total > 18 * 3600) return std::nullopt;
  return Zone{.kind = Zone::Kind::Offset,
              .offset_s = static_cast<std::int32_t>(west ? -total : total)};
}

std::optional<std::int64_t> read_fraction(Reader& in) {
  if (!in.take('.')) return 0;
  std::int64_t nanos = 0;
  int count = 0;
  for (; in.peek() >= '0' && in.peek() <= '9'; ++in.at, ++count) {
    if (count < 9) nanos = nanos * 10 + (in.peek() - '0');
  }
  if (count == 0) return std::nullopt;
  for (; count < 9; ++count) nanos *= 10;
  return nanos;
}

std::optional<Time> read_time(Reader& in) {
  const auto hour = in.digits(2, 2);
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.digits(2, 2);
  if (!minute || !in.take(':')) return std::nullopt;
  const auto second = in.digits(2, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const auto nanos = read_fraction(in);
  if (!nanos) return std::nullopt;
  const auto zone = read_zone(in);
  if (!zone) return std::nullopt;
  return Time{(*hour * 3600 + *minute * 60 + *second) * kNanosPerSecond + *nanos, *zone};
}

std::string date_text(const Date& date) {
  char buffer[32];
  const bool negative = date.year < 0;
  std::snprintf(buffer, sizeof buffer, "%s%04d-%02d-%02d", negative ? "-" : "",
                negative ? -date.year : date.year, date.month, date.day);
  return buffer;
}

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return {};
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, ".%09lld", static_cast<long long>(nanos));
  std::string text(buffer);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string zone_text(const Zone& zone) {
  if (zone.kind == Zone::Kind::Local) return {};
  if (zone.kind == Zone::Kind::Named) return "@" + zone_name(zone);
  if (zone.offset_s == 0) return "Z";
  const std::int32_t total = zone.offset_s < 0 ? -zone.offset_s : zone.offset_s;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", zone.offset_s < 0 ? '-' : '+', total / 3600,
                total / 60 % 60);
  std::string text(buffer);
  if (total % 60 != 0) {
    std::snprintf(buffer, sizeof buffer, ":%02d", total % 60);
    text += buffer;
  }
  return text;
}

std::string number_text(__int128 number) {
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number != 0);
  return text;
}

// "12Y": the number and its letter, when the letter is the one asked for.
std::optional<std::int64_t> part(Reader& in, char letter) {
  const std::size_t start = in.at;
  const auto number = in.digits(1, 18);
  if (number && in.take(letter)) return number;
  in.at = start;
  return std::nullopt;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Reader in{text};
  const auto date = read_date(in);
  return date && in.done() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  Reader in{text};
  in.take('T');
  const auto time = read_time(in);
  return time && in.done() ? time : std::nullopt;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in{text};
  const auto date = read_date(in);
  if (!date || !in.take('T')) return std::nullopt;
  // XML Schema's "24:00:00" is the next day's midnight.
  const bool end_of_day = text.substr(in.at, 8) == "24:00:00";
  std::string whole;
  if (end_of_day) {
    whole = "00:00:00" + std::string(text.substr(in.at + 8));
    in = Reader{whole};
  }
  const auto time = read_time(in);
  if (!time || !in.done()) return std::nullopt;
  DateTime moment{*date, *time};
  return end_of_day ? add(moment, DaysDuration{kNanosPerDay}) : moment;
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  const auto years = part(in, 'Y');
  const auto months = part(in, 'M');
  if ((!years && !months) || !in.done()) return std::nullopt;
  const __int128 total = static_cast<__int128>(years.value_or(0)) * 12 + months.value_or(0);
  if (total > INT64_MAX / 16) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(total);
  return MonthsDuration{negative ? -whole : whole};
}

std::optional<DaysDuration> parse_days_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  const auto days = part(in, 'D');
  __int128 seconds = static_cast<__int128>(days.value_or(0)) * 86'400;
  std::int64_t nanos = 0;
  bool any = days.has_value();
  if (in.take('T')) {
    bool time = false;
    if (const auto hours = part(in, 'H'))
      seconds += static_cast<__int128>(*hours) * 3600, time = true;
    if (const auto minutes = part(in, 'M'))
      seconds += static_cast<__int128>(*minutes) * 60, time = true;
    if (!in.done()) {
      const auto whole = in.digits(1, 18);
      const bool bare_point = in.text.substr(in.at) == ".S";  // "PT0.S", as XML Schema has it
      if (bare_point) in.take('.');
      const auto fraction = read_fraction(in);
      if (!whole || !fraction || !in.take('S')) return std::nullopt;
      seconds += *whole;
      nanos = *fraction;
      time = true;
    }
    if (!time) return std::nullopt;
    any = true;
  }
  if (!any || !in.done()) return std::nullopt;
  const __int128 total = seconds * kNanosPerSecond + nanos;
  return DaysDuration{negative ? -total : total};
}

std::string to_string(const Date& value) { return date_text(value); }

std::string to_string(const Time& value) {
  char buffer[16];
  const std::int64_t seconds = value.nano_of_day / kNanosPerSecond;
  std::snprintf(buffer, sizeof buffer, "%02d:%02d:%02d", static_cast<int>(seconds / 3600) % 24,
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return buffer + fraction_text(value.nano_of_day % kNanosPerSecond) + zone_text(value.zone);
}

std::string to_string(const DateTime& value) {
  return date_text(value.date) + "T" + to_string(value.time);
}

std::string to_string(const DaysDuration& value) {
  if (value.nanos == 0) return "PT0S";
  const __int128 total = value.nanos < 0 ? -value.nanos : value.nanos;
  const __int128 seconds = total / kNanosPerSecond;
  const auto nanos = static_cast<std::int64_t>(total % kNanosPerSecond);
  std::string text = value.nanos < 0 ? "-P" : "P";
  if (seconds >= 86'400) text += number_text(seconds / 86'400) + "D";
  const auto rest = static_cast<std::int64_t>(seconds % 86'400);
  if (rest == 0 && nanos == 0) return text;
  text += "T";
  if (rest >= 3600) text += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) text += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || nanos != 0) text += std::to_string(rest % 60) + fraction_text(nanos) + "S";
  return text;
}

std::string to_string(const MonthsDuration& value) {
  if (value.months == 0) return "P0M";
  const std::int64_t total = value.months < 0 ? -value.months : value.months;
  std::string text = value.months < 0 ? "-P" : "P";
  if (total >= 12) text += std::to_string(total / 12) + "Y";
  if (total % 12 != 0) text += std::to_string(total % 12) + "M";
  return text;
}

}  // namespace dk::feel
