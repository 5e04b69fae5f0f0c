#include "base/codes/mrz.h"

#include <gtest/gtest.h>

namespace dk::codes {
namespace {

TimePoint t1() { return *from_rfc3339("2022-11-18T10:00:00+08:00"); }

// The specimens of ICAO Doc 9303, parts 4 and 5.
const std::string kPassport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string kCard =
    "I<UTOD231458907<<<<<<<<<<<<<<<"
    "7408122F1204159UTO<<<<<<<<<<<6"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

TEST(Mrz, check_digits_of_the_standard) {
  EXPECT_EQ(mrz_check("L898902C3"), '6');
  EXPECT_EQ(mrz_check("740812"), '2');
  EXPECT_EQ(mrz_check("120415"), '9');
  EXPECT_EQ(mrz_check("ZE184226B<<<<<"), '1');
  EXPECT_EQ(mrz_check("D23145890"), '7');
  EXPECT_EQ(mrz_check("a"), '?');
}

TEST(Mrz, passport_of_the_standard) {
  const auto mrz = parse_mrz(kPassport, t1());
  ASSERT_TRUE(mrz) << mrz.error().detail;
  EXPECT_EQ(mrz->type, "P");
  EXPECT_EQ(mrz->issuer, "UTO");
  EXPECT_EQ(mrz->number, "L898902C3");
  EXPECT_EQ(mrz->nationality, "UTO");
  EXPECT_EQ(mrz->birth, "1974-08-12");
  EXPECT_EQ(mrz->expiry, "2012-04-15");
  EXPECT_EQ(mrz->sex, 2);
  EXPECT_EQ(mrz->name, "ERIKSSON ANNA MARIA");
}

TEST(Mrz, card_of_the_standard) {
  const auto mrz = parse_mrz(kCard, t1());
  ASSERT_TRUE(mrz) << mrz.error().detail;
  EXPECT_EQ(mrz->type, "I");
  EXPECT_EQ(mrz->number, "D23145890");
  EXPECT_EQ(mrz->birth, "1974-08-12");
  EXPECT_EQ(mrz->name, "ERIKSSON ANNA MARIA");
}

TEST(Mrz, engine_that_sends_line_ends) {
  EXPECT_TRUE(parse_mrz(kPassport.substr(0, 44) + "\r\n" + kPassport.substr(44) + "\r\n", t1()));
  EXPECT_TRUE(
      parse_mrz(kCard.substr(0, 30) + "\r" + kCard.substr(30, 30) + "\r" + kCard.substr(60), t1()));
}

TEST(Mrz, one_letter_misread_anywhere_in_the_numbers_is_noticed) {
  for (std::size_t at = 44; at < kPassport.size(); ++at) {
    const bool checked = at < 54 || (at >= 57 && at < 64) || at >= 65;
    if (!checked) continue;  // nationality and sex have no digit
    std::string zone = kPassport;
    zone[at] = zone[at] == '8' ? '3' : '8';
    EXPECT_FALSE(parse_mrz(zone, t1())) << at;
  }
}

TEST(Mrz, number_longer_than_nine) {
  // The example of part 5: D23145890734 with check digit 9.
  std::string first = "I<UTOD23145890<7349<<<<<<<<<<<";
  std::string second = "7408122F1204159UTO<<<<<<<<<<<";
  const std::string composite =
      first.substr(5) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11);
  second += mrz_check(composite);
  ASSERT_EQ(mrz_check("D23145890734"), '9');
  const auto mrz = parse_mrz(first + second + kCard.substr(60), t1());
  ASSERT_TRUE(mrz) << mrz.error().detail;
  EXPECT_EQ(mrz->number, "D23145890734");
}

std::string passport_born(const std::string& birth, const std::string& expiry) {
  std::string second = "L898902C36UTO" + birth + mrz_check(birth) + "F" + expiry +
                       mrz_check(expiry) + "ZE184226B<<<<<1";
  second += mrz_check(second.substr(0, 10) + second.substr(13, 7) + second.substr(21, 22));
  return kPassport.substr(0, 44) + second;
}

TEST(Mrz, which_century) {
  EXPECT_EQ(parse_mrz(passport_born("221118", "271118"), t1())->birth, "2022-11-18");
  EXPECT_EQ(parse_mrz(passport_born("221119", "271118"), t1())->birth, "1922-11-19");
  EXPECT_EQ(parse_mrz(passport_born("740812", "720101"), t1())->expiry, "2072-01-01");
  EXPECT_EQ(parse_mrz(passport_born("740812", "730101"), t1())->expiry, "1973-01-01");
  EXPECT_EQ(parse_mrz(passport_born("74<<<<", "271118"), t1())->birth, "");
  EXPECT_EQ(parse_mrz(passport_born("741332", "271118"), t1()).error().code,
            FailureCode::code_malformed);
}

TEST(Mrz, what_only_looks_like_one) {
  for (const std::string& text :
       {std::string(), std::string("P<UTO"), std::string(88, 'P') + "<", std::string(90, '1'),
        std::string(88, '<'), std::string(10'000, 'P'), kPassport.substr(1) + "<"}) {
    EXPECT_FALSE(looks_like_mrz(text)) << text.size();
    EXPECT_FALSE(parse_mrz(text, t1()));
  }
  std::string small = kPassport;
  small[10] = 'e';
  EXPECT_FALSE(looks_like_mrz(small));
}

}  // namespace
}  // namespace dk::codes
