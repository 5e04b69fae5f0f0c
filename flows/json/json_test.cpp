#include "flows/json/json.h"

#include <gtest/gtest.h>

namespace dk::flows {
namespace {

TEST(Json, an_amount_keeps_its_digits) {
  const auto value = from_json(R"({"amount": 0.10000000000000000000000001, "n": [1, 2.50]})");
  ASSERT_TRUE(value);
  EXPECT_EQ(to_json(*value), R"({"amount":0.10000000000000000000000001,"n":[1,2.5]})");
}

TEST(Json, a_birthday_is_a_date) {
  const auto value = from_json(R"({"birth": "@1940-02-29"})");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->context().find("birth")->kind(), feel::Kind::Date);
  EXPECT_EQ(to_json(*value), R"({"birth":"@1940-02-29"})");
}

TEST(Json, what_is_no_json_is_refused) {
  for (const char* text : {"", "{", "[1,]", "1e99999", "\"\\ud800\""}) {
    EXPECT_FALSE(from_json(text)) << text;
  }
  EXPECT_FALSE(from_json(std::string(200, '[') + std::string(200, ']')));
}

TEST(Json, a_text_that_looks_like_a_literal_stays_a_text_when_told) {
  const auto value = parse_json(R"(["@1940-02-29"])", {.literals = false});
  ASSERT_TRUE(value);
  EXPECT_TRUE(value->list()[0].is(feel::Kind::String));
}

TEST(Json, of_a_name_given_twice_the_last_counts) {
  const auto value = parse_json(R"({"a": 1, "b": 2, "a": 3})");
  ASSERT_TRUE(value);
  EXPECT_EQ(to_json(*value), R"({"a":3,"b":2})");
}

TEST(Json, a_limit_says_its_name) {
  EXPECT_EQ(parse_json("[[[1]]]", {.depth = 2}).error(), "JSON is nested more than 2 deep");
  EXPECT_EQ(parse_json("[1, 2]", {.bytes = 3}).error(), "the text is longer than 3 bytes");
}

}  // namespace
}  // namespace dk::flows
