#include "flows/feel/feel.h"

#include <gtest/gtest.h>

namespace dk::feel {
namespace {

// The result as text; "error at N: ..." when it does not parse.
std::string eval(std::string_view text, const Names& names = {}, const List& inputs = {}) {
  const auto program = compile(text, names);
  if (!program) return "error at " + std::to_string(program.error().at);
  Evaluation evaluation({}, DateTime{{2022, 11, 18}, {0, {Zone::Kind::Offset}}});
  return to_text(program->evaluate(inputs, evaluation), true);
}

struct Case {
  const char* text;
  const char* result;
};

void all(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(eval(c.text), c.result) << c.text;
}

TEST(Feel, money_is_decimal) {
  all({{"0.1 + 0.2", "0.3"},
       {"1 / 3 * 3 = 1", "false"},
       {"200 * 1.05", "210"},
       {"10 / 4", "2.5"},
       {"1 / 0", "null"},
       {"-3 ** 2", "9"},
       {"2 ** 0.5 > 1.414", "true"},
       {"1.23e3", "1230"},
       {"decimal(2.5, 0)", "2"},
       {"round half up(2.5, 0)", "3"},
       {"modulo(-7, 3)", "2"},
       {"99999999999999999999999999999999 + 1", "100000000000000000000000000000000"}});
}

TEST(Feel, what_nobody_knows_is_null_and_spreads) {
  all({{"null + 1", "null"},
       {"true and null", "null"},
       {"false and null", "false"},
       {"true or null", "true"},
       {"null = null", "true"},
       {"1 = \"1\"", "null"},
       {"not(null)", "null"},
       {"if null then 1 else 2", "2"},
       {"{a: 1}.b", "null"}});
}

TEST(Feel, names_with_spaces_and_operators) {
  const Names names{.inputs = {"monthly payment", "p-r", "p", "r", "岁数"},
                    .open = {},
                    .members = {},
                    .types = {}};
  const List inputs{Value::number(12), Value::number(5), Value::number(3), Value::number(1),
                    Value::number(82)};
  EXPECT_EQ(eval("monthly   payment * 2", names, inputs), "24");
  EXPECT_EQ(eval("p-r", names, inputs), "5");
  EXPECT_EQ(eval("p - r", names, inputs), "5");
  EXPECT_EQ(eval("r-p", names, inputs), "-2");
  EXPECT_EQ(eval("岁数 >= 80", names, inputs), "true");
  EXPECT_EQ(eval("{first name: \"a\", greeting: \"hi \" + first name}.greeting"), "\"hi a\"");
}

TEST(Feel, lists_filters_and_loops) {
  all({{"[1,2,3][item > 1]", "[2, 3]"},
       {"[1,2,3][-1]", "3"},
       {"[{n: 1, k: \"a\"}, {n: 2, k: \"b\"}][n = 2].k", "[\"b\"]"},
       {"for i in 1..3 return i * i", "[1, 4, 9]"},
       {"for i in 3..1 return i", "[3, 2, 1]"},
       {"for i in 1..4 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3]"},
       {"for x in [1,2], y in [x, 10] return x + y", "[2, 11, 4, 12]"},
       {"some x in [1,2] satisfies x > 1", "true"},
       {"every x in [] satisfies x > 1", "true"},
       {"sort([3,1,2], function(a, b) a < b)", "[1, 2, 3]"},
       {"flatten([[1,[2]],3])", "[1, 2, 3]"},
       {"count(null)", "null"}});
}

TEST(Feel, ranges) {
  all({{"5 in [1..10]", "true"},
       {"10 in [1..10)", "false"},
       {"10 in [1..10[", "false"},
       {"5 in (> 3)", "true"},
       {"5 in (1, 5)", "true"},
       {"5 between 1 and 4", "false"},
       {"includes([1..10], 5)", "true"},
       {"overlaps([1..5], [5..8])", "true"},
       {"[10..1]", "null"},
       {"(5..3)", "null"}});
}

TEST(Feel, a_person_born_on_the_29th_of_february) {
  all({{"date(\"1940-02-29\") + duration(\"P1Y\")", "1941-02-28"},
       {"years and months duration(date(\"1940-02-29\"), date(\"2022-02-28\")).years", "81"},
       {"years and months duration(date(\"1940-02-29\"), date(\"2022-03-01\")).years", "82"},
       {"date(\"2021-02-29\")", "null"},
       {"today()", "2022-11-18"},
       {"day of week(today())", "\"Friday\""},
       {"@\"2022-11-18T10:00:00+08:00\" = @\"2022-11-18T02:00:00Z\"", "true"},
       {"@\"2022-11-18T10:00:00@Asia/Shanghai\" - @\"2022-11-18T02:00:00Z\"", "PT0S"},
       {"@\"P1DT2H\" * 2", "P2DT4H"},
       {"@\"10:00:00\" + @\"PT15H\"", "01:00:00"},
       {"time(\"25:00:00\")", "null"}});
}

TEST(Feel, functions_keep_what_was_around_them) {
  all({{"{k: 10, f: function(x) x + k, r: f(1)}.r", "11"},
       {"(function(a: number, b: string) b)(1, \"x\")", "\"x\""},
       {"(function(a: number) a)(\"x\")", "null"},
       {"substring(string: \"foobar\", start position: 3)", "\"obar\""},
       {"matches(\"LH-0457\", \"^[A-Z]{2}-\\\\d{4}$\")", "true"},
       {"string length(\"𠮷野\")", "2"},
       {"1 instance of number", "true"},
       {"[1,\"a\"] instance of list<number>", "false"}});
}

TEST(Feel, tests_of_a_value) {
  const auto passes = [](const char* text, const Value& value) {
    const Names names{.inputs = {"?"}, .open = {}, .members = {}, .types = {}};
    const auto program = compile_unary_tests(text, names);
    EXPECT_TRUE(program) << text;
    Evaluation evaluation;
    const Value inputs[]{value};
    return program && program->evaluate(inputs, evaluation).is_true();
  };
  EXPECT_TRUE(passes("-", Value()));
  EXPECT_TRUE(passes("[70..79], >= 100", Value::number(75)));
  EXPECT_FALSE(passes("[70..79], >= 100", Value::number(80)));
  EXPECT_TRUE(passes("not(\"深圳\", \"广州\")", Value(std::string("北京"))));
  EXPECT_TRUE(passes("? > 5 and ? < 7", Value::number(6)));
  EXPECT_TRUE(passes("false", Value(false)));
  EXPECT_FALSE(passes("< 5", Value()));
}

TEST(Feel, an_error_says_where) {
  EXPECT_EQ(eval("1 +"), "error at 3");
  EXPECT_EQ(eval("[1, 2"), "error at 5");
  EXPECT_EQ(eval("\"open"), "error at 0");
  EXPECT_EQ(eval("1 /* open"), "error at 2");
  EXPECT_EQ(eval("if true then 1"), "error at 14");
  const auto program = compile("age > limit", {});
  ASSERT_TRUE(program);
  EXPECT_EQ(program->unknown().size(), 2U);
}

TEST(Feel, hostile_texts_are_stopped_by_a_limit) {
  const auto stopped = [](const std::string& text) {
    const auto program = compile(text, {});
    if (!program) return true;
    Evaluation evaluation;
    const Value value = program->evaluate({}, evaluation);
    return evaluation.stopped() && value.null();
  };
  EXPECT_TRUE(stopped(std::string(100'000, '(')));
  EXPECT_TRUE(stopped(std::string(100'000, '-') + "1"));
  std::string tests = "1";
  for (int i = 0; i < 100; ++i) tests = "1 in (" + tests;
  EXPECT_TRUE(stopped(tests));
  EXPECT_TRUE(stopped("for a in 1..1000000000 return a"));
  EXPECT_TRUE(stopped("for a in 1..10000, b in 1..10000 return a"));
  EXPECT_TRUE(stopped("{f: function(g) g(g), r: f(f)}.r"));
  const std::string large =
      "(for i in 1..60 return if i = 1 then \"12345678\" else partial[-1] + partial[-1])";
  EXPECT_TRUE(stopped(large));
  const std::string with_text =
      "{all: for i in 1..20 return if i = 1 then \"12\" else partial[-1] + partial[-1],"
      " text: all[-1], r: ";
  EXPECT_TRUE(stopped(with_text + "string join(for k in 1..1000 return text)}.r"));
  EXPECT_TRUE(stopped(with_text + "replace(text, \"1\", text)}.r"));
  EXPECT_TRUE(stopped("count(for i in 1..20 return for j in 1..1000000 return j) > 0"));
}

}  // namespace
}  // namespace dk::feel
