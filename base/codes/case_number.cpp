#include "base/codes/case_number.h"

#include <cstdint>

#include "base/codes/calendar.h"

namespace dk::codes {

namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
constexpr std::uint64_t kBase = kAlphabet.size();
static_assert(kBase == 29);
constexpr std::string_view kPrefix = "LH";
constexpr std::size_t kDayDigits = 6;
constexpr std::size_t kGroup = 5;
constexpr std::size_t kSize = 2 + kDayDigits + 1 + kGroup + 1 + kGroup;

// Of the day's digits and the characters before the check character.
char check_of(std::string_view day, std::string_view characters) {
  std::uint64_t sum = 0;
  std::uint64_t weight = 1;
  for (const char c : day) sum += weight++ * static_cast<std::uint64_t>(c - '0');
  for (const char c : characters) sum += weight++ * kAlphabet.find(c);
  return kAlphabet[sum % kBase];
}

}  // namespace

std::string make_case_number(const Uuid& case_id, TimePoint at) {
  const std::string date = china_day(at);  // "2022-11-18"
  const std::string day = date.substr(2, 2) + date.substr(5, 2) + date.substr(8, 2);
  // rand_b of RFC 9562: 62 random bits after the variant.
  std::uint64_t random = 0;
  for (std::size_t i = 8; i < 16; ++i) random = random << 8 | case_id.bytes[i];
  random &= (std::uint64_t{1} << 62) - 1;
  std::string characters;
  for (std::size_t i = 0; i < 2 * kGroup - 1; ++i) {
    characters += kAlphabet[random % kBase];
    random /= kBase;
  }
  characters += check_of(day, characters);
  return std::string(kPrefix) + day + '-' + characters.substr(0, kGroup) + '-' +
         characters.substr(kGroup);
}

bool is_case_number(std::string_view text) {
  if (text.size() != kSize || !text.starts_with(kPrefix)) return false;
  const std::string_view day = text.substr(kPrefix.size(), kDayDigits);
  if (text[8] != '-' || text[8 + 1 + kGroup] != '-' || !all_digits(day)) return false;
  const std::string date = "20" + std::string(day.substr(0, 2)) + '-' +
                           std::string(day.substr(2, 2)) + '-' + std::string(day.substr(4));
  if (!parse_day(date)) return false;
  const std::string characters =
      std::string(text.substr(9, kGroup)) + std::string(text.substr(10 + kGroup));
  if (characters.find_first_not_of(kAlphabet) != std::string::npos) return false;
  return check_of(day, std::string_view(characters).substr(0, 2 * kGroup - 1)) == characters.back();
}

}  // namespace dk::codes
