#include "kiosk/ui/ui.h"

#include <imgui_internal.h>

#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk {
namespace {

constexpr Box kOne{100, 100, 300, 120}, kTwo{500, 100, 300, 120}, kThree{100, 300, 300, 120};

// Three buttons; counts what fired.
struct Buttons {
  int one = 0, two = 0, three = 0;
  bool first_focus = false;
  void operator()(Ui& ui) {
    one += ui.button("test.one", kOne, "1", {.first_focus = first_focus}) ? 1 : 0;
    two += ui.button("test.two", kTwo, "2", {}) ? 1 : 0;
    three += ui.button("test.three", kThree, "3", {.kind = ButtonKind::Key}) ? 1 : 0;
  }
};

bool focused(const Ui& ui, std::string_view id) {
  const UiNode* node = ui.tree().find(id);
  return node != nullptr && node->state.find("focused") != std::string::npos;
}

TEST(Ui, finger_lets_go_inside) {
  StageForTests stage;
  Buttons buttons;
  const auto draw = [&](Ui& ui) { buttons(ui); };
  stage.move(200, 150);
  stage.down(true);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 0) << "acts on release, not on touch";
  stage.down(false);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 1);
}

TEST(Ui, finger_slides_off_before_letting_go) {
  StageForTests stage;
  Buttons buttons;
  const auto draw = [&](Ui& ui) { buttons(ui); };
  stage.move(200, 150);
  stage.down(true);
  stage.frame(draw);
  stage.move(600, 150);
  stage.frame(draw);
  stage.down(false);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 0);
  EXPECT_EQ(buttons.two, 0) << "a finger that came from elsewhere does not press";
}

TEST(Ui, trembling_hand_taps_twice) {
  StageForTests stage;
  Buttons buttons;
  double now = 100;
  const auto draw = [&](Ui& ui) {
    ImGui::GetCurrentContext()->Time = now;
    buttons(ui);
  };
  for (int i = 0; i < 2; ++i) {
    stage.platform->press(200, 150);
    stage.frame(draw);
  }
  EXPECT_EQ(buttons.one, 1);
  stage.platform->press(600, 150);
  stage.frame(draw);
  EXPECT_EQ(buttons.two, 1) << "another button is not slowed";
  now += 0.31;
  stage.platform->press(200, 150);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 2) << "a third of a second later it is meant";
}

TEST(Ui, same_digit_twice_on_the_keypad) {
  StageForTests stage;
  Buttons buttons;
  const auto draw = [&](Ui& ui) { buttons(ui); };
  for (int i = 0; i < 2; ++i) {
    stage.platform->press(200, 350);
    stage.frame(draw);
  }
  EXPECT_EQ(buttons.three, 2);
}

TEST(Ui, disabled_button_does_nothing_and_says_so) {
  StageForTests stage;
  int fired = 0;
  const auto draw = [&](Ui& ui) {
    fired += ui.button("test.off", kOne, "1", {.enabled = false}) ? 1 : 0;
  };
  stage.platform->press(200, 150);
  stage.frame(draw);
  EXPECT_EQ(fired, 0);
  EXPECT_EQ(stage.ui->tree().find("test.off")->state, "disabled");
}

TEST(Ui, keypad_only_person_walks_and_presses) {
  StageForTests stage;
  Buttons buttons;
  buttons.first_focus = true;
  const auto draw = [&](Ui& ui) { buttons(ui); };
  stage.frame(draw);
  EXPECT_TRUE(focused(*stage.ui, "test.one")) << "the page's primary has the focus";
  stage.key(ImGuiKey_RightArrow);
  stage.frame(draw);
  stage.frame(draw);
  EXPECT_TRUE(focused(*stage.ui, "test.two"));
  stage.key(ImGuiKey_LeftArrow);
  stage.frame(draw);
  stage.key(ImGuiKey_DownArrow);
  stage.frame(draw);
  stage.frame(draw);
  EXPECT_TRUE(focused(*stage.ui, "test.three"));
  stage.key(ImGuiKey_Enter);
  stage.frame(draw);
  EXPECT_EQ(buttons.three, 1);
  stage.key(ImGuiKey_Tab);
  stage.frame(draw);
  stage.frame(draw);
  EXPECT_TRUE(focused(*stage.ui, "test.one")) << "Tab goes round";
}

