#include "flows/feel/regex.h"

#include <gtest/gtest.h>

#include "flows/feel/feel.h"

namespace dk::feel {
namespace {

std::string call(const char* function, std::initializer_list<std::string> texts) {
  List arguments;
  for (const std::string& text : texts) arguments.push_back(Value(text));
  Evaluation evaluation;
  return to_text(builtin(function)->function().call(evaluation, arguments), true);
}
std::string matches(const std::string& input, const std::string& pattern,
                    const std::string& flags = "") {
  return call("matches", {input, pattern, flags});
}

TEST(Regex, a_class_minus_a_class) {
  EXPECT_EQ(matches("b", "^[a-z-[aeiou]]$"), "true");
  EXPECT_EQ(matches("e", "^[a-z-[aeiou]]$"), "false");
  EXPECT_EQ(matches("e", "^[a-z-[aeiou-[e]]]$"), "true");
  EXPECT_EQ(matches("1", "^[^a-z-[0-9]]$"), "false");
  EXPECT_EQ(matches("O", "[A-Z-[OI]]", "i"), "false");
  EXPECT_EQ(matches("x", "[A-Z-[OI]]", "i"), "true");
  EXPECT_EQ(matches("圳", "[一-龥-[深]]"), "true");
  EXPECT_EQ(matches("-", "^[a-]$"), "true");
  EXPECT_EQ(matches("&", "^[a&&b]$"), "true");  // no intersection in XPath
}

TEST(Regex, what_only_other_languages_have_is_refused) {
  for (const char* pattern : {"a(?=b)",
                              "(?i)a",
                              "(?<name>a)",
                              "a*+",
                              "a++",
                              "[a[b]]",
                              "a{,2}",
                              "a{",
                              "a}",
                              "a]",
                              "[]",
                              "[^]",
                              "*a",
                              "(|*)",
                              "\\b",
                              "\\Q",
                              "\\x41",
                              "\\p{Latin}",
                              "\\p{IsNowhere}",
                              "(a",
                              "a)",
                              "(a)\\2",
                              "(a\\1)",
                              "[a\\1]",
                              "\\0",
                              "[a-\\d]",
                              "\\"}) {
    EXPECT_EQ(matches("a", pattern), "null") << pattern;
  }
}

TEST(Regex, classes_of_characters_are_xml_schemas) {
  EXPECT_EQ(matches("_", "\\w"), "false");  // punctuation
  EXPECT_EQ(matches("深", "^\\w$"), "true");
  EXPECT_EQ(matches("\v", "\\s"), "false");
  EXPECT_EQ(matches("深:a-1", "^\\i\\c*$"), "true");
  EXPECT_EQ(matches("1a", "^\\i"), "false");
  EXPECT_EQ(matches("hello", "^\\p{IsBasicLatin}+$"), "true");
  EXPECT_EQ(matches("é", "\\P{IsBasicLatin}"), "true");
  EXPECT_EQ(matches("LH-0457", "^\\p{Lu}{2}-\\d{4}$"), "true");
}

TEST(Regex, lines_and_spaces) {
  EXPECT_EQ(matches("a\n", "a$"), "false");
  EXPECT_EQ(matches("a\nb", "a$", "m"), "true");
  EXPECT_EQ(matches("a\rb", "a.b"), "false");
  EXPECT_EQ(matches("a\nb", "a.b", "s"), "true");
  EXPECT_EQ(matches("hello world", "hello\\ sworld", "x"), "true");
  EXPECT_EQ(matches("hello world", "he llo[ ]world", "x"), "true");
  EXPECT_EQ(matches("a", "\\p{ L }", "x"), "true");
  EXPECT_EQ(matches("A.B", "a.b", "qi"), "true");
  EXPECT_EQ(matches("axb", "a.b", "q"), "false");
}

TEST(Regex, references_to_groups) {
  EXPECT_EQ(matches("aa", "^(a)\\1$"), "true");
  EXPECT_EQ(matches("aa1", "^(a)\\11$"), "true");  // there is no group 11
  EXPECT_EQ(call("replace", {"abc", "(b)", "[$1]"}), "\"a[b]c\"");
  EXPECT_EQ(call("replace", {"abc", "(b)", "$12"}), "\"ab2c\"");
  EXPECT_EQ(call("replace", {"abc", "(b)", "$2"}), "\"ac\"");
  EXPECT_EQ(call("replace", {"abc", "b", "\\$"}), "\"a$c\"");
  EXPECT_EQ(call("replace", {"abc", "b", "$"}), "null");
  EXPECT_EQ(call("replace", {"a.c", ".", "$", "q"}), "\"a$c\"");
}

TEST(Regex, hostile_expressions_end) {
  const std::string brackets(100'000, '[');
  EXPECT_EQ(matches("a", brackets), "null");
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += "[a-";
  EXPECT_EQ(matches("a", nested), "null");
  EXPECT_EQ(matches(std::string(40, 'a'), "^(a+)+b$"), "null");  // given up: 50 units of work
}

}  // namespace
}  // namespace dk::feel
