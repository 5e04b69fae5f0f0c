#include "i18n/format.h"

#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <utility>

#include "i18n/letters.h"
#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

bool is_chinese(std::string_view language) { return language.starts_with("zh-"); }

// English as the district writes it: day before month.
icu::Locale locale_of(std::string_view language) {
  if (language == "zh-CN") return {"zh", "CN"};
  if (language == "zh-HK") return {"zh", "HK"};
  return {"en", "GB"};
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string digits_of(std::int64_t value, int decimals, std::string_view language) {
  UErrorCode error = U_ZERO_ERROR;
  const auto text = icu::number::NumberFormatter::withLocale(locale_of(language))
                        .scale(icu::number::Scale::powerOfTen(-decimals))
                        .precision(icu::number::Precision::fixedFraction(decimals))
                        .formatInt(value, error)
                        .toString(error);
  return U_SUCCESS(error) ? utf8_of(text) : std::to_string(value);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Nothing when ICU's data are not there. A formatter is not for two threads at once.
const icu::SimpleDateFormat* date_format(std::string_view language) {
  thread_local std::map<std::string, std::unique_ptr<icu::SimpleDateFormat>, std::less<>> made;
  if (const auto known = made.find(language); known != made.end()) return known->second.get();
  const auto locale = locale_of(language);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, error));
  if (U_FAILURE(error)) return nullptr;
  auto format = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern("yMMMMd", error),
                                                        locale, error);
  if (U_FAILURE(error)) return nullptr;
  format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  return made.emplace(language, std::move(format)).first->second.get();
}

}  // namespace

std::string format_name(std::string_view family, std::string_view given,
                        std::string_view language) {
  family = trimmed(family);
  given = trimmed(given);
  const std::string together = std::string(family) + std::string(given);
  if (family.empty() || given.empty()) return together;
  if (std::ranges::any_of(to_utf32(together), is_han)) return together;
  const bool family_first = is_chinese(language);
  return std::string(family_first ? family : given) + ' ' +
         std::string(family_first ? given : family);
}

std::string format_date(std::chrono::year_month_day day, std::string_view language) {
  if (!day.ok()) return {};
  if (const icu::SimpleDateFormat* format = date_format(language)) {
    icu::UnicodeString text;
    const auto midnight = std::chrono::sys_days(day).time_since_epoch();
    format->format(static_cast<UDate>(std::chrono::milliseconds(midnight).count()), text);
    return utf8_of(text);
  }
  return std::to_string(static_cast<int>(day.year())) + '-' +
         std::to_string(static_cast<unsigned>(day.month())) + '-' +
         std::to_string(static_cast<unsigned>(day.day()));
}

std::string format_day(std::string_view text, std::string_view language) {
  const auto number = [text](std::size_t at, std::size_t digits) {
    int value = -1;
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + digits, value);
    return error == std::errc() && end == first + digits ? value : -1;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::string(text);
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::string(text);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? format_date(date, language) : std::string(text);
}

std::string format_date(TimePoint at, std::string_view language) {
  const auto china = at + std::chrono::hours(8);
  return format_date(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(china)),
                     language);
}

std::string format_money(std::int64_t fen, std::string_view language) {
  const bool whole = fen % 100 == 0;
  const auto digits = whole ? digits_of(fen / 100, 0, language) : digits_of(fen, 2, language);
  // tidy: data
  return is_chinese(language) ? digits + "元" : "CNY " + digits;
}

std::string format_number(std::int64_t value, std::string_view language) {
  return digits_of(value, 0, language);
}

}  // namespace dk::i18n
