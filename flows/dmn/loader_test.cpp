#include <gtest/gtest.h>

#include "flows/dmn/dmn_test_support.h"

namespace dk::dmn {
namespace {

using namespace test;

std::string refused(const std::string& xml) {
  const auto model = Model::load({xml, {}});
  return model ? "" : model.error().element + ": " + model.error().message;
}

std::string of_version(const std::string& name_space) {
  return "<dmn:definitions xmlns:dmn=\"" + name_space +
         "\" namespace=\"urn:m\"><dmn:decision id=\"d\" "
         "name=\"d\"><dmn:literalExpression><dmn:text>1 "
         "+ 1</dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>";
}

std::string numbered(int number) {
  std::string out = "d";
  out.append(std::to_string(number));
  return out;
}

TEST(Loader, another_language_than_feel_is_refused_where_it_stands) {
  const std::string xml = of_version("https://www.omg.org/spec/DMN/20191111/MODEL/");
  const auto with = [&](const std::string& element, const std::string& language) {
    std::string changed = xml;
    changed.insert(changed.find(element) + element.size(),
                   " id=\"x\" expressionLanguage=\"" + language + "\"");
    return refused(changed);
  };
  EXPECT_EQ(with("<dmn:definitions", "juel"), "x: expressions are FEEL, not juel");
  EXPECT_EQ(with("<dmn:literalExpression", "juel"), "x: expressions are FEEL, not juel");
  EXPECT_EQ(with("<dmn:definitions", "https://www.omg.org/spec/DMN/20191111/FEEL/"), "");
  const std::string table =
      "<dmn:decisionTable><dmn:input><dmn:inputExpression id=\"asked\" "
      "expressionLanguage=\"juel\"><dmn:text>1</dmn:text></dmn:inputExpression></dmn:input>"
      "<dmn:output id=\"out\"/></dmn:decisionTable>";
  std::string asked = xml;
  const std::size_t from = asked.find("<dmn:literalExpression");
  asked.replace(from, asked.find("</dmn:decision>") - from, table);
  EXPECT_EQ(refused(asked), "asked: expressions are FEEL, not juel");
}

TEST(Loader, versions_from_1_2_to_1_5) {
  for (const char* version : {"http://www.omg.org/spec/DMN/20180521/MODEL/",
                              "https://www.omg.org/spec/DMN/20191111/MODEL/",
                              "https://www.omg.org/spec/DMN/20211108/MODEL/",
                              "https://www.omg.org/spec/DMN/20230324/MODEL/"}) {
    const auto model = Model::load({of_version(version), {}});
    ASSERT_TRUE(model) << version;
    feel::Evaluation evaluation;
    EXPECT_EQ(feel::to_text(evaluate(*model, "d", {}, evaluation).value), "2") << version;
  }
  EXPECT_NE(refused(of_version("http://www.omg.org/spec/DMN/20151101/dmn.xsd")), "");
  EXPECT_NE(refused(of_version("urn:something")), "");
  EXPECT_NE(refused("<definitions/>"), "");
  EXPECT_NE(refused("<html xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"), "");
}

TEST(Loader, what_it_does_not_understand_is_refused_with_its_place) {
  const auto decided = [](const std::string& logic) {
    return refused(definitions(input("age") + decision("d", requires_({"age"}), logic)));
  };
  EXPECT_EQ(decided(literal("age >= 80")), "");
  EXPECT_EQ(decided(literal("age >=")).substr(0, 3), "d: ");
  EXPECT_EQ(decided(table("FRIST", {"age"}, {{"-", "1"}})), "table: nobody knows this hit policy");
  EXPECT_EQ(decided(table("FIRST", {"age"}, {{"-"}})).substr(0, 4), "r1: ");
  EXPECT_NE(decided("<literalExpression expressionLanguage=\"urn:java\"><text>1</text>"
                    "</literalExpression>"),
            "");
  EXPECT_EQ(refused(definitions("<inputData id=\"x\" name=\"x\"><variable name=\"x\" "
                                "typeRef=\"tNobody\"/></inputData>")),
            "x: nobody defines the type tNobody");
  EXPECT_EQ(refused(definitions(decision("d", requires_({"nobody"}), literal("1")))),
            "d: nobody defines #nobody");
  EXPECT_NE(
      refused(definitions("<itemDefinition name=\"a\"><typeRef>b</typeRef></itemDefinition>"
                          "<itemDefinition name=\"b\"><typeRef>a</typeRef></itemDefinition>")),
      "");
}

// No DTD is read: an entity stays as it is written, which is no FEEL.
TEST(Loader, a_billion_laughs_stay_one) {
  std::string entities = "<!DOCTYPE d [<!ENTITY l0 \"1\">";
  for (int i = 1; i < 10; ++i) {
    entities.append("<!ENTITY l").append(std::to_string(i)).append(" \"");
    for (int j = 0; j < 10; ++j) entities.append("&l").append(std::to_string(i - 1)).append(";");
    entities += "\">";
  }
  entities += "]>";
  const auto model = Model::load({entities + definitions(decision("d", "", literal("1"))), {}});
  EXPECT_TRUE(model);
  EXPECT_NE(refused(entities + definitions("<decision id=\"d\" name=\"d\"><literalExpression><text>"
                                           "&l9;</text></literalExpression></decision>")),
            "");
}

TEST(Loader, deep_and_long_models_are_refused_by_a_named_limit) {
  std::string deep = literal("1");
  for (int i = 0; i < 20'000; ++i) deep.insert(0, "<list>").append("</list>");
  EXPECT_EQ(refused(definitions(decision("d", "", deep))),
            "d: boxed expressions stand in each other deeper than 100");
  EXPECT_EQ(refused(std::string(kMaxModelBytes + 1, ' ')),
            "definitions: the model is longer than 8388608 bytes");
  std::string types = "<typeRef>number</typeRef>";
  for (int i = 0; i < 20'000; ++i) {
    types.insert(0, "<itemComponent name=\"a\">").append("</itemComponent>");
  }
  EXPECT_EQ(refused(definitions("<itemDefinition name=\"t\">" + types + "</itemDefinition>")),
            "definitions: item definitions stand in each other deeper than 32");
}

TEST(Loader, decisions_in_a_circle_give_nothing) {
  const Model model = loaded(decision("a", requires_({}, {"b"}), literal("b")) +
                             decision("b", requires_({}, {"a"}), literal("a")));
  feel::Evaluation evaluation;
  const Outcome outcome = evaluate(model, "a", {}, evaluation);
  EXPECT_TRUE(outcome.value.null());
  ASSERT_FALSE(outcome.notes.empty());
  EXPECT_EQ(outcome.notes[0].message, "decisions depend on each other in a circle");
}

TEST(Loader, a_long_chain_of_decisions_is_stopped_by_the_limit_of_depth) {
  std::string chain = decision("d0", "", literal("1"));
  for (int i = 1; i < 5'000; ++i) {
    const std::string before = numbered(i - 1);
    chain += decision(numbered(i), requires_({}, {before}), literal(before + " + 1"));
  }
  const Model model = loaded(chain);
  feel::Evaluation evaluation;
  const Outcome outcome = evaluate(model, "d4999", {}, evaluation);
  EXPECT_TRUE(outcome.failed);
  EXPECT_EQ(outcome.notes.at(0).message, "stopped: calls nested deeper than 400");
}

}  // namespace
}  // namespace dk::dmn
