#include "base/codes/tube_code.h"

#include <gtest/gtest.h>

#include <set>

namespace dk::codes {
namespace {

const TubeCodeRule kRule;

// 2117 11220457 with check digits 15: 21171122045715 = 97 * 218258990162 + 1.
TEST(TubeCode, known_answer) {
  static_assert(21171122045715 % 97 == 1);
  EXPECT_EQ(make_tube_code("LH1122", 457, kRule), "LH1122-0457-15");
  EXPECT_EQ(*parse_tube_code("LH1122-0457-15", kRule), "LH1122-0457-15");
  EXPECT_EQ(*parse_tube_code("lh1122-0457-15", kRule), "LH1122-0457-15");
}

TEST(TubeCode, a_box_of_tubes) {
  std::set<std::string> seen;
  for (int serial = 0; serial < 10000; serial += 7) {
    const std::string code = make_tube_code("LH1122", serial, kRule);
    EXPECT_TRUE(parse_tube_code(code, kRule)) << code;
    EXPECT_TRUE(seen.insert(code).second);
  }
}

TEST(TubeCode, one_wrong_digit_or_two_swapped_are_seen) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string good = make_tube_code("LH1122", 457, kRule);
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (!is_digit(good[i])) continue;
    for (char c = '0'; c <= '9'; ++c) {
      std::string bad = good;
      bad[i] = c;
      EXPECT_EQ(parse_tube_code(bad, kRule).has_value(), bad == good) << bad;
    }
    if (i + 1 == good.size() || !is_digit(good[i + 1])) continue;
    std::string swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(parse_tube_code(swapped, kRule).has_value(), swapped == good) << swapped;
  }
}

TEST(TubeCode, the_rule_is_the_sites) {
  for (const char* bad :
       {"", "LH1122", "XX1122-0457-15", "LH1122-0457-16", "LH1122_0457-15", "LH1122-045715",
        "LH1122-0457-1", "LH1122-0457-15-000000", "LH1122-0457 15"}) {
    const auto code = parse_tube_code(bad, kRule);
    ASSERT_FALSE(code) << bad;
    EXPECT_EQ(code.error().code, FailureCode::tube_code_invalid);
  }
  TubeCodeRule plain;
  plain.prefix = "GL";
  plain.check = TubeCodeRule::Check::None;
  plain.max_length = 12;
  EXPECT_EQ(make_tube_code("gl88", 12345, plain), "GL88-12345");
  EXPECT_TRUE(parse_tube_code("GL88-12345", plain));
  EXPECT_TRUE(looks_like_tube_code("gl00000000", plain));
  EXPECT_FALSE(looks_like_tube_code("GL88-12345678", plain));
  EXPECT_FALSE(looks_like_tube_code("LH1122-0457-15", plain));
}

}  // namespace
}  // namespace dk::codes
