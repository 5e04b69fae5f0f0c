#include "base/codes/mrz.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/codes/calendar.h"

namespace dk::codes {
namespace {

constexpr std::size_t kTd3Line = 44, kTd1Line = 30;
constexpr char kFiller = '<';

bool is_zone_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == kFiller;
}

// Without line ends and the spaces that some engines put between the lines.
std::string joined(std::string_view text) {
  std::string zone;
  if (text.size() > 3 * kTd3Line) return zone;
  std::ranges::copy_if(text, std::back_inserter(zone),
                       [](char c) { return c != '\r' && c != '\n' && c != ' ' && c != '\0'; });
  return zone;
}

bool has_shape(std::string_view zone) {
  if (zone.empty() || !std::ranges::all_of(zone, is_zone_letter)) return false;
  if (zone.size() == 2 * kTd3Line) return zone[0] == 'P';
  return zone.size() == 3 * kTd1Line && (zone[0] == 'A' || zone[0] == 'C' || zone[0] == 'I');
}

std::string without_fillers(std::string_view text) {
  const auto end = text.find_last_not_of(kFiller);
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

// "SURNAME<<GIVEN<NAMES<<<": what the fillers part is parted by spaces.
std::string name_of(std::string_view text) {
  std::string name;
  for (const char c : without_fillers(text)) {
    if (c != kFiller) {
      name += c;
    } else if (!name.empty() && name.back() != ' ') {
      name += ' ';
    }
  }
  return name;
}

bool checks(std::string_view text, char digit) { return mrz_check(text) == digit; }

// An empty field may have a filler for its digit.
bool checks_or_empty(std::string_view text, char digit) {
  return checks(text, digit) || (digit == kFiller && without_fillers(text).empty());
}

int sex_of(char letter) { return letter == 'M' ? 1 : letter == 'F' ? 2 : 9; }

// "740812" with the century that `fits`; empty for a day with fillers; nullopt: no such day.
template <class Fits>
std::optional<std::string> day_of(std::string_view digits, Fits fits) {
  if (digits.find(kFiller) != std::string_view::npos) return std::string();
  if (!all_digits(digits)) return std::nullopt;
  for (const char* century : {"20", "19"}) {
    std::string day = std::string(century) + std::string(digits.substr(0, 2)) + "-" +
                      std::string(digits.substr(2, 2)) + "-" + std::string(digits.substr(4, 2));
    if (parse_day(day) && fits(day)) return day;
  }
  return std::nullopt;
}

Status set_days(Mrz& mrz, std::string_view birth, std::string_view expiry, TimePoint today) {
  const std::string now = china_day(today);
  const int year = std::stoi(now.substr(0, 4));
  auto born = day_of(birth, [&](const std::string& day) { return day <= now; });
  auto ends = day_of(expiry, [&](const std::string& day) {
    constexpr int kReach = 50;
    const int of = std::stoi(day.substr(0, 4));
    return of >= year - kReach && of <= year + kReach;
  });
  if (!born || !ends) return fail(FailureCode::code_malformed, "a day that is none");
  mrz.birth = std::move(*born);
  mrz.expiry = std::move(*ends);
  return {};
}

Result<Mrz> parse_td3(std::string_view zone, TimePoint today) {
  const std::string_view first = zone.substr(0, kTd3Line), second = zone.substr(kTd3Line);
  const auto part = [&](std::size_t at, std::size_t count) { return second.substr(at, count); };
  const std::string composite =
      std::string(part(0, 10)) + std::string(part(13, 7)) + std::string(part(21, 22));
  if (!checks(part(0, 9), second[9]) || !checks(part(13, 6), second[19]) ||
      !checks(part(21, 6), second[27]) || !checks_or_empty(part(28, 14), second[42]) ||
      !checks(composite, second[43])) {
    return fail(FailureCode::citizen_number_invalid, "check digit");
  }
  Mrz mrz;
  mrz.type = without_fillers(first.substr(0, 2));
  mrz.issuer = without_fillers(first.substr(2, 3));
  mrz.name = name_of(first.substr(5));
  mrz.number = without_fillers(part(0, 9));
  mrz.nationality = without_fillers(part(10, 3));
  mrz.sex = sex_of(second[20]);
  DK_CHECK(set_days(mrz, part(13, 6), part(21, 6), today));
  return mrz;
}

// The number of TD1; empty when its check digit is wrong.
std::string td1_number(std::string_view first) {
  const std::string_view nine = first.substr(5, 9);
  if (first[14] != kFiller) return checks(nine, first[14]) ? without_fillers(nine) : std::string();
  // It goes on in the optional data up to the first filler; its last character there is the digit.
  const std::string_view optional = first.substr(15, 15);
  const std::string_view rest = optional.substr(0, optional.find(kFiller));
  if (rest.empty()) return {};
  const std::string number = std::string(nine) + std::string(rest.substr(0, rest.size() - 1));
  return checks(number, rest.back()) ? number : std::string();
}

Result<Mrz> parse_td1(std::string_view zone, TimePoint today) {
  const std::string_view first = zone.substr(0, kTd1Line);
  const std::string_view second = zone.substr(kTd1Line, kTd1Line);
  const std::string composite = std::string(first.substr(5)) + std::string(second.substr(0, 7)) +
                                std::string(second.substr(8, 7)) +
                                std::string(second.substr(18, 11));
  Mrz mrz;
  mrz.number = td1_number(first);
  if (mrz.number.empty() || !checks(second.substr(0, 6), second[6]) ||
      !checks(second.substr(8, 6), second[14]) || !checks(composite, second[29])) {
    return fail(FailureCode::citizen_number_invalid, "check digit");
  }
  mrz.type = without_fillers(first.substr(0, 2));
  mrz.issuer = without_fillers(first.substr(2, 3));
  mrz.nationality = without_fillers(second.substr(15, 3));
  mrz.sex = sex_of(second[7]);
  mrz.name = name_of(zone.substr(2 * kTd1Line));
  DK_CHECK(set_days(mrz, second.substr(0, 6), second.substr(8, 6), today));
  return mrz;
}

}  // namespace

char mrz_check(std::string_view text) {
  constexpr std::array kWeights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_zone_letter(c)) return '?';
    const int value = c == kFiller ? 0 : c >= 'A' ? c - 'A' + 10 : c - '0';
    sum += value * kWeights[i % kWeights.size()];
  }
  return static_cast<char>('0' + sum % 10);
}

bool looks_like_mrz(std::string_view text) { return has_shape(joined(text)); }

Result<Mrz> parse_mrz(std::string_view text, TimePoint today) {
  const std::string zone = joined(text);
  if (!has_shape(zone)) return fail(FailureCode::code_malformed, "no machine readable zone");
  return zone.size() == 2 * kTd3Line ? parse_td3(zone, today) : parse_td1(zone, today);
}

}  // namespace dk::codes
