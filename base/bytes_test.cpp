#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace dk {
namespace {

TEST(Hex, both_ways) {
  const Bytes bytes{0x00, 0x7f, 0xff, 0xa5};
  EXPECT_EQ(to_hex(bytes), "007fffa5");
  EXPECT_EQ(from_hex("007FFfa5"), bytes);
  EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(Hex, refuses_what_is_not_hex) {
  for (const char* text : {"0", "0g", "g0", " 0", "0x00", "00 ", "-1", "\xef\xbc\x90"}) {
    EXPECT_FALSE(from_hex(text)) << text;
  }
}

// RFC 4648 section 10.
TEST(Base64, published_vectors) {
  const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : cases) {
    EXPECT_EQ(to_base64(as_bytes(plain)), text);
    EXPECT_EQ(from_base64(text), to_bytes(plain)) << text;
  }
}

TEST(Base64, line_ends_of_an_est_body_are_skipped) {
  EXPECT_EQ(from_base64("Zm9v\r\nYmFy\r\n"), to_bytes("foobar"));
  EXPECT_EQ(from_base64("Zm9vYg=\n=\n"), to_bytes("foob"));
}

TEST(Base64, refuses_what_is_not_canonical) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zm9", "Zg===", "=",
                           "====", "Z===", "Zg==Zg==", "Zm9v=", "Zm9v====", "Zh==", "Zm9=", "Zm 9v",
                           "Zm-_", "Zm9vYmE=Z", "Zg=a"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Base64, every_content_comes_back) {
  SeededRandom random(1);
  for (std::size_t size = 0; size < 200; ++size) {
    const Bytes bytes = random.bytes(size);
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
  }
}

}  // namespace
}  // namespace dk
