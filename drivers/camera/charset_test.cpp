#include "drivers/camera/charset.h"

#include <gtest/gtest.h>

namespace dk::drivers {
namespace {

std::string text(std::string_view bytes, std::optional<int> eci = {}) {
  const auto found = text_of(as_bytes(bytes), eci);
  return found ? found->charset + " " + found->utf8 : "binary";
}

TEST(Charset, codes_of_the_street) {
  EXPECT_EQ(text("LH1:6BF+70790T9WJWG.FKY*4GO0"), "UTF-8 LH1:6BF+70790T9WJWG.FKY*4GO0");
  EXPECT_EQ(text("深圳市罗湖区"), "UTF-8 深圳市罗湖区");
  EXPECT_EQ(text("\xc9\xee\xdb\xda\xca\xd0 A1"), "GB18030 深圳市 A1");
  EXPECT_EQ(text("\xb5\xe7\xbb\xb0:0755"), "GB18030 电话:0755");
  // 㐂 and 𠀀 need four bytes.
  EXPECT_EQ(text("\x81\x39\xef\x31"), "GB18030 㐂");
  EXPECT_EQ(text("\x95\x32\x82\x36"), "GB18030 𠀀");
}

TEST(Charset, japanese_codes_are_told_from_gb18030) {
  EXPECT_EQ(text("\xc3\xde\xbb\xde\xb2\xdd QR"), "Shift_JIS ﾃﾞｻﾞｲﾝ QR");
  EXPECT_EQ(text("\x83\x82\x83\x6f\x83\x43\x83\x8b"), "Shift_JIS モバイル");
  EXPECT_EQ(text("\x93\xfa\x96\x7b\x82\xcc"), "Shift_JIS 日本の");
  // One voiced mark may be chance: 棉 in a short text of ours.
  EXPECT_EQ(text("\xc3\xde"), "GB18030 棉");
  EXPECT_EQ(text("\xb2\xdd\xba\xcd\xc3\xde"), "GB18030 草和棉");
}

TEST(Charset, symbol_names_its_charset) {
  EXPECT_EQ(text("\xe9t\xe9", 3), "ISO-8859-1 été");
  EXPECT_EQ(text("\xa4\xa4\xa4\xe5", 28), "Big5 中文");
  EXPECT_EQ(text("\xc3\xde\xbb\xde\xb2\xdd", 29), "GB18030 棉晦草");
  EXPECT_EQ(text("\xc9\xee", 26), "GB18030 深") << "it says UTF-8 and is not";
  EXPECT_EQ(text("\xc9\xee", 999), "GB18030 深") << "unknown sets are no reason to give up";
}

TEST(Charset, bytes_stay_bytes) {
  EXPECT_EQ(text(""), "UTF-8 ");
  EXPECT_EQ(text("\xff\xfe\x41"), "binary");
  EXPECT_EQ(text("\xc9"), "binary") << "half a character";
  EXPECT_EQ(text(std::string_view("a\0b", 3)), "binary");
  EXPECT_EQ(text("\x80\x80\x80"), "binary");
  EXPECT_EQ(text(std::string(kTextMaxBytes + 1, 'a')), "binary");
}

}  // namespace
}  // namespace dk::drivers
