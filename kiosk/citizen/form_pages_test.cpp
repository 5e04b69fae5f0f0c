// A form cut into pages: how much a person gets at once.
#include "kiosk/citizen/form_pages.h"

#include <gtest/gtest.h>

namespace dk::kiosk::citizen {
namespace {

form::FieldView asked(const char* place, form::Kind kind) {
  form::FieldView field;
  field.place.field = place;
  field.kind = kind;
  field.label = place;
  return field;
}

form::FieldView known(const char* place) {
  form::FieldView field = asked(place, form::Kind::TextField);
  field.known = true;
  return field;
}

form::View form_of(std::size_t facts, std::size_t questions) {
  form::View view;
  for (std::size_t i = 0; i < facts; ++i) view.fields.push_back(known("fact"));
  for (std::size_t i = 0; i < questions; ++i) {
    view.fields.push_back(asked("question", form::Kind::TextField));
  }
  return view;
}

TEST(FormPages, elder_has_one_question_a_page) {
  EXPECT_EQ(split_form(form_of(2, 4), {.elder = true}, false).pages.size(), 4U);
}

TEST(FormPages, half_a_screen_takes_less) {
  const form::View view = form_of(6, 6);
  const std::size_t tall = split_form(view, {}, false).pages.size();
  EXPECT_LT(tall, split_form(view, {.low_reach = true}, false).pages.size());
  EXPECT_EQ(split_form(view, {.wide = true}, false).pages.size(),
            split_form(view, {.low_reach = true}, false).pages.size());
}

TEST(FormPages, nothing_stands_below_the_end_of_a_page) {
  for (const Access access : {Access{}, Access{.low_reach = true}, Access{.wide = true}}) {
    const FormPages pages = split_form(form_of(6, 9), access, false);
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
      float used = i == 0 ? height_of_facts(pages.facts.size(), access) : 0;
      for (const FieldView& field : pages.pages[i]) used += height_of(field, access) + layout::kGap;
      EXPECT_LE(used - layout::kGap, room_of_form(access)) << i;
    }
  }
}

TEST(FormPages, open_facts_have_pages_of_their_own) {
  const Access low{.low_reach = true};
  const FormPages pages = split_form(form_of(12, 1), low, true);
  EXPECT_EQ(pages.fact_pages, (12 + facts_a_page(low) - 1) / facts_a_page(low));
  EXPECT_EQ(pages.pages.size(), pages.fact_pages + 1);
  EXPECT_TRUE(pages.pages.front().empty());
  EXPECT_EQ(split_form(form_of(12, 1), low, false).fact_pages, 0U);
}

TEST(FormPages, form_that_asks_nothing_still_has_a_page) {
  EXPECT_EQ(split_form(form_of(3, 0), {}, false).pages.size(), 1U);
  EXPECT_EQ(split_form(form_of(3, 0), {}, true).pages.size(), 1U);
  EXPECT_EQ(split_form({}, {}, true).pages.size(), 1U);
}

TEST(FormPages, short_answers_stand_beside_each_other) {
  FieldView field{.kind = FieldView::Kind::Choice};
  field.options = {{.label = "发短信"}, {.label = "Text me"}, {.label = "只要小票"}};
  EXPECT_TRUE(in_tiles(field, {}));
  EXPECT_FALSE(in_tiles(field, {.elder = true}));
  field.options[1].note = "slow";
  EXPECT_FALSE(in_tiles(field, {}));
  field.options[1] = {.label = "插卡自动读不用输"};
  EXPECT_FALSE(in_tiles(field, {}));
}

}  // namespace
}  // namespace dk::kiosk::citizen
