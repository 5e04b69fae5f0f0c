#include "offline-cache/wire/columns.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "offline-cache/wire/envelope.h"

namespace dk::wire {
namespace {

using Lines = std::vector<std::string>;

Lines there_and_back(const Lines& lines) {
  const auto packed = to_columns(lines);
  EXPECT_TRUE(packed);
  auto back = packed ? from_columns(*packed) : Result<Lines>(Lines{});
  EXPECT_TRUE(back) << (back ? "" : back.error().detail);
  return back.value_or(Lines{});
}

TEST(Columns, events_of_several_kinds_come_back_as_they_were) {
  const Lines lines = {
      R"({"a":"x","b":{"c":1,"d":[1,2,"three"]},"e":null})",
      R"({"a":"xylophone","b":{"c":12,"d":[1,2,"three"]},"e":null})",
      R"({"other":true,"text":"quote \" colon : comma , brace }"})",
      R"({"a":"","b":{"c":-1.5e3,"d":[9,8,"张三"]},"e":false})",
      R"({})",
  };
  EXPECT_EQ(there_and_back(lines), lines);
  EXPECT_EQ(there_and_back({}), Lines{});
}

TEST(Columns, what_is_no_json_comes_back_as_well) {
  const Lines lines = {"\"", "\"\\", "plain", "{\"a\":", "a b", "::\"x\":\"y\"", "\x7f\xff\xfe"};
  EXPECT_EQ(there_and_back(lines), lines);
  SeededRandom random(20221118);
  constexpr std::string_view kAlphabet = "{}[]:,\"\\ab1 \x80";
  for (int round = 0; round < 2000; ++round) {
    Lines some(1 + random.below(4));
    for (std::string& line : some) {
      for (std::uint64_t left = 1 + random.below(12); left > 0; --left) {
        line += kAlphabet[random.below(kAlphabet.size())];
      }
    }
    ASSERT_EQ(there_and_back(some), some);
  }
}

TEST(Columns, value_longer_than_the_mark_can_say_is_whole) {
  const Lines lines = {"\"" + std::string(300, 'a') + "\"", "\"" + std::string(301, 'a') + "\""};
  EXPECT_EQ(there_and_back(lines), lines);
}

TEST(Columns, lines_that_do_not_suit_are_left_to_zstd_alone) {
  EXPECT_FALSE(to_columns({"a\x1f"}));
  EXPECT_FALSE(to_columns({std::string("a\0", 2)}));
  std::string many = "[0";
  for (std::size_t i = 0; i < kMaxColumnValues; ++i) many += ",0";
  EXPECT_FALSE(to_columns({many + "]"}));
  const auto packed = pack_batch({"{\"a\":\"\x01\"}"});
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->coding, "zstd");
  EXPECT_EQ(unpack_batch(packed->body, packed->coding).value(), Lines{"{\"a\":\"\x01\"}"});
}

TEST(Columns, torn_or_changed_text_is_refused_or_still_lines) {
  const std::string whole = *to_columns({R"({"a":"one","b":1})", R"({"a":"once","b":2})"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(from_columns(std::string_view(whole).substr(0, size))) << size;
  }
  EXPECT_FALSE(from_columns(whole + "x\n"));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char other : {'\n', '\x1f', '0', '9', '~', ' ', '\xff'}) {
      std::string changed = whole;
      changed[at] = other;
      (void)from_columns(changed);  // under the sanitizers: no crash, nothing out of bounds
    }
  }
}

TEST(Columns, bomb_ends_at_the_bounds_of_a_batch) {
  // 1,000 lines that each repeat 94 bytes 199 times out of two bytes of input.
  std::string bomb = "dk-columns/1\n1 1000\n" + std::string(200, '\x1f') + "\n";
  for (int i = 0; i < 1000; ++i) bomb += "0\n";
  for (int place = 0; place < 200; ++place) {
    bomb += " " + std::string(94, 'x') + "\n";
    for (int i = 1; i < 1000; ++i) bomb += "~\n";
  }
  EXPECT_FALSE(from_columns(bomb));
  EXPECT_FALSE(from_columns("dk-columns/1\n1 1001\n\x1f\n"));
  EXPECT_FALSE(from_columns("dk-columns/1\n99999999999999999999 1\n"));
}

TEST(Columns, batch_says_its_coding_and_an_unknown_one_is_refused) {
  const Lines lines = {R"({"a":1})", R"({"a":2})"};
  const auto packed = pack_batch(lines).value();
  EXPECT_EQ(packed.coding, "dk-columns, zstd");
  EXPECT_EQ(unpack_batch(packed.body, packed.coding).value(), lines);
  EXPECT_EQ(unpack_batch(encode_batch(lines).value(), "zstd").value(), lines);
  EXPECT_FALSE(unpack_batch(packed.body, "zstd, dk-columns"));
  EXPECT_FALSE(unpack_batch(packed.body, "gzip"));
}

}  // namespace
}  // namespace dk::wire
