// Whole forms, as an editor saved them, and people before them.
#include "flows/form/form.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "flows/form/test_forms.h"

namespace dk::form {
namespace {

Outside senior_facts() {
  return {{"person.name", "person.phone", "person.address", "cards", "birth_date"}, {}};
}
constexpr const char* kMrsChen = R"({
  "person": {"name": "陈秀英", "phone": "13800005206", "address": "龙华区清湖社区1栋101"},
  "birth_date": "@1940-02-29",
  "cards": [{"bank": "社保卡", "masked": "****6621", "token": "c1"},
            {"bank": "银行卡", "masked": "****0387", "token": "c2"}]})";

TEST(SeniorAllowance, only_the_card_and_the_address_are_asked) {
  const Visit visit(form_file("senior_allowance.form"), senior_facts(), kMrsChen);
  const View seen = visit.look();
  EXPECT_EQ(seen.known, 2U);  // name and phone
  EXPECT_EQ(seen.asked, 3U);  // address to be confirmed, card, notice
  EXPECT_FALSE(seen.complete);

  const FieldView* phone = find(seen.fields, "Field_phone");
  ASSERT_TRUE(phone);
  EXPECT_TRUE(phone->known);
  EXPECT_EQ(phone->text, "13800005206");
  EXPECT_EQ(phone->known_from, "person.phone");
  EXPECT_EQ(phone->sensitivity, Sensitivity::Number);

  const FieldView* card = find(seen.fields, "Field_card");
  ASSERT_TRUE(card);
  ASSERT_EQ(card->options.size(), 2U);
  EXPECT_EQ(card->options[0].label, "社保卡 ****6621");
  EXPECT_TRUE(card->required);
  EXPECT_FALSE(card->show_errors);  // nobody has been there yet

  const FieldView* intro = find(seen.fields, "Text_intro");
  ASSERT_TRUE(intro);
  ASSERT_EQ(intro->paragraphs.size(), 2U);
  EXPECT_EQ(intro->paragraphs[0].kind, Paragraph::Kind::Heading);
  EXPECT_EQ(intro->paragraphs[1].spans[0].text, "陈秀英，您的津贴将发到您选的卡上。");
  EXPECT_FALSE(find(seen.fields, "Field_age"));  // computed, not drawn
}

TEST(SeniorAllowance, two_touches_finish_it) {
  Visit visit(form_file("senior_allowance.form"), senior_facts(), kMrsChen);
  EXPECT_EQ(visit.submit(), "Field_address: unconfirmed, Field_card: required");
  EXPECT_TRUE(find(visit.look().fields, "Field_address")->confirm);
  EXPECT_EQ(visit.put_in({Input::Kind::Confirm, {"Field_address", {}}, {}, 0}), "");
  EXPECT_EQ(visit.type({"Field_card", {}}, "c2"), "");
  EXPECT_TRUE(visit.look().complete);
  EXPECT_EQ(visit.submit(),
            R"({"name":"陈秀英","phone":"13800005206","address":"龙华区清湖社区1栋101",)"
            R"("payout":{"card":"c2"},"notice":"sms","age":82})");
}

TEST(SeniorAllowance, a_known_phone_can_be_changed_and_a_name_cannot) {
  Visit visit(form_file("senior_allowance.form"), senior_facts(), kMrsChen);
  EXPECT_EQ(visit.type({"Field_phone", {}}, "13900000001"), "read_only");
  EXPECT_EQ(visit.put_in({Input::Kind::Change, {"Field_phone", {}}, {}, 0}), "");
  EXPECT_FALSE(find(visit.look().fields, "Field_phone")->known);
  EXPECT_EQ(visit.type({"Field_phone", {}}, "12"), "");
  const View seen = visit.look();
  EXPECT_EQ(errors_at(seen, "Field_phone"), "pattern ^1\\d{10}$");
  EXPECT_EQ(find(seen.fields, "Field_phone")->errors[0].words, "手机号是11位数字，以1开头");
  EXPECT_TRUE(find(seen.fields, "Field_phone")->show_errors);
  EXPECT_EQ(find(seen.fields, "Field_phone")->known_from, "");
  EXPECT_EQ(visit.put_in({Input::Kind::Change, {"Field_name", {}}, {}, 0}), "not_known");
  EXPECT_EQ(visit.type({"Field_name", {}}, "别人"), "read_only");
}

