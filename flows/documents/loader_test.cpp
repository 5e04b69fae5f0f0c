// What the loader refuses, and that it says where.
#include <gtest/gtest.h>

#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

struct Refused {
  std::string xml;  // inside a document
  std::string element;
  std::string message;  // a part of it
};

class TemplateLoader : public testing::TestWithParam<Refused> {};

TEST_P(TemplateLoader, names_the_element_and_says_why) {
  Trial trial;
  trial.set("name", feel::Value(std::string("x")));
  const auto loaded =
      trial.load(R"(<document width="72mm" height="90mm">)" + GetParam().xml + "</document>");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().element, GetParam().element);
  EXPECT_NE(loaded.error().message.find(GetParam().message), std::string::npos)
      << loaded.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Templates, TemplateLoader,
    testing::Values(
        Refused{"<blink/>", "blink", "there is no element blink"},
        Refused{R"(<text id="t" font="x">1</text>)", "t", "has no attribute font"},
        Refused{R"(<text id="t">words</text>)", "t", "words belong into the catalogue"},
        Refused{R"(<group id="g">12</group>)", "g", "outside of a text"},
        Refused{R"(<text id="t">{nobody}</text>)", "t", "nobody gives nobody"},
        Refused{R"(<text id="t">{1 +}</text>)", "t", "the expression"},
        Refused{R"(<text id="t">{name</text>)", "t", "not closed"},
        Refused{R"(<text id="t" size="3">1</text>)", "t", "4 to 144"},
        Refused{R"(<text id="t" align="justify">1</text>)", "t", "left, centre, right"},
        Refused{R"(<text id="t" colour="#12">1</text>)", "t", "#rrggbb"},
        Refused{R"(<text id="t"><say/></text>)", "t", "needs an id"},
        Refused{R"(<text id="t"><b>1</b></text>)", "t", "no element b"},
        Refused{R"(<space id="s"/>)", "s", "needs a height"},
        Refused{R"(<space id="s" height="12"/>)", "s", "no measure"},
        Refused{R"(<space id="s" height="-1mm"/>)", "s", "no measure"},
        Refused{R"(<qr id="q"/>)", "q", "needs a value"},
        Refused{R"(<qr id="q" value="name" level="X"/>)", "q", "L, M, Q, H"},
        Refused{R"(<for id="f" each="x"><line/></for>)", "f", "come together"},
        Refused{R"(<for id="f" each="name" in="[1]"><line/></for>)", "f", "taken already"},
        Refused{R"(<row/>)", "row", "may not stand here"},
        Refused{R"(<table id="t" widths="1* 1*"><row><cell>1</cell></row></table>)", "t",
                "has 1 columns"},
        Refused{R"(<seal id="s" diameter="30mm"/>)", "s", "either a file or words"},
        Refused{R"(<seal id="s" diameter="1mm">1</seal>)", "s", "5mm"},
        Refused{R"(<line/><header id="h" height="5mm"/>)", "h", "come first"},
        Refused{R"(<header height="40mm"/><footer height="45mm"/>)", "document", "less than 10mm"},
        Refused{R"(<text id="t" if="page = 1">1</text>)", "t", "nobody gives page"}));

TEST(Template, names_every_text_that_it_says) {
  const auto loaded = Trial().load(R"(<document width="72mm" height="90mm">
    <footer height="9mm"><text><say id="page" with="{page: page, pages: pages}"/></text></footer>
    <text><say id="title"/><say id="title" lang="en"/></text></document>)");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->message_ids(), (std::vector<std::string>{"page", "title"}));
}

TEST(Template, is_no_template_when_it_is_something_else) {
  const Trial trial;
  EXPECT_EQ(trial.load("").error().element, "document");
  EXPECT_EQ(trial.load("<definitions/>").error().element, "definitions");
  EXPECT_FALSE(trial.load(R"(<document width="72mm"/>)"));
  EXPECT_FALSE(trial.load("<document width=\"72mm\" height=\"roll\"><text>\xff</text></document>"));
  EXPECT_FALSE(
      trial.load(R"(<document width="72mm" height="roll"><header height="5mm"/></document>)"));
}

}  // namespace
}  // namespace dk::documents
