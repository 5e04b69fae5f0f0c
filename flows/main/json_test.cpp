#include "flows/main/json.h"

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

}  // namespace
}  // namespace dk::flows
