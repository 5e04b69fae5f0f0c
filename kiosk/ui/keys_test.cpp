// A sampler with gloves who never touches the screen: keys that are held, bounce, or come too
// early.
#include <imgui_internal.h>

#include "kiosk/ui/stage_for_tests.h"
#include "kiosk/ui/ui.h"

namespace dk::kiosk {
namespace {

constexpr Box kOne{100, 100, 300, 120}, kTwo{500, 100, 300, 120}, kThree{100, 300, 300, 120};

class Keys : public testing::Test {
 protected:
  void frame(std::string_view page = "page") {
    stage_.frame(
        [this](Ui& ui) {
          ImGui::GetCurrentContext()->Time = now_;
          if (ui.button("test.one", kOne, "1", {.first_focus = true})) ++one_;
          if (two_there_ && ui.button("test.two", kTwo, "2", {})) ++two_;
          hold_ = ui.hold("test.hold", kThree, "3", {});
          began_ += hold_.began ? 1 : 0;
          if (takes_digits_) {
            if (const auto digit = ui.typed("0123456789\b")) typed_ += *digit;
          }
        },
        page);
  }
  void down(ImGuiKey key) { ImGui::GetIO().AddKeyEvent(key, true); }
  void up(ImGuiKey key) { ImGui::GetIO().AddKeyEvent(key, false); }
  void press(ImGuiKey key) {
    stage_.key(key);
    frame();
  }
  std::optional<HardKey> hard_key(ImGuiKey key) {
    down(key);
    frame();
    const auto seen = stage_.ui->hard_key();
    up(key);
    frame();
    return seen;
  }
  bool focused(std::string_view id) {
    frame();
    return stage_.ui->tree().find(id)->state.find("focused") != std::string::npos;
  }

