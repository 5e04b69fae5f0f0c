#include "i18n/spoken.h"

#include <gtest/gtest.h>

#include <array>

namespace dk::i18n {
namespace {

struct Said {
  const char* written;
  const char* said;
};

TEST(Spoken, mandarin) {
  constexpr auto kTexts = std::to_array<Said>({
      {"补贴300元", "补贴三百元"},
      {"¥300", "三百元"},
      {"￥1,200.50", "一千二百点五零元"},
      {"¥12345", "一万二千三百四十五元"},
      {"2000元", "两千元"},
      {"2人", "两人"},
      {"第2位", "第二位"},
      {"2月", "二月"},
      {"22岁", "二十二岁"},
      {"105", "一百零五"},
      {"1005 条", "一千零五 条"},
      {"10", "十"},
      {"110元", "一百一十元"},
      {"12", "十二"},
      {"0", "零"},
      {"20000元", "两万元"},
      {"100012人", "十万零一十二人"},
      {"100000000元", "幺零零零零零零零零元"},
      {"3.5", "三点五"},
      {"30%", "百分之三十"},
      {"37.2℃", "三十七点二摄氏度"},
      {"2022-11-18", "二零二二年十一月十八日"},
      {"2022年", "二零二二年"},
      {"-5℃", "负五摄氏度"},
      {"14:26", "十四点二十六分"},
      {"02:05", "两点零五分"},
      {"9:00-17:00", "九点-十七点"},
      {"14:26:08", "十四点二十六分零八秒"},
      {"3-5 分钟", "三至五 分钟"},
      {"440***19", "尾号幺九"},
      {"尾号440***19", "尾号幺九"},
      {"尾号 2033", "尾号 二零三三"},
      {"138****", ""},
      {"张*三", "张某三"},
      {"赵*", "赵某"},
      {"欧阳**敏", "欧阳某敏"},
      {"13800138000", "幺三八零零幺三八零零零"},
      {"007", "零零七"},
      {"12345热线", "一二三四五热线"},
      {"电话 110", "电话 幺幺零"},
      {"LH1", "LH幺"},
      {"没有数字", "没有数字"},
      {"", ""},
  });
  for (const auto& [written, said] : kTexts) EXPECT_EQ(spoken(written, "zh-CN"), said) << written;
}

TEST(Spoken, cantonese) {
  EXPECT_EQ(spoken("津貼300元", "zh-HK"), "津貼三百元");
  EXPECT_EQ(spoken("2個 20000", "zh-HK"), "兩個 二零零零零");
  EXPECT_EQ(spoken("14:26", "zh-HK"), "十四點二十六分");
  EXPECT_EQ(spoken("440***19", "zh-HK"), "尾號一九");
  EXPECT_EQ(spoken("2022年11月18日", "zh-HK"), "二零二二年十一月十八日");
}

TEST(Spoken, english) {
  EXPECT_EQ(spoken("440***19", "en"), "ending in 1 9");
  EXPECT_EQ(spoken("CNY 300", "en"), "300 yuan");
  EXPECT_EQ(spoken("¥1,200.50", "en"), "1200.50 yuan");
  EXPECT_EQ(spoken("2022-11-18", "en"), "18 November 2022");
  EXPECT_EQ(spoken("call 13800138000", "en"), "call 1 3 8 0 0 1 3 8 0 0 0");
  EXPECT_EQ(spoken("5 people", "en"), "5 people");
}

TEST(Spoken, an_unknown_language_stays_as_it_is) { EXPECT_EQ(spoken("300 €", "de"), "300 €"); }

}  // namespace
}  // namespace dk::i18n
