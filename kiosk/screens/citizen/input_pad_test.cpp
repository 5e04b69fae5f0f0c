// The input pad on a window without a display, and a finger. What its layouts look like is held
// against the rules in tests/gallery/citizen.
#include "kiosk/screens/citizen/input_pad.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens {
namespace {

using namespace input;

const LetterEngines kNone{.ink = true};

struct Hand {
  CitizenStageForTests stage;
  InputState state;

  Hand() {
    EXPECT_TRUE(i18n::load("zh-CN", DK_TEXTS_DIR));
    EXPECT_TRUE(i18n::set_language("zh-CN"));
  }
  void frame() {
    stage.frame([this](Ui& ui) {
      for (InputEvent& event : draw_input(ui, view_of(state, kNone))) happens(std::move(event));
    });
  }
  void happens(InputEvent event) {
    state = update(std::move(state), std::move(event), kNone).state;
  }
  void tap(std::string_view id) {
    frame();
    const UiNode* node = stage.ui->tree().find(id);
    ASSERT_NE(node, nullptr) << id;
    stage.platform->press(node->x + node->w / 2, node->y + node->h / 2);
    frame();
    frame();
  }
  [[nodiscard]] std::string text() const { return std::string(to_utf8(state.text).text()); }
};

TEST(InputPadHand, keys_write_and_delete) {
  Hand hand;
  hand.happens(Opened{});
  hand.happens(TabChosen{Tab::English});
  for (const char* id : {"input.key[q]", "input.key[1]", "input.key.back", "input.key[7]"}) {
    hand.tap(id);
  }
  EXPECT_EQ(hand.text(), "q7");
  hand.tap("input.key.symbols");
  EXPECT_EQ(hand.state.tab, Tab::Symbols);
}

// What the line shows over the keys can be chosen, but not where an arm does not reach.
TEST(InputPadHand, a_whole_answer_is_chosen_at_once) {
  for (const bool low : {false, true}) {
    CitizenStageForTests stage({.low_reach = low});
    InputView view;
    view.open = true;
    view.suggestions = {{secret_text("3-502"), {}, {}}, {secret_text("3-101"), {}, {}}};
    std::vector<InputEvent> events;
    const auto frame = [&] {
      stage.frame([&](Ui& ui) {
        for (InputEvent& event : draw_typed(ui, {48, 300, 984, 560}, view)) {
          events.push_back(std::move(event));
        }
      });
    };
    frame();
    const UiNode* second = stage.ui->tree().find("input.answer[1]");
    ASSERT_EQ(second == nullptr, low);
    if (low) continue;
    stage.platform->press(second->x + 20, second->y + 20);
    frame();
    frame();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(std::get<SuggestionChosen>(events.front()).index, 1U);
  }
}

TEST(InputPadHand, a_finger_writes_two_strokes) {
  Hand hand;
  hand.happens(Opened{});
  hand.happens(TabChosen{Tab::Handwriting});
  ASSERT_EQ(hand.state.tab, Tab::Handwriting);
  hand.frame();
  for (const float y : {1400.0F, 1600.0F}) {
    hand.stage.move(200, y);
    hand.frame();
    hand.stage.down(true);
    for (int i = 1; i <= 6; ++i) {
      hand.stage.move(200 + 60.0F * static_cast<float>(i), y);
      hand.frame();
    }
    hand.stage.down(false);
    hand.frame();
  }
  ASSERT_EQ(hand.state.strokes.size(), 2U);
  EXPECT_FALSE(hand.state.pen_down);
  EXPECT_GE(hand.state.strokes[0].size(), 5U);
  EXPECT_NEAR(hand.state.strokes[1].back().x, 560, 2);
  EXPECT_NEAR(hand.state.strokes[1].back().y, 1600, 2);
  hand.tap("input.key.rewrite");
  EXPECT_TRUE(hand.state.strokes.empty());
}

}  // namespace
}  // namespace dk::kiosk::screens
