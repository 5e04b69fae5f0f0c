#include "base/codes/base45.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace dk::codes {
namespace {

TEST(Base45, examples_of_rfc_9285) {
  EXPECT_EQ(base45_encode(as_bytes("AB")), "BB8");
  EXPECT_EQ(base45_encode(as_bytes("Hello!!")), "%69 VD92EX0");
  EXPECT_EQ(base45_encode(as_bytes("base-45")), "UJCLQE7W581");
  EXPECT_EQ(as_text(*base45_decode("QED8WEX0")), "ietf!");
  EXPECT_EQ(as_text(*base45_decode("BB8")), "AB");
  EXPECT_TRUE(base45_decode("")->empty());
}

TEST(Base45, refuses_what_has_no_bytes) {
  for (const std::string_view text :
       {"A", "BB8A", "GGW" /* 65536 */, "ZZZ", ":::", "::", "bb8", "B,8", "BB8 \x80"}) {
    const auto answer = base45_decode(text);
    ASSERT_FALSE(answer) << text;
    EXPECT_EQ(answer.error().code, FailureCode::code_malformed);
  }
  EXPECT_EQ(*base45_decode("FGW"), (Bytes{0xFF, 0xFF}));  // the largest triple, RFC 9285 section 4
  EXPECT_EQ(*base45_decode("U5"), (Bytes{0xFF}));
  EXPECT_FALSE(base45_decode("V5"));  // 256
}

TEST(Base45, every_byte_string_has_exactly_one_text) {
  SeededRandom random(45);
  for (int i = 0; i < 500; ++i) {
    const Bytes bytes = random.bytes(random.below(80));
    const std::string text = base45_encode(bytes);
    EXPECT_TRUE(is_base45_alphabet(text));
    EXPECT_EQ(*base45_decode(text), bytes);
  }
  for (unsigned n = 0; n < 65536; ++n) {
    const Bytes pair = {static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n & 0xFF)};
    ASSERT_EQ(*base45_decode(base45_encode(pair)), pair);
  }
}

}  // namespace
}  // namespace dk::codes
