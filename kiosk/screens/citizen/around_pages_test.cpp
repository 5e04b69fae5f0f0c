// What a page keeps to itself, what moves, and what is seen of what is typed.
#include "kiosk/screens/citizen/input_pad.h"
#include "kiosk/screens/citizen/test_pages_in_looks.h"

namespace dk::kiosk::screens {
namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

class AroundPages : public PagesInLooks {
 protected:
  const UiNode* node(std::string_view id) { return stage_.ui->tree().find(id); }
};

// Whoever stands behind reads a number, not what it is.
TEST_P(AroundPages, benefits_stay_hidden_until_they_are_tapped) {
  draw({"mine", [](std::string_view, const Access&) { return MineView{.found = 2}; }});
  EXPECT_NE(node("mine.found"), nullptr);
  EXPECT_EQ(node("service[senior-allowance]"), nullptr);
  ASSERT_NE(node("page.title"), nullptr);
  EXPECT_NE(node("page.title")->state.find("personal"), std::string::npos);
}

TEST_P(AroundPages, the_dark_page_moves_each_minute) {
  draw({"attract", [](std::string_view, const Access&) { return AttractView{}; }});
  const UiNode before = *node("page.title");
  draw({"attract", [](std::string_view, const Access&) { return AttractView{5}; }});
  const UiNode after = *node("page.title");
  EXPECT_GT(std::abs(before.x - after.x) + std::abs(before.y - after.y), 24);
}

// A person sees each letter, and nobody hears it.
TEST_P(AroundPages, what_is_typed_stands_over_the_keys) {
  input::InputView typed;
  typed.open = true;
  typed.text = input::secret_text("3-502");
  const auto show = [&](PageView page) {
    CitizenView view = view_for_tests(language_, access_);
    view.page = std::move(page);
    CitizenInputs inputs;
    inputs.pad = [&](Ui& ui) { std::ignore = draw_input(ui, typed); };
    inputs.typed = [&](Ui& ui, Box box) { std::ignore = draw_typed(ui, box, typed); };
    stage_.frame([&](Ui& ui) { std::ignore = draw_citizen(ui, view, inputs); });
  };
  const FieldView field{.place = "street", .label = "1", .hint = "2", .editing = true};
  for (const PageView& page : {PageView{FormView{.fields = {field}}}, PageView{HelpView{}}}) {
    show(page);
    const UiNode* line = node("input.typed");
    ASSERT_NE(line, nullptr);
    EXPECT_NE(line->label.find("3-502"), std::string::npos);
    EXPECT_NE(line->state.find("personal"), std::string::npos);
    EXPECT_TRUE(access_.wide ? line->x + line->w <= 840 : line->y + line->h <= 904);
  }
}

INSTANTIATE_TEST_SUITE_P(Around, AroundPages,
                         testing::Combine(testing::ValuesIn(looks_for_tests()),
                                          testing::Values("zh-CN")),
                         name_of_look);

}  // namespace
}  // namespace dk::kiosk::screens
