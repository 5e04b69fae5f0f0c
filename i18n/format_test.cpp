#include "i18n/format.h"

#include <gtest/gtest.h>

#include <limits>

namespace dk::i18n {
namespace {

using namespace std::chrono;

TEST(Format, dates) {
  const auto day = 2022y / November / 18d;
  EXPECT_EQ(format_date(day, "zh-CN"), "2022年11月18日");
  EXPECT_EQ(format_date(day, "zh-HK"), "2022年11月18日");
  EXPECT_EQ(format_date(day, "en"), "18 November 2022");
  EXPECT_EQ(format_date(1940y / February / 29d, "en"), "29 February 1940");
  EXPECT_EQ(format_date(2022y / February / 30d, "en"), "");
  EXPECT_EQ(format_day("1949-05-20", "zh-CN"), "1949年5月20日");
  EXPECT_EQ(format_day("1949-05-20", "en"), "20 May 1949");
  for (const char* other :
       {"", "1949-02-30", "1949-05-2x", "1949/05/20", "2 rooms -", "陈-05-20"}) {
    EXPECT_EQ(format_day(other, "en"), other);
  }
}

TEST(Format, a_day_begins_at_midnight_in_china) {
  EXPECT_EQ(format_date(*from_rfc3339("2022-11-17T15:59:59.000Z"), "en"), "17 November 2022");
  EXPECT_EQ(format_date(*from_rfc3339("2022-11-17T16:00:00.000Z"), "en"), "18 November 2022");
}

TEST(Format, money) {
  EXPECT_EQ(format_money(30'000, "zh-CN"), "300元");
  EXPECT_EQ(format_money(30'000, "zh-HK"), "300元");
  EXPECT_EQ(format_money(30'000, "en"), "CNY 300");
  EXPECT_EQ(format_money(120'050, "zh-CN"), "1,200.50元");
  EXPECT_EQ(format_money(5, "en"), "CNY 0.05");
  EXPECT_EQ(format_money(0, "en"), "CNY 0");
  EXPECT_EQ(format_money(-12'345, "en"), "CNY -123.45");
  EXPECT_EQ(format_money(std::numeric_limits<std::int64_t>::min(), "en"),
            "CNY -92,233,720,368,547,758.08");
}

TEST(Format, whole_numbers) {
  EXPECT_EQ(format_number(12'345, "zh-CN"), "12,345");
  EXPECT_EQ(format_number(12'345, "en"), "12,345");
  EXPECT_EQ(format_number(-7, "zh-HK"), "-7");
}

TEST(Format, names) {
  EXPECT_EQ(format_name("赵", "建国", "zh-CN"), "赵建国");
  EXPECT_EQ(format_name("赵", "建国", "en"), "赵建国");
  EXPECT_EQ(format_name("SANTOS", "MARIA LUZ", "zh-HK"), "SANTOS MARIA LUZ");
  EXPECT_EQ(format_name(" SANTOS", "MARIA LUZ ", "en"), "MARIA LUZ SANTOS");
  EXPECT_EQ(format_name("", "Suharto", "en"), "Suharto");
}

}  // namespace
}  // namespace dk::i18n
