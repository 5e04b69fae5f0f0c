#include "base/codes/citizen_number.h"

#include <gtest/gtest.h>

namespace dk::codes {
namespace {

TimePoint day(const char* rfc3339) { return *from_rfc3339(rfc3339); }
TimePoint t1() { return day("2022-11-18T02:00:00Z"); }

struct Sample {
  const char* number;
  const char* birth;
  bool male;
};

// The invented persons.
constexpr Sample kPersons[] = {
    {"440309195301109519", "1953-01-10", true},   // P01
    {"440309194905209540", "1949-05-20", false},  // P02
    {"440309194103039551", "1941-03-03", true},   // P03
    {"440309193011189582", "1930-11-18", false},  // P04
    {"440309192211189603", "1922-11-18", false},  // P05
    {"44030919440229961X", "1944-02-29", true},   // P06
    {"440118194807019642", "1948-07-01", false},  // P07
    {"440309196004059652", "1960-04-05", true},   // P08
    {"44030919450808967X", "1945-08-08", true},   // P09
    {"440309195002149705", "1950-02-14", false},  // P10
    {"460300200006129728", "2000-06-12", false},  // P11
    {"460300199909099739", "1999-09-09", true},   // P12
    {"460300200003309758", "2000-03-30", true},   // P13
    {"460300199501209770", "1995-01-20", true},   // P14
    {"460300199605059797", "1996-05-05", true},   // P15
    {"460300200110109823", "2001-10-10", false},  // P16
    {"460300198512019839", "1985-12-01", true},   // P17
    {"460300198404169856", "1984-04-16", true},   // P18
    {"460300199002029871", "1990-02-02", true},   // P19
    {"460300199808189890", "1998-08-18", true},   // P20
    {"460300200609019923", "2006-09-01", false},  // P21
    {"460300201403159933", "2014-03-15", true},   // P22
    {"460300198606069968", "1986-06-06", false},  // P23
    {"460300201810109984", "2018-10-10", false},  // P24
    {"440309199203129514", "1992-03-12", true},   // P25
    {"440118199407219541", "1994-07-21", false},  // P26
    {"460300202211019551", "2022-11-01", true},   // P27
    {"810000199101159582", "1991-01-15", false},  // P28
    {"830000198805259599", "1988-05-25", true},   // P29
    {"911608198503099846", "1985-03-09", false},  // P30
    {"44030919781111961X", "1978-11-11", true},   // P31
    {"460300198808289643", "1988-08-28", false},  // P32
    {"440309197901099659", "1979-01-09", true},   // P33
    {"460300198710039670", "1987-10-03", true},   // P34
    {"440309199312129708", "1993-12-12", false},  // P35
    {"440309196211109712", "1962-11-10", true},   // P36
    {"440309197211019746", "1972-11-01", false},  // P37
    {"440309196712209762", "1967-12-20", false},  // P38
    {"440309197507079772", "1975-07-07", true},   // P39
    {"44030919900919980X", "1990-09-19", false},  // P40
    {"440309199504049825", "1995-04-04", false},  // P41
    {"440309198302229831", "1983-02-22", true},   // P42
};

TEST(CitizenNumber, every_invented_person_has_a_valid_number) {
  for (const Sample& person : kPersons) {
    const auto number = parse_citizen_number(person.number, t1());
    ASSERT_TRUE(number) << person.number;
    EXPECT_EQ(number->text, person.number);
    EXPECT_EQ(number->birth, person.birth);
    EXPECT_EQ(number->male, person.male) << person.number;
  }
}

TEST(CitizenNumber, published_examples_of_gb_11643) {
  EXPECT_EQ(citizen_number_check("11010519491231002"), 'X');
  EXPECT_EQ(citizen_number_check("44052418800101001"), '4');
  EXPECT_TRUE(parse_citizen_number("11010519491231002X", t1()));
  EXPECT_EQ(parse_citizen_number("11010519491231002x", t1())->text, "11010519491231002X");
  EXPECT_TRUE(parse_citizen_number("440524188001010014", t1()));
}

TEST(CitizenNumber, wrong_numbers_are_refused) {
  const auto with_check = [](std::string digits) {
    digits += citizen_number_check(digits);
    return digits;
  };
  for (const std::string& bad :
       {std::string("440309194905209541"),  // last digit + 1
        std::string("440309490520954"),     // 15 digits, the form of before 1999
        with_check("44030919900230951"),    // 30 February
        with_check("44030919000229951"),    // 1900 was no leap year
        std::string(18, '0'), with_check(std::string(17, '0')),
        with_check("00030919490520954"),  // region 00
        with_check("44030919491320954"), with_check("44030919490500954"), std::string(),
        std::string("44030919490520954"), std::string("4403091949052095400"),
        std::string("44030919490520954A"), std::string("4403091949052095 0"),
        std::string("X40309194905209540")}) {
    const auto number = parse_citizen_number(bad, t1());
    ASSERT_FALSE(number) << bad;
    EXPECT_EQ(number.error().code, FailureCode::citizen_number_invalid);
    EXPECT_TRUE(number.error().detail.find(bad) == std::string::npos || bad.empty());
  }
}

TEST(CitizenNumber, every_single_wrong_digit_and_every_swap_of_neighbours_is_seen) {
  const std::string good = "440309194905209540";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string bad = good;
      bad[i] = c;
      EXPECT_EQ(parse_citizen_number(bad, t1()).has_value(), bad == good) << bad;
    }
    if (i + 1 == good.size()) break;
    std::string swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(parse_citizen_number(swapped, t1()).has_value(), swapped == good) << swapped;
  }
}

// Born on the day itself in China, which begins at 16:00 UTC of the day before.
TEST(CitizenNumber, nobody_is_born_tomorrow) {
  const std::string newborn = "460300202211019551";
  EXPECT_TRUE(parse_citizen_number(newborn, day("2022-10-31T16:00:00Z")));
  EXPECT_FALSE(parse_citizen_number(newborn, day("2022-10-31T15:59:59Z")));
}

TEST(Age, years_are_completed_on_the_birthday_in_china) {
  EXPECT_EQ(age_in_years("1922-11-18", t1()), 100);
  EXPECT_EQ(age_in_years("1930-11-18", t1()), 92);
  EXPECT_EQ(age_in_years("1953-01-10", t1()), 69);
  EXPECT_EQ(age_in_years("1967-12-20", day("2022-12-19T15:59:59Z")), 54);
  EXPECT_EQ(age_in_years("1967-12-20", day("2022-12-19T16:00:00Z")), 55);
  EXPECT_EQ(age_in_years("2022-11-18", t1()), 0);
}

TEST(Age, born_on_29_february) {
  EXPECT_EQ(age_in_years("1944-02-29", day("2022-02-28T04:00:00Z")), 77);
  EXPECT_EQ(age_in_years("1944-02-29", day("2022-03-01T04:00:00Z")), 78);
  EXPECT_EQ(age_in_years("1944-02-29", day("2024-02-28T04:00:00Z")), 79);
  EXPECT_EQ(age_in_years("1944-02-29", day("2024-02-29T04:00:00Z")), 80);
}

TEST(Age, no_date_no_age) {
  for (const char* bad : {"", "1949", "1949-5-20", "1949-05-32", "1900-02-29", "2022-11-19",
                          "1949/05/20", "xxxx-xx-xx", "0000-00-00"}) {
    EXPECT_EQ(age_in_years(bad, t1()), -1) << bad;
  }
}

}  // namespace
}  // namespace dk::codes
