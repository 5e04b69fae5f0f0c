// Each kind of field: what it takes, what it says is wrong, what it hands on.
#include <gtest/gtest.h>

#include "flows/form/test_forms.h"

namespace dk::form {
namespace {

Outside everything() { return {{"person.name", "towns"}, {}}; }
constexpr const char* kTowns = R"({"person": {"name": "*陈*"}, "towns": ["龙华", "观澜"]})";

Visit every_kind() { return Visit(form_file("every_kind.form"), everything(), kTowns); }

TEST(Kinds, every_kind_is_on_the_screen) {
  const Visit visit = every_kind();
  const View seen = visit.look();
  EXPECT_EQ(seen.fields.size(), 20U);  // the computed one is not drawn
  const FieldView* text = find(seen.fields, "Text_1");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->paragraphs.size(), 6U);
  EXPECT_EQ(find(seen.fields, "Image_1")->source, "pictures/card.png");
  EXPECT_EQ(find(seen.fields, "Image_1")->label, "社保卡样例");
  EXPECT_EQ(find(seen.fields, "Field_text")->prefix, "先生/女士");
  EXPECT_EQ(find(seen.fields, "Field_text")->suffix, "（*陈*）");
  EXPECT_EQ(find(seen.fields, "Field_inner")->place.field, "Field_inner");
  EXPECT_EQ(find(seen.fields, "List_1")->items.size(), 2U);
  EXPECT_FALSE(find(seen.fields, "List_1")->may_add);
  EXPECT_EQ(find(seen.fields, "Table_1")->table.rows.size(), 2U);
  EXPECT_EQ(find(seen.fields, "Spacer_1")->height_px, 40);
  EXPECT_EQ(find(seen.fields, "Text_1")->row, "Row_a");
}

TEST(Kinds, all_of_it_is_handed_on) {
  Visit visit = every_kind();
  EXPECT_EQ(visit.submit(), "Field_yes: required");
  EXPECT_EQ(visit.type({"Field_area", {}}, "来访"), "read_only");  // "=not(yes)"
  EXPECT_EQ(visit.set({"Field_yes", {}}, feel::Value(true)), "");
  EXPECT_EQ(visit.type({"Field_area", {}}, "来访\n两行"), "");
  EXPECT_EQ(visit.type({"Field_text", {}}, "陈\n英"), "");  // one line
  EXPECT_EQ(visit.type({"Field_number", {}}, "12,5"), "");
  EXPECT_EQ(visit.type({"Field_when", {}}, "2022-12-01T09:30"), "");
  EXPECT_EQ(visit.type({"Field_time", {}}, "07:15"), "");
  EXPECT_EQ(visit.type({"Field_radio", {}}, "b"), "");
  EXPECT_EQ(visit.type({"Field_select", {}}, "观澜"), "");
  EXPECT_EQ(visit.set({"Field_tags", {}}, feel::List{feel::Value(std::string("龙华"))}), "");
  EXPECT_EQ(visit.type({"Field_inner", {}}, "里"), "");
  EXPECT_EQ(visit.type({"Field_item", {0}}, "1.5"), "");
  EXPECT_EQ(visit.type({"Field_item", {1}}, "2"), "");
  EXPECT_EQ(visit.submit(),
            R"({"text":"陈 英","mail":"","call":"","area":"来访\n两行","amount":"12.5",)"
            R"("when":"@2022-12-01T09:30:00+08:00","time":"@23:15:00Z","yes":true,"radio":"b",)"
            R"("select":"观澜","checklist":["a"],"tags":["龙华"],"inner":{"value":"里"},)"
            R"("rows":{"list":[{"n":1.5},{"n":2}]},"total":3.5})");
}

TEST(Kinds, what_was_typed_and_is_no_number_stays_on_the_screen_and_is_not_handed_on) {
  Visit visit = every_kind();
  visit.set({"Field_yes", {}}, feel::Value(true));
  EXPECT_EQ(visit.type({"Field_number", {}}, "十二"), "");
  EXPECT_EQ(find(visit.look().fields, "Field_number")->text, "十二");
  EXPECT_EQ(visit.submit(), "Field_number: not_a_number");
  EXPECT_EQ(visit.type({"Field_number", {}}, "1.005"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_number"), "decimal_digits 2");
  EXPECT_EQ(visit.type({"Field_number", {}}, ""), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_number"), "");
}

TEST(Kinds, days_that_do_not_exist_or_are_over) {
  Visit visit = every_kind();
  EXPECT_EQ(visit.type({"Field_when", {}}, "2023-02-29T08:00"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_when"), "not_a_date");
  EXPECT_EQ(visit.type({"Field_when", {}}, "2022-11-17T23:59"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_when"), "date_passed 2022-11-18");
  EXPECT_EQ(visit.type({"Field_when", {}}, "2022-11-18T00:00"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_when"), "");
  EXPECT_EQ(visit.type({"Field_time", {}}, "25:00"), "");
  EXPECT_EQ(errors_at(visit.look(), "Field_time"), "not_a_time");
}

TEST(Kinds, mail_and_international_phone) {
  Visit visit = every_kind();
  for (const auto& [text, errors] : std::initializer_list<std::pair<const char*, const char*>>{
           {"chen@example.org", ""}, {"chen@", "email"}, {"a b@example.org", "email"}}) {
    EXPECT_EQ(visit.type({"Field_mail", {}}, text), "");
    EXPECT_EQ(errors_at(visit.look(), "Field_mail"), errors) << text;
  }
  for (const auto& [text, errors] : std::initializer_list<std::pair<const char*, const char*>>{
           {"+8613800005206", ""}, {"008613800005206", ""}, {"13800005206", "phone"}}) {
    EXPECT_EQ(visit.type({"Field_call", {}}, text), "");
    EXPECT_EQ(errors_at(visit.look(), "Field_call"), errors) << text;
  }
}

TEST(Kinds, a_length_counts_characters_not_bytes) {
  Visit visit(with(R"({"type": "textfield", "id": "F", "key": "f",
                       "validate": {"minLength": "=2", "maxLength": "3"}})"),
              {}, "{}");
  for (const auto& [text, errors] :
       std::initializer_list<std::pair<const char*, const char*>>{{"", ""},
                                                                  {"陈", "min_length 2"},
                                                                  {"  陈 ", "min_length 2"},
                                                                  {"陈秀英", ""},
                                                                  {"陈秀英英", "max_length 3"}}) {
    EXPECT_EQ(visit.type({"F", {}}, text), "");
    EXPECT_EQ(errors_at(visit.look(), "F"), errors) << text;
  }
}

TEST(Kinds, a_value_of_the_wrong_kind_is_not_taken) {
  Visit visit = every_kind();
  EXPECT_EQ(visit.type({"Field_radio", {}}, "c"), "no_such_option");
  EXPECT_EQ(visit.set({"Field_checklist", {}}, feel::Value::number(1)), "wrong_kind");
  EXPECT_EQ(visit.set({"Field_yes", {}}, feel::Value::number(1)), "wrong_kind");
  EXPECT_EQ(visit.set({"Field_text", {}}, feel::List()), "wrong_kind");
  EXPECT_EQ(visit.type({"Field_text", {}}, std::string(5'000, 'x')), "too_long");
  EXPECT_EQ(visit.type({"Field_sum", {}}, "1"), "wrong_kind");
  EXPECT_EQ(visit.type({"Text_1", {}}, "1"), "wrong_kind");
  EXPECT_EQ(visit.put_in({Input::Kind::AddItem, {"List_1", {}}, {}, 0}), "list_fixed");
  EXPECT_EQ(visit.press("Field_text"), "wrong_kind");
  EXPECT_EQ(visit.type({"Field_item", {7}}, "1"), "no_such_field");
}

TEST(Kinds, a_choice_that_is_no_longer_offered_is_no_answer) {
  Visit visit = every_kind();
  EXPECT_EQ(visit.type({"Field_select", {}}, "观澜"), "");
  visit.facts = facts_of(R"({"towns": ["龙华"]})");
  EXPECT_TRUE(find(visit.look().fields, "Field_select")->value.null());
}

TEST(Kinds, a_disabled_field_is_neither_checked_nor_handed_on) {
  const Visit visit(with(R"({"type": "textfield", "id": "F", "key": "f", "disabled": true,
                             "validate": {"required": true}})"),
                    {}, "{}");
  EXPECT_EQ(visit.submit(), "{}");
}

TEST(Kinds, money_is_decimal) {
  Visit visit(with(R"({"type": "number", "id": "F", "key": "f", "increment": 0.1,
                       "validate": {"min": 0.3}, "defaultValue": 0.30000000000000000000001})"),
              {}, "{}");
  EXPECT_EQ(errors_at(visit.look(), "F"), "increment 0.3 0.4");
  EXPECT_EQ(visit.type({"F", {}}, "0.3"), "");
  EXPECT_EQ(visit.submit(), R"({"f":0.3})");
}

TEST(Kinds, computed_fields_use_each_other_in_any_order) {
  const Visit visit(with(R"x({"type": "expression", "id": "C", "key": "c", "expression": "=b + 1"},
                            {"type": "expression", "id": "B", "key": "b", "expression": "=a + 1"},
                            {"type": "number", "id": "A", "key": "a", "defaultValue": 1})x"),
                    {}, "{}");
  EXPECT_EQ(visit.submit(), R"({"c":3,"b":2,"a":1})");
}

TEST(Kinds, expressions_that_never_agree_hand_nothing_on) {
  const Visit circle(with(R"({"type": "expression", "id": "A", "key": "a",
                              "expression": "=if a = 1 then 2 else 1"})"),
                     {}, "{}");
  EXPECT_EQ(circle.submit(), ": circle");
  EXPECT_FALSE(circle.look().complete);
  const Visit endless(with(R"x({"type": "expression", "id": "A", "key": "a",
                                "expression": "=count(for x in 1..1000000000 return x)"})x"),
                      {}, "{}");
  EXPECT_EQ(endless.submit(), ": stopped");
}

TEST(Kinds, a_hidden_field_is_unknown_to_the_others) {
  Visit visit(with(R"x({"type": "checkbox", "id": "A", "key": "a", "defaultValue": true},
                      {"type": "textfield", "id": "B", "key": "b",
                       "conditional": {"hide": "=not(a)"}
},
                      {"type": "text", "id": "T", "text": "{{b}}!"})x"),
              {}, "{}");
  EXPECT_EQ(visit.type({"B", {}}, "x*y"), "");
  EXPECT_EQ(find(visit.look().fields, "T")->paragraphs[0].spans[0].text, "x*y!");
  EXPECT_EQ(visit.set({"A", {}}, feel::Value(false)), "");
  EXPECT_EQ(find(visit.look().fields, "T")->paragraphs[0].spans[0].text, "!");
}

TEST(Kinds, a_group_may_hide_itself_by_what_is_in_it) {
  Visit visit(with(R"({"type": "dynamiclist", "id": "L", "path": "risks", "components": [
                        {"type": "group", "id": "G", "components": [
                          {"type": "number", "id": "N", "key": "risk"}],
                         "conditional": {"hide": "=this.risk != null and this.risk > 5"}}]})"),
              {}, "{}");
  EXPECT_EQ(visit.type({"N", {0}}, "5"), "");
  EXPECT_EQ(visit.submit(), R"({"risks":[{"risk":5}]})");
  EXPECT_EQ(visit.type({"N", {0}}, "6"), "");
  EXPECT_EQ(visit.submit(), R"({"risks":[{}]})");
}

TEST(Kinds, conditions_that_hang_on_hidden_fields) {
  Visit visit(with(R"({"type": "checkbox", "id": "A", "key": "a"},
                      {"type": "checkbox", "id": "C", "key": "c",
                       "conditional": {"hide": "=a"}},
                      {"type": "text", "id": "T", "conditional": {"hide": "=c = true"}})"),
              {}, "{}");
  EXPECT_EQ(visit.set({"C", {}}, feel::Value(true)), "");
  EXPECT_FALSE(find(visit.look().fields, "T"));
  EXPECT_EQ(visit.set({"A", {}}, feel::Value(true)), "");
  EXPECT_TRUE(find(visit.look().fields, "T"));  // c is not known any more
}

// What the viewer of form-js 1.23 does with each.
TEST(Kinds, a_condition_that_is_unknown_hides) {
  for (const auto& [hide, shown] :
       std::initializer_list<std::pair<const char*, bool>>{{"=null", false},
                                                           {"=foo > 5", false},
                                                           {"=foo", false},
                                                           {"=a > 5", false},
                                                           {"=\\\"x\\\"", true},
                                                           {"=1", true},
                                                           {"=not(foo)", true},
                                                           {"=foo = 1", true},
                                                           {"=a = null", false},
                                                           {"=not(foo) and not(a)", false}}) {
    const Visit visit(with(R"({"type": "number", "id": "A", "key": "a"},
                              {"type": "text", "id": "T", "conditional": {"hide": ")" +
                           std::string(hide) + "\"}}"),
                      {{"foo"}, {}}, "{}");
    EXPECT_EQ(find(visit.look().fields, "T") != nullptr, shown) << hide;
  }
}

TEST(Kinds, lists_in_lists_see_their_parents) {
  Visit visit(with(R"({"type": "textfield", "id": "S", "key": "street", "defaultValue": "清湖"},
                      {"type": "dynamiclist", "id": "H", "path": "houses", "components": [
                        {"type": "textfield", "id": "N", "key": "no", "defaultValue": "1"},
                        {"type": "dynamiclist", "id": "R", "path": "rooms", "components": [
                          {"type": "text", "id": "T",
                           "text": "{{parent.parent.street}}{{parent.no}}-{{i[2]}}{{this.who}}"},
                          {"type": "textfield", "id": "W", "key": "who", "defaultValue": "陈"}
                        ]}]})"),
              {}, "{}");
  EXPECT_EQ(visit.put_in({Input::Kind::AddItem, {"R", {0}}, {}, 0}), "");
  EXPECT_EQ(find(visit.look().fields, "T.0.1")->paragraphs[0].spans[0].text, "清湖1-2陈");
  EXPECT_EQ(visit.submit(),
            R"({"street":"清湖","houses":[{"no":"1","rooms":[{"who":"陈"},{"who":"陈"}]}]})");
}

}  // namespace
}  // namespace dk::form
