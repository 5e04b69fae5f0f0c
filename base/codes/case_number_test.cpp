#include "base/codes/case_number.h"

#include <gtest/gtest.h>

#include <set>

#include "base/random.h"

namespace dk::codes {
namespace {

const TimePoint kT1 = *from_rfc3339("2022-11-18T10:00:00+08:00");
const Uuid kCase = *uuid_from_string("01848c2e-7c00-7abc-8def-0123456789ab");

TEST(CaseNumber, the_same_case_has_the_same_number_everywhere) {
  EXPECT_EQ(make_case_number(kCase, kT1), "LH221118-8Q724-GTTSW");
  EXPECT_TRUE(is_case_number(make_case_number(kCase, kT1)));
}

TEST(CaseNumber, the_day_is_chinas) {
  EXPECT_TRUE(
      make_case_number(kCase, *from_rfc3339("2022-11-18T15:59:59Z")).starts_with("LH221118"));
  EXPECT_TRUE(
      make_case_number(kCase, *from_rfc3339("2022-11-18T16:00:00Z")).starts_with("LH221119"));
}

TEST(CaseNumber, a_day_of_cases_has_no_number_twice) {
  SeededRandom random(11);
  SimulatedClock clock(kT1);
  UuidGenerator ids(clock, random);
  std::set<std::string> numbers;
  for (int i = 0; i < 20'000; ++i) numbers.insert(make_case_number(ids.next(), kT1));
  EXPECT_EQ(numbers.size(), 20'000u);
}

TEST(CaseNumber, a_wrong_character_or_two_exchanged_ones_are_noticed) {
  const std::string number = make_case_number(kCase, kT1);
  for (std::size_t i = 2; i < number.size(); ++i) {
    if (number[i] == '-') continue;
    for (const char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-a")) {
      std::string changed = number;
      changed[i] = c;
      EXPECT_EQ(is_case_number(changed), changed == number) << changed;
    }
    if (i + 1 < number.size() && number[i + 1] != '-') {
      std::string swapped = number;
      std::swap(swapped[i], swapped[i + 1]);
      EXPECT_EQ(is_case_number(swapped), swapped == number) << swapped;
    }
  }
}

TEST(CaseNumber, what_is_none) {
  const std::string number = make_case_number(kCase, kT1);
  for (const std::string& text :
       {std::string(), number + "2", number.substr(1), "lh" + number.substr(2),
        std::string("LH221318-22222-22222"), std::string(20, '-')}) {
    EXPECT_FALSE(is_case_number(text)) << text;
  }
}

}  // namespace
}  // namespace dk::codes