TEST(Ui, touch_hides_the_focus_and_the_next_key_only_shows_it) {
  StageForTests stage;
  Buttons buttons;
  buttons.first_focus = true;
  const auto draw = [&](Ui& ui) { buttons(ui); };
  stage.frame(draw);
  stage.platform->press(600, 150);
  stage.frame(draw);
  stage.frame(draw);
  EXPECT_FALSE(focused(*stage.ui, "test.one"));
  stage.key(ImGuiKey_Enter);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 0) << "nobody saw what Enter would press";
  stage.frame(draw);
  EXPECT_TRUE(focused(*stage.ui, "test.one"));
  stage.key(ImGuiKey_Enter);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 1);
}

TEST(Ui, what_lies_under_a_dialog_cannot_be_touched) {
  StageForTests stage;
  Buttons buttons;
  const auto draw = [&](Ui& ui) {
    ui.cover(true);
    buttons(ui);
    ui.cover(false);
  };
  stage.platform->press(200, 150);
  stage.frame(draw);
  EXPECT_EQ(buttons.one, 0);
  EXPECT_TRUE(stage.ui->tree().nodes().empty());
}

TEST(Ui, digits_from_a_real_keyboard_come_one_by_one) {
  StageForTests stage;
  std::string got;
  const auto draw = [&](Ui& ui) {
    if (const auto c = ui.typed("0123456789X")) got += *c;
  };
  stage.platform->type("12ax");
  for (int i = 0; i < 6; ++i) stage.frame(draw);
  EXPECT_EQ(got, "12X");
}

TEST(Ui, long_word_shrinks_then_is_reported_never_cut) {
  StageForTests stage;
  float narrow = 0;
  const std::string words = "一二三四五六七八九十";
  stage.frame([&](Ui& ui) {
    ui.text({0, 0, 400, 60}, words, {.em = 60});
    narrow = ui.text({0, 100, 100, 60}, words, {.em = 60});
  });
  const Checks& checks = stage.ui->checks();
  ASSERT_EQ(checks.texts.size(), 2U);
  EXPECT_NEAR(checks.texts[0].em, 40, 1.1F);
  EXPECT_FLOAT_EQ(checks.texts[1].em, 28) << "28 px is the floor";
  EXPECT_GT(narrow, 250);
  EXPECT_EQ(checks.clipped, std::vector<std::string>{words});
}

TEST(Ui, name_in_a_small_place_ends_in_an_ellipsis) {
  StageForTests stage;
  stage.frame([&](Ui& ui) {
    ui.text({0, 0, 100, 60}, "一二三四五六七八九十", {.em = 32, .ellipsis = true});
  });
  ASSERT_EQ(stage.ui->checks().texts.size(), 1U);
  EXPECT_EQ(stage.ui->checks().texts[0].words, "一二…");
  EXPECT_TRUE(stage.ui->checks().clipped.empty());
}

TEST(Ui, line_does_not_begin_with_a_comma) {
  StageForTests stage;
  stage.frame([&](Ui& ui) { ui.paragraph({0, 0, 205, 400}, "一二三四五，六七八九", {.em = 40}); });
  ASSERT_GE(stage.ui->checks().texts.size(), 2U);
  for (const auto& text : stage.ui->checks().texts) {
    EXPECT_FALSE(text.words.starts_with("，")) << text.words;
  }
}

TEST(Ui, same_id_twice_is_seen) {
  UiTree tree;
  tree.add({.id = "test.a", .label = "a", .state = {}});
  EXPECT_NE(tree.find("test.a"), nullptr);
  EXPECT_EQ(tree.find("test.b"), nullptr);
  EXPECT_DEBUG_DEATH(tree.add({.id = "test.a", .label = "b", .state = {}}), "same id");
}

}  // namespace
}  // namespace dk::kiosk