  StageForTests stage_;
  double now_ = 100;
  bool two_there_ = true, takes_digits_ = false;
  int one_ = 0, two_ = 0, began_ = 0;
  Ui::Hold hold_;
  std::string typed_;
};

TEST_F(Keys, finger_rests_on_a_button_and_lets_go) {
  frame();
  stage_.platform->finger(200, 350, true);
  frame();
  EXPECT_TRUE(hold_.held);
  EXPECT_TRUE(hold_.began);
  frame();
  EXPECT_TRUE(hold_.held);
  EXPECT_FALSE(hold_.began) << "it began once";
  EXPECT_NE(stage_.ui->tree().find("test.hold")->state.find("held"), std::string::npos);
  stage_.platform->finger(200, 350, false);
  frame();
  EXPECT_FALSE(hold_.held);
  EXPECT_EQ(began_, 1);
}

TEST_F(Keys, finger_slides_off_what_it_held) {
  frame();
  stage_.platform->finger(200, 350, true);
  frame();
  stage_.move(900, 900);
  frame();
  EXPECT_FALSE(hold_.held);
}

TEST_F(Keys, enter_and_space_hold_as_a_finger_does) {
  frame();
  press(ImGuiKey_DownArrow);
  ASSERT_TRUE(focused("test.hold"));
  for (const ImGuiKey key : {ImGuiKey_KeypadEnter, ImGuiKey_Enter, ImGuiKey_Space}) {
    down(key);
    frame();
    EXPECT_TRUE(hold_.held);
    now_ += 5;
    frame();
    EXPECT_TRUE(hold_.held) << "for as long as it is down";
    up(key);
    frame();
    EXPECT_FALSE(hold_.held);
  }
  EXPECT_EQ(began_, 3);
}

TEST_F(Keys, enter_held_since_before_holds_nothing) {
  frame();
  down(ImGuiKey_Enter);  // presses the first button
  frame();
  press(ImGuiKey_DownArrow);
  ASSERT_TRUE(focused("test.hold"));
  EXPECT_FALSE(hold_.held);
  EXPECT_EQ(one_, 1);
}

TEST_F(Keys, page_that_has_just_come_up_takes_no_enter) {
  frame();
  frame("question");
  stage_.key(ImGuiKey_Enter);
  frame("question");
  EXPECT_EQ(one_, 0) << "nobody has read it";
  now_ += 5;
  stage_.key(ImGuiKey_Enter);
  frame("question");
  EXPECT_EQ(one_, 1);
}

TEST_F(Keys, digits_of_the_keypad_are_arrows_where_nothing_is_typed) {
  frame();
  press(ImGuiKey_Keypad6);
  EXPECT_TRUE(focused("test.two"));
  press(ImGuiKey_Keypad4);
  EXPECT_TRUE(focused("test.one"));
  press(ImGuiKey_Keypad2);
  EXPECT_TRUE(focused("test.hold"));
  press(ImGuiKey_Keypad8);
  EXPECT_TRUE(focused("test.one"));
}

TEST_F(Keys, digits_of_the_keypad_are_digits_where_a_number_is_typed) {
  takes_digits_ = true;
  frame();
  ASSERT_TRUE(stage_.platform->key("6", true));
  ASSERT_TRUE(stage_.platform->key("6", false));
  for (int i = 0; i < 3; ++i) frame();
  EXPECT_EQ(typed_, "6") << "once, though key and character both come";
  EXPECT_TRUE(focused("test.one")) << "and the focus stays";
}

TEST_F(Keys, named_keys_of_keypad_and_main_row) {
  frame();
  const std::pair<ImGuiKey, HardKey> wanted[] = {
      {ImGuiKey_KeypadAdd, HardKey::Plus},       {ImGuiKey_Equal, HardKey::Plus},
      {ImGuiKey_KeypadSubtract, HardKey::Minus}, {ImGuiKey_Minus, HardKey::Minus},
      {ImGuiKey_KeypadMultiply, HardKey::Star},  {ImGuiKey_KeypadDivide, HardKey::Slash},
      {ImGuiKey_Slash, HardKey::Slash},          {ImGuiKey_KeypadDecimal, HardKey::Dot},
      {ImGuiKey_Period, HardKey::Dot},           {ImGuiKey_Backspace, HardKey::Back},
      {ImGuiKey_Escape, HardKey::Back}};
  for (const auto& [key, meaning] : wanted) {
    EXPECT_EQ(hard_key(key), meaning) << ImGui::GetKeyName(key);
    now_ += 1;
  }
  EXPECT_EQ(hard_key(ImGuiKey_8), std::nullopt);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  EXPECT_EQ(hard_key(ImGuiKey_8), HardKey::Star);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
}

TEST_F(Keys, named_keys_mean_nothing_while_a_number_is_typed) {
  takes_digits_ = true;
  frame();
  for (const ImGuiKey key : {ImGuiKey_KeypadAdd, ImGuiKey_KeypadSubtract, ImGuiKey_KeypadMultiply,
                             ImGuiKey_KeypadDivide, ImGuiKey_KeypadDecimal, ImGuiKey_Backspace}) {
    EXPECT_EQ(hard_key(key), std::nullopt) << ImGui::GetKeyName(key);
  }
  EXPECT_EQ(hard_key(ImGuiKey_Escape), HardKey::Back) << "the way out stays";
}

TEST_F(Keys, bouncing_key_counts_once) {
  frame();
  EXPECT_EQ(hard_key(ImGuiKey_KeypadAdd), HardKey::Plus);
  now_ += 0.1;
  EXPECT_EQ(hard_key(ImGuiKey_KeypadAdd), std::nullopt);
  EXPECT_EQ(hard_key(ImGuiKey_KeypadSubtract), HardKey::Minus) << "another key is not slowed";
  now_ += 0.5;
  EXPECT_EQ(hard_key(ImGuiKey_KeypadAdd), HardKey::Plus);
}

TEST_F(Keys, focus_goes_home_when_its_button_is_gone) {
  frame();
  press(ImGuiKey_RightArrow);
  ASSERT_TRUE(focused("test.two"));
  two_there_ = false;
  frame();
  EXPECT_TRUE(focused("test.one")) << "Enter must press what a ring shows";
}

TEST_F(Keys, button_that_no_arrow_reaches_is_reported) {
  stage_.frame([](Ui& ui) {
    std::ignore = ui.button("test.a", kOne, "a", {});
    std::ignore = ui.button("test.b", kTwo, "b", {});
  });
  EXPECT_TRUE(stage_.ui->checks().out_of_keys_reach.empty());
  stage_.frame([](Ui& ui) {
    // One inside the other: from neither does an arrow lead to the other.
    std::ignore = ui.button("test.a", kOne, "a", {});
    std::ignore = ui.button("test.b", kOne, "b", {});
  });
  EXPECT_EQ(stage_.ui->checks().out_of_keys_reach, std::vector<std::string>{"test.b"});
}

}  // namespace
}  // namespace dk::kiosk
