// What an author does wrong is found, with the file, the element and a sentence.
#include "flows/main/test_items.h"

namespace dk::flows {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of a check

// The senior allowance with one text of one file changed.
std::string changed(const std::string& file, const std::string& from, const std::string& to) {
  static const engine::Files whole = item_files("senior-allowance");
  engine::Files files = whole;
  std::string& text = files[file];
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return findings_of(files);
}

TEST(ItemCheck, names_and_references_that_lead_nowhere) {
  EXPECT_EQ(changed("journey.bpmn", "=decision.amount", "=decison.amount"),
            "senior-allowance: order: nobody gives a value to \"decison\"\n");
  EXPECT_EQ(changed("journey.bpmn", "decisionId=\"senior_allowance\"", "decisionId=\"junior\""),
            "senior-allowance: decide: there is no decision junior\n");
  EXPECT_EQ(changed("journey.bpmn", "formId=\"senior-allowance-confirm\"", "formId=\"other\""),
            "senior-allowance: confirm: there is no form other\n");
  EXPECT_EQ(changed("journey.bpmn", "type=\"payout-order\"", "type=\"payout\""),
            "senior-allowance: order: the job payout is not among the item's services\n");
  EXPECT_EQ(changed("journey.bpmn", "allowance.cards\" />", "allowance.card\" />"),
            "senior-allowance: fetch: there is no fact allowance.card\n");
  EXPECT_EQ(changed("confirm.form", "\"dk:fillFrom\": \"person.phone\"",
                    "\"dk:fillFrom\": \"person.fone\""),
            "senior-allowance-confirm: Field_phone: there is no fact person.fone\n");
  EXPECT_EQ(changed("item.toml", "journey = \"senior-allowance\"", "journey = \"x\""),
            "item.toml: journey: there is no process x\n");
}

TEST(ItemCheck, personal_facts_before_a_card_was_shown) {
  EXPECT_EQ(changed("journey.bpmn", "value=\"L3\"", "value=\"L1\"").substr(0, 77),
            "senior-allowance: fetch: it asks for person.birth before the person has shown");
}

TEST(ItemCheck, outcomes_need_reason_and_sentence) {
  EXPECT_EQ(changed("decision.dmn", "\"APPROVE\"", "\"GRANT\"")
                .find("decision.dmn: senior_allowance: rule 5: its outcome is none of"),
            0U);
  EXPECT_EQ(changed("decision.dmn", "<text>\"需人工核对，请到窗口。\"</text>", "<text>null</text>"),
            "decision.dmn: senior_allowance: rule 11: it has no sentence for the citizen\n");
  EXPECT_EQ(changed("decision.dmn", "需人工核对，请到窗口。", "没有译文。"),
            "decision.dmn: senior_allowance: \"没有译文。\" has no words in zh-HK\n"
            "decision.dmn: senior_allowance: \"没有译文。\" has no words in en\n");
}

TEST(ItemCheck, citizen_who_would_get_no_answer) {
  EXPECT_EQ(changed("decision.dmn", "<inputEntry id=\"R11_in1\">\n          <text>-</text>",
                    "<inputEntry id=\"R11_in1\">\n          <text>\"深圳\"</text>"),
            "decision.dmn: senior_allowance: its last rule does not match everything, so that a "
            "citizen might get no answer\n");
}

TEST(ItemCheck, sentence_that_tells_what_must_not_be_told) {
  EXPECT_EQ(changed("item.toml",
                    "name = \"person.hukou_city\"\nlabel = \"户籍所在城市\"\ntype = "
                    "\"string\"\nsource = \"share\"\nfresh = \"P1D\"\nretention = "
                    "\"case\"\nsensitivity = \"personal\"\nexplainable = \"yes\"",
                    "name = \"person.hukou_city\"\nlabel = \"户籍所在城市\"\ntype = "
                    "\"string\"\nsource = \"share\"\nfresh = \"P1D\"\nretention = "
                    "\"case\"\nsensitivity = \"personal\"\nexplainable = \"no\""),
            "decision.dmn: senior_allowance: rule 2: its sentence names person.hukou_city, which "
            "must not be explained\n");
  // Also when an output carries it.
  EXPECT_EQ(changed("decision.dmn", "<text>person.birth + duration(\"P70Y\")</text>",
                    "<text>if person.records_agree then person.birth else null</text>"),
            "decision.dmn: senior_allowance: rule 4: its sentence names person.records_agree, "
            "which must not be explained\n");
}

TEST(ItemCheck, what_the_law_asks_to_be_told) {
  EXPECT_EQ(changed("item.toml", "consent = \"notice\"", "consent = \"none\""),
            "item.toml: consent: it uses personal facts, so the person must be told\n");
  EXPECT_EQ(changed("item.toml", "sensitivity = \"personal\"", "sensitivity = \"sensitive\""),
            "item.toml: consent: it uses sensitive facts, which need separate consent\n");
  EXPECT_EQ(
      changed("item.toml", "legal_basis = [\"深民规〔2019〕2号\", \"个人信息保护法第十三条\"]",
              "legal_basis = []"),
      "item.toml: legal_basis: no law is named\n");
  EXPECT_EQ(changed("item.toml", "until = 2019-10-01", "until = 2020-10-01"),
            "item.toml: monthly: two of its values count on the same day\n");
}

TEST(ItemCheck, item_toml_says_nothing_unknown_and_lacks_nothing) {
  EXPECT_EQ(changed("item.toml", "department = ", "departement = "),
            "item.toml: item: department is missing\nitem.toml: item: departement is unknown\n");
  EXPECT_EQ(changed("item.toml", "type = \"date\"", "type = \"dat\"")
                .find("item.toml: person.birth: type"),
            0U);
  EXPECT_EQ(changed("item.toml", "offline = \"provisional\"", "offline = \"perhaps\""),
            "item.toml: item: offline is \"perhaps\", which is not known\n");
  EXPECT_EQ(changed("item.toml", "[item]", "[item").find("item.toml: line "), 0U);
  EXPECT_EQ(findings_of({}), "item.toml: : is missing\n");
}

TEST(ItemCheck, types_that_do_not_agree) {
  EXPECT_EQ(changed("item.toml", "type = \"date\"", "type = \"string\""), "");
  engine::Files files = item_files("senior-allowance");
  files.erase("texts/en.mo");
  EXPECT_EQ(findings_of(files), "texts/en.mo: : the item has no words in this language\n");
}

}  // namespace
}  // namespace dk::flows