TEST(SeniorAllowance, a_phone_that_cannot_be_right_is_asked_though_it_is_known) {
  const Visit visit(form_file("senior_allowance.form"), senior_facts(),
                    R"({"person": {"phone": "8208820"}, "cards": [], "birth_date": null})");
  const View seen = visit.look();
  EXPECT_FALSE(find(seen.fields, "Field_phone")->known);
  EXPECT_EQ(find(seen.fields, "Field_phone")->text, "8208820");
  EXPECT_FALSE(find(seen.fields, "Field_card"));  // no cards: not asked
}

TEST(SeniorAllowance, facts_that_come_later_fill_what_is_still_open) {
  Visit visit(form_file("senior_allowance.form"), senior_facts(), R"({"cards": []})");
  EXPECT_EQ(visit.look().known, 0U);
  EXPECT_EQ(visit.type({"Field_phone", {}}, "13900000001"), "");
  visit.facts = facts_of(kMrsChen);
  const View seen = visit.look();
  EXPECT_TRUE(find(seen.fields, "Field_name")->known);
  EXPECT_EQ(find(seen.fields, "Field_phone")->text, "13900000001");  // the person's word stays
}

TEST(SeniorAllowance, everything_that_needs_words_and_facts_is_named) {
  const auto form = Form::load(form_file("senior_allowance.form"), senior_facts());
  ASSERT_TRUE(form);
  std::vector<std::string> texts;
  for (const Message& message : form->messages()) texts.push_back(message.text);
  for (const char* text : {"姓名", "办好后发短信给您", "手机号是11位数字，以1开头", "只要小票",
                           "# 确认信息\n{{person.name}}，您的津贴将发到您选的卡上。", "提交"}) {
    EXPECT_TRUE(std::ranges::find(texts, text) != texts.end()) << text;
  }
  EXPECT_EQ(texts.size(), 12U);
  ASSERT_EQ(form->fill_from().size(), 3U);
  EXPECT_EQ(form->fill_from()[1].fact, "person.phone");
  EXPECT_EQ(form->id(), "senior-allowance-choose");
}

TEST(SeniorAllowance, the_screen_speaks_the_language_of_the_catalogue) {
  const Visit visit(form_file("senior_allowance.form"), senior_facts(), kMrsChen);
  const View seen = visit.look([](std::string_view text) -> std::string {
    if (text == "手机") return "Mobile phone";
    if (text == "发短信") return "Text message";
    if (text.starts_with("# 确认")) return "For {{person.name}}: check these.";
    return std::string(text);
  });
  EXPECT_EQ(find(seen.fields, "Field_phone")->label, "Mobile phone");
  EXPECT_EQ(find(seen.fields, "Field_notice")->text, "Text message");
  EXPECT_EQ(find(seen.fields, "Text_intro")->paragraphs[0].spans[0].text,
            "For 陈秀英: check these.");
}

Outside birth_facts() { return {{"birth.date", "birth.children", "papers"}, {}}; }
constexpr const char* kTwins = R"({
  "birth": {"date": "@2022-11-01", "children": [{"sex": "2"}, {"sex": "1"}]},
  "papers": [{"name": "结婚证", "source": "民政"}, {"name": "出生医学证明", "source": "卫健"}]})";

