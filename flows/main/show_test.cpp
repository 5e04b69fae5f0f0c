// Two files that mean the same are described alike; whatever has a meaning changes the description.
#include "flows/main/show.h"

#include <gtest/gtest.h>

#include "flows/bpmn/test_processes.h"
#include "flows/main/item_folder.h"

namespace dk::flows {
namespace {

using namespace bpmn::test;  // NOLINT(google-build-using-namespace): the words of the files

std::string shown(const std::string& xml) {
  const auto process = bpmn::Process::load(xml);
  return process ? described(*process) : process.error().element + process.error().message;
}

std::string journey(const std::string& extra) {
  return shown(file("p", start() + user("ask", extra) + end() + path({"start", "ask", "end"})));
}

std::string allowance() {
  return read_text_file(std::string(DK_PROJECT_DIR) +
                        "/flows/catalogue/senior-allowance/decision.dmn")
      .value_or("");
}
std::string shown_model(const std::string& xml) {
  const auto model = dmn::Model::load({.xml = xml, .imports = {}});
  return model ? described(*model) : model.error().element + model.error().message;
}

TEST(Show, a_change_of_meaning_is_seen) {
  const std::string plain = journey("");
  EXPECT_NE(plain.find("user task \"ask\"\n"), std::string::npos) << plain;
  EXPECT_NE(plain, journey(identity("L3")));
  EXPECT_NE(journey(io({{"a", "=1"}})), journey(io({{"a", "=2"}})));
  EXPECT_NE(journey(io({{"a", "=1"}})), journey(io({{"b", "=1"}})));
}

TEST(Show, a_constant_is_not_an_expression) {
  EXPECT_NE(journey(io({{"a", "=b"}})), journey(io({{"a", "b"}})));
}

TEST(Show, every_word_of_a_table_is_seen) {
  const std::string text = allowance();
  const std::string plain = shown_model(text);
  EXPECT_NE(plain.find("hit policy: \"FIRST\"\n"), std::string::npos) << plain;
  const std::pair<std::string, std::string> changes[] = {
      {"hitPolicy=\"FIRST\"", "hitPolicy=\"RULE ORDER\""},
      {"[70..80)", "[70..81)"},
      {"parameters.monthly.from_90", "parameters.monthly.from_80"},
      {"<annotation name=\"basis\" />", "<annotation name=\"why\" />"},
      {"design: every doubt is referred", "nobody knows"},
      {"name=\"amount\" typeRef=\"number\"", "name=\"amount\" typeRef=\"string\""},
      {"count(allowance.cards)", "count(allowance.card)"}};
  for (const auto& [from, to] : changes) {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    EXPECT_NE(plain, shown_model(changed)) << to;
  }
}

}  // namespace
}  // namespace dk::flows
