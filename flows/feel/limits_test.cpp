// Hostile expressions, each stopped by a limit that the note names.
#include <gtest/gtest.h>

#include "flows/feel/feel.h"

namespace dk::feel {
namespace {

std::string stopped_by(const std::string& text) {
  const auto program = compile(text, {});
  if (!program) return program.error().message;
  Evaluation evaluation;
  const Value value = program->evaluate({}, evaluation);
  EXPECT_EQ(evaluation.stopped(), true) << text;
  EXPECT_TRUE(value.null()) << text;
  for (const Note& note : evaluation.notes()) {
    if (note.message.starts_with("stopped: ")) return note.message;
  }
  return "nothing";
}

constexpr const char* kSteps = "stopped: more than 1000000 steps";
constexpr const char* kParts = "stopped: a value of more than 300000 parts";
constexpr const char* kText = "stopped: a text of more than 1048576 bytes";
constexpr const char* kDepth = "stopped: calls nested deeper than 400";

// In 40 steps: a function of a function that doubles what it is given.
std::string doubled(const std::string& seed, const std::string& twice) {
  return std::string("{f: function(f, x, n) if n = 0 then x else f(f, ")
      .append(twice)
      .append(", n - 1), r: f(f, ")
      .append(seed)
      .append(", 40)}.r");
}

TEST(Limits, work_without_an_end) {
  for (const char* text :
       {"for i in 1..1000000000 return i", "count(for i in 1..1000000000 return 1)",
        "some i in 1..1000000000 satisfies i < 0", "every i in 1..1000000000 satisfies i > 0",
        "for a in 1..100000, b in 1..100000 return a", "sum(for i in 1..1000000000 return i)",
        "for d in @\"0001-01-01\"..@\"9999-12-31\", e in 1..1000 return d",
        "for i in 1..1000000 return log(i + 0.5)", "for i in 1..1000000 return 1.0001 ** i",
        "for i in 1..1000000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaa\", \"^(a+)+b$\")",
        "for i in 1..1000000 return string(i)", "for i in 1..1000000 return function(x) x",
        "for i in 1..1000000 return partial", "for i in 1..1000000 return [partial[-1]]",
        "for i in 1..1000000 return time(\"10:00:00@Asia/Shanghai\") < time(\"10:00:00Z\")",
        "{l: for i in 1..50000 return i, r: for i in 1..50000 return concatenate(l, l)}.r",
        "{l: for i in 1..50000 return i, r: distinct values(l)}.r",
        "{l: for i in 1..50000 return i, r: for i in l return list contains(l, -1)}.r"}) {
    EXPECT_EQ(stopped_by(text), kSteps) << text;
  }
}

TEST(Limits, values_that_grow) {
  EXPECT_EQ(stopped_by(doubled("[1]", "concatenate(x, x)")), kSteps);
  EXPECT_EQ(stopped_by(doubled("[1]", "[x, x]")), kParts);  // shared: small, but endless to write
  EXPECT_EQ(stopped_by(doubled("{a: 1}", "{a: x, b: x}")), kParts);
  EXPECT_EQ(stopped_by(doubled("\"a\"", "x + x")), kText);
  EXPECT_EQ(stopped_by(doubled("\"a\"", "string join([x, x])")), kText);
  EXPECT_EQ(stopped_by(doubled("\"a\"", "replace(x, \"a\", \"aa\")")), kSteps);
}

TEST(Limits, recursion_without_an_end) {
  EXPECT_EQ(stopped_by("{f: function(f, x) f(f, x), r: f(f, 1)}.r"), kDepth);
  EXPECT_EQ(stopped_by("sort([3, 2, 1], function(a, b) "
                       "{f: function(g) g(g), r: f(f)}.r)"),
            kDepth);
}

TEST(Limits, texts_that_are_nested_or_long) {
  EXPECT_EQ(stopped_by(std::string(100'000, '(')), "nested too deeply");
  EXPECT_EQ(stopped_by(std::string(100'000, '[')), "nested too deeply");
  EXPECT_EQ(stopped_by(std::string(100'000, '-') + "1"), "nested too deeply");
  EXPECT_EQ(stopped_by(std::string(300'000, ' ') + "1"), "the text is too long");
  std::string tests = "1";
  for (int i = 0; i < 100; ++i) tests.insert(0, "1 in (");
  EXPECT_EQ(stopped_by(tests), "too complicated");
}

}  // namespace
}  // namespace dk::feel