TEST(Newborn, twins_are_one_case_with_two_children) {
  Visit visit(form_file("newborn.form"), birth_facts(), kTwins);
  const View seen = visit.look();
  const FieldView* children = find(seen.fields, "List_children");
  ASSERT_TRUE(children);
  ASSERT_EQ(children->items.size(), 2U);
  EXPECT_TRUE(children->may_add);
  EXPECT_TRUE(find(seen.fields, "Field_child_sex.0")->known);
  EXPECT_EQ(find(seen.fields, "Field_child_sex.1")->text, "男");
  EXPECT_EQ(find(seen.fields, "Text_number.1")->paragraphs[0].spans[0].text, "第2个宝宝");

  EXPECT_EQ(visit.type({"Field_follows", {}}, "mother"), "");
  EXPECT_EQ(visit.type({"Field_child_name", {0}}, "周一一"), "");
  EXPECT_EQ(visit.type({"Field_child_name", {1}}, "周二"), "");
  EXPECT_EQ(visit.type({"Field_child_weight", {1}}, "4010"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_child_weight.1"), "max 4000");  // twins weigh less
  EXPECT_EQ(visit.type({"Field_child_weight", {1}}, "2505"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_child_weight.1"), "increment 2500 2510");
  EXPECT_EQ(visit.type({"Field_child_weight", {1}}, "2500"), "");
  EXPECT_EQ(visit.set({"Field_child_insured", {0}}, feel::Value(false)), "");
  EXPECT_FALSE(find(visit.look().fields, "Field_child_weight.0"));
  EXPECT_EQ(visit.submit(),
            R"({"birth_form":{"date":"@2022-11-01","follows":"mother"},"children":[)"
            R"({"name":"周一一","sex":"2","insured":false},)"
            R"({"name":"周二","sex":"1","insured":true,"weight":2500}],)"
            R"("twins":true,"delivery":"pickup","more":[]})");
}

TEST(Newborn, a_child_added_and_one_taken_away_leave_the_others_as_they_were) {
  Visit visit(form_file("newborn.form"), birth_facts(), kTwins);
  const Place list{"List_children", {}};
  EXPECT_EQ(visit.put_in({Input::Kind::AddItem, list, {}, 0}), "");
  EXPECT_EQ(visit.put_in({Input::Kind::AddItem, list, {}, 0}), "list_full");  // dk:maxItems
  EXPECT_EQ(visit.type({"Field_child_name", {1}}, "周二"), "");
  EXPECT_EQ(visit.type({"Field_child_name", {2}}, "周三"), "");
  EXPECT_EQ(visit.put_in({Input::Kind::RemoveItem, list, {}, 1}), "");
  const View seen = visit.look();
  EXPECT_FALSE(find(seen.fields, "Field_child_name.1"));
  EXPECT_EQ(find(seen.fields, "Field_child_name.2")->text, "周三");
  EXPECT_FALSE(find(seen.fields, "Field_child_sex.2")->known);  // the new one has no fact
  EXPECT_TRUE(find(seen.fields, "Field_child_sex.0")->known);
  EXPECT_EQ(visit.state.answers.size(), 1U);  // nothing of the removed child is kept
  EXPECT_EQ(visit.put_in({Input::Kind::AddItem, list, {}, 0}), "");
  EXPECT_EQ(find(visit.look().fields, "Field_child_name.3")->text, "");
  EXPECT_EQ(visit.put_in({Input::Kind::RemoveItem, list, {}, 1}), "no_such_field");
}

TEST(Newborn, the_address_is_asked_when_it_is_needed_and_never_handed_on_otherwise) {
  Visit visit(form_file("newborn.form"), birth_facts(), kTwins);
  EXPECT_EQ(visit.type({"Field_mail_address", {}}, "清湖"), "no_such_field");
  EXPECT_EQ(visit.type({"Field_delivery", {}}, "mail"), "");
  EXPECT_EQ(visit.type({"Field_mail_address", {}}, "清湖社区"), "");
  EXPECT_EQ(visit.type({"Field_delivery", {}}, "pickup"), "");
  EXPECT_FALSE(find(visit.look().fields, "Field_mail_address"));
  EXPECT_EQ(visit.submit().find("清湖"), std::string::npos);
}

TEST(Newborn, reset_begins_again_and_submit_shows_what_is_missing) {
  Visit visit(form_file("newborn.form"), birth_facts(), kTwins);
  EXPECT_EQ(visit.type({"Field_follows", {}}, "father"), "");
  EXPECT_EQ(visit.press("Button_submit"), "");
  EXPECT_TRUE(find(visit.look().fields, "Field_child_name.0")->show_errors);
  EXPECT_EQ(visit.press("Button_reset"), "");
  EXPECT_TRUE(visit.state.answers.empty());
  EXPECT_FALSE(find(visit.look().fields, "Field_child_name.0")->show_errors);
}

TEST(Newborn, a_table_shows_what_is_there_already) {
  const Visit visit(form_file("newborn.form"), birth_facts(), kTwins);
  const View seen = visit.look();
  const FieldView* papers = find(seen.fields, "Table_papers");
  ASSERT_TRUE(papers);
  EXPECT_EQ(papers->table.columns, (std::vector<std::string>{"材料", "来源"}));
  ASSERT_EQ(papers->table.rows.size(), 2U);
  EXPECT_EQ(papers->table.rows[1][1].string(), "卫健");
  EXPECT_EQ(papers->table.page_rows, 5U);
}

}  // namespace
}  // namespace dk::form
