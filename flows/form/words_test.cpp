// Texts, their inserts and their marks; regular expressions as authors write them.
#include "flows/form/words.h"

#include <gtest/gtest.h>

#include "flows/form/form.h"
#include "flows/form/markdown.h"
#include "flows/form/pattern.h"

namespace dk::form {
namespace {

TEST(Words, a_translation_must_have_the_same_inserts) {
  EXPECT_TRUE(same_inserts("{{a}} of {{ b }}", "{{b}} 之 {{a}}"));
  EXPECT_FALSE(same_inserts("{{a}}", "{{b}}"));
  EXPECT_FALSE(same_inserts("{{a}}", "a"));
  EXPECT_TRUE(same_inserts("plain", "没有"));
}

TEST(Words, a_translation_with_another_insert_is_not_shown) {
  Words words;
  words.source = "Dear {{name}}";
  feel::Names names;
  names.inputs = {"name"};
  words.inserts.push_back({"name", *feel::compile("name", names)});
  const feel::List inputs{feel::Value(std::string("陈"))};
  feel::Evaluation evaluation;
  const auto said = [&](const char* translation) {
    return render(words, inputs, evaluation, [&](std::string_view) { return translation; });
  };
  EXPECT_EQ(said("{{name}}您好"), "陈您好");
  EXPECT_EQ(said("{{secret}}您好"), "Dear 陈");
  EXPECT_EQ(render(words, {feel::Value()}, evaluation, {}), "Dear ");
}

std::string seen(std::string_view text) {
  std::string out;
  for (const Paragraph& paragraph : paragraphs(text)) {
    constexpr const char* kMarks[] = {"p", "h", "b", "n", "q", "r"};
    out += kMarks[static_cast<std::size_t>(paragraph.kind)];
    if (paragraph.level > 0) out += std::to_string(paragraph.level);
    for (const Span& span : paragraph.spans) {
      out.append("[").append(span.bold ? "B" : "").append(span.italic ? "I" : "");
      out.append(span.text).append("]");
    }
  }
  return out;
}

TEST(Markdown, what_a_text_view_has) {
  EXPECT_EQ(seen("# Title\nfirst\nsecond\n\n- one\n* two\n12. twelve\n> quote\n---\n### x"),
            "h1[Title]p[first second]b[one]b[two]n12[twelve]q[quote]rh3[x]");
  EXPECT_EQ(seen("a **bold** and _soft_ and ***both***"),
            "p[a ][Bbold][ and ][Isoft][ and ][BIboth]");
  EXPECT_EQ(seen("2 * 3 * 4, snake_case_name, 请**带**证件"),
            "p[2 * 3 * 4, snake_case_name, 请][B带][证件]");
  EXPECT_EQ(seen("#no heading\n####### neither"), "p[#no heading ####### neither]");
  EXPECT_EQ(seen("\\*as it is\\*"), "p[*as it is*]");
  EXPECT_EQ(seen(""), "");
}

TEST(Markdown, a_name_with_stars_stays_a_name) {
  for (const char* name : {"*陈*", "__a__", "# x", "1. y", "- z", "> q", "a\\b", "`c`", "---"}) {
    EXPECT_EQ(seen(escape_markdown(name)), "p[" + std::string(name) + "]");
  }
}

TEST(Pattern, is_read_as_a_browser_reads_it) {
  const auto found = [](const char* pattern, const char* text) {
    const auto compiled = Pattern::compile(pattern);
    return compiled && compiled->found_in(text) == true;
  };
  EXPECT_TRUE(found("^1\\d{10}$", "13800005206"));
  EXPECT_FALSE(found("^1\\d{10}$", "1３８００００５２０６"));  // digits of another script
  EXPECT_TRUE(found("b", "abc"));                              // anywhere
  EXPECT_TRUE(found("^[\\w.-]+$", "a_b.c-1"));
  EXPECT_FALSE(found("^[^\\d]+$", "a1"));
  EXPECT_TRUE(found("^[[a]$", "["));
  EXPECT_TRUE(found("^(?=.*[A-Z])\\D+$", "xAy"));
  EXPECT_FALSE(Pattern::compile("(").has_value());
}

TEST(Pattern, one_that_never_ends_is_stopped) {
  const auto pattern = Pattern::compile("^(a+)+$");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->found_in(std::string(4'000, 'a') + "b"), std::nullopt);
}

}  // namespace
}  // namespace dk::form
