// The input pad on a window without a display: every layout in every language, and a finger.
#include "kiosk/screens/citizen/input_pad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>
#include <utility>

#include "i18n/texts.h"
#include "kiosk/ui/stage_for_tests.h"

namespace dk::kiosk::screens {
namespace {

using namespace input;

struct Case {
  const char* name;
  const char* language;
  Look look{};
  int width = 1080, height = 1920;
  friend void PrintTo(const Case& one, std::ostream* out) { *out << one.name << one.language; }
};

const LetterEngines kNone{.ink = true};

// What an 82-year-old has on the screen when the form asks for a door number.
InputView view_for(const std::string& name) {
  InputView view;
  view.open = true;
  view.tabs = {{Tab::Handwriting, name == "ink"},
               {Tab::Pinyin, name == "letters"},
               {Tab::Strokes, name == "strokes" || name == "code"}};
  view.code_available = view.can_switch_language = view.can_finish = true;
  view.text = secret_text("3栋清");
  view.caret = 3;
  view.quick_words = {"栋", "单元"};
  Suggestion answer{secret_text("清湖老村 3栋 清湖楼 502"), secret_text("和您上次用的一样"), {}};
  view.suggestions = {answer, answer};
  const auto offer = [&view](std::initializer_list<const char*> texts) {
    for (const char* text : texts) view.candidates.push_back(secret_text(text));
    view.more_candidates = true;
  };
  if (name == "letters" || name == "list") {
    view.composition = secret_text("hu");
    offer({"湖", "户", "护", "互", "虎", "呼"});
  }
  if (name == "list") {
    view.list_open = view.earlier_candidates = true;
    offer({"胡", "忽", "乎", "糊", "壶", "狐", "蝴蝶", "湖北省", "护照", "互联网", "沪", "扈", "弧",
           "瑚"});
  }
  if (name == "ink") {
    view.layout = KeysLayout::Ink;
    view.strokes = {{{230, 1330}, {280, 1370}},
                    {{200, 1430}, {250, 1470}},
                    {{190, 1620}, {270, 1520}},
                    {{300, 1400}, {440, 1385}},
                    {{370, 1320}, {372, 1490}}};
    offer({"湖", "潮", "溯", "渤", "瑚", "清"});
    view.hint = "input.hint.ink";
  }
  if (name == "ink_empty") {
    view.layout = KeysLayout::Ink;
    view.voice_available = true;
    view.hint = "input.hint.ink";
  }
  if (name == "latin") {
    view.layout = KeysLayout::LatinLetters;
    view.upper = true;
  }
  if (name == "latin_name") {
    view.layout = KeysLayout::LatinLetters;
    view.pad = Pad::LatinName;
    view.tabs.clear();
    view.can_switch_language = view.code_available = false;
    view.quick_words.clear();
  }
  if (name == "symbols") view.layout = KeysLayout::Symbols;
  if (name == "digits") view.layout = KeysLayout::Digits;
  if (name == "strokes") {
    view.layout = KeysLayout::Strokes;
    view.hint = "input.hint.strokes";
  }
  if (name == "code") {
    view.layout = KeysLayout::Code;
    view.composition = secret_text("2C618");
    offer({"𬘘"});
  }
  if (name == "number" || name == "phone") {
    view.pad = name == "number" ? Pad::CitizenNumber : Pad::Phone;
    view.layout = name == "number" ? KeysLayout::DigitsX : KeysLayout::Phone;
    view.tabs.clear();
    view.suggestions.clear();
    view.can_switch_language = false;
    view.can_finish = false;
    view.text = secret_text("**********1");
  }
  if (name == "number") {
    view.hint = "input.hint.number_wrong";
    view.tone = HintTone::Wrong;
  }
  return view;
}

void draw_page(Ui& ui, const InputView& view) {
  ui.rect({0, 0, ui.canvas().w, ui.canvas().h}, theme::kCanvas);
  std::ignore = draw_typed(ui, {48, 323, 744, ui.canvas().h > 1500 ? 490.0F : 610.0F}, view);
  std::ignore = draw_input(ui, view);
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    for (const char* name : {"letters", "list", "ink", "ink_empty", "latin", "latin_name",
                             "symbols", "digits", "strokes", "code", "number", "phone"}) {
      all.push_back({name, language});
    }
    all.push_back({"letters", language, {.elder = true}});
    all.push_back({"ink", language, {.elder = true}});
    all.push_back({"number", language, {.elder = true}});
    all.push_back({"letters", language, {.low_reach = true}});
    all.push_back({"letters", language, {}, 1920, 1080});
  }
  return all;
}

class InputPadTest : public testing::TestWithParam<Case> {
 protected:
  InputPadTest() : stage_(GetParam().look, GetParam().width, GetParam().height) {
    if (GetParam().width > GetParam().height) stage_.canvas = Canvas::Landscape;
    EXPECT_TRUE(i18n::load(GetParam().language, DK_TEXTS_DIR));
    EXPECT_TRUE(i18n::set_language(GetParam().language));
    EXPECT_TRUE(stage_.fonts.use_language(GetParam().language));
    for (int i = 0; i < 2; ++i) {
      stage_.frame([](Ui& ui) { draw_page(ui, view_for(GetParam().name)); });
    }
  }
  const Checks& checks() { return stage_.ui->checks(); }
  CitizenStageForTests stage_;
};

TEST_P(InputPadTest, everything_fits_and_can_be_hit) {
  for (const std::string& words : checks().clipped) ADD_FAILURE() << "does not fit: " << words;
  for (const std::string& words : checks().missing_glyphs) ADD_FAILURE() << "no letter: " << words;
  for (const std::string& id : checks().duplicate_ids) ADD_FAILURE() << "twice: " << id;
  for (const std::string& id : checks().out_of_keys_reach) ADD_FAILURE() << "no arrow: " << id;
  for (const Checks::Text& text : checks().texts) {
    EXPECT_GE(text.em, GetParam().look.elder ? 42 : 28) << text.words;
  }
  int keys = 0;
  for (const Checks::Target& target : checks().targets) {
    const UiNode* node = stage_.ui->tree().find(target.id);
    ASSERT_NE(node, nullptr) << target.id;
    EXPECT_FALSE(node->label.empty()) << target.id;
    const bool key = target.id.starts_with("input.key[");
    EXPECT_GE(target.hit.h, key ? 104 : 100) << target.id;
    EXPECT_GE(target.hit.w, 89) << target.id;
    if (target.id.starts_with("input.") && !target.id.starts_with("input.answer")) {
      ++keys;
      if (GetParam().height > GetParam().width) {
        EXPECT_GE(target.hit.y, 904) << target.id;
      }
    }
  }
  EXPECT_GE(keys, 6);
}

// DK_UI_PICTURES=folder writes what a person should look at.
TEST_P(InputPadTest, can_be_looked_at) {
  const char* folder = std::getenv("DK_UI_PICTURES");
  if (folder == nullptr) GTEST_SKIP() << "no folder for pictures";
  std::filesystem::create_directories(folder);
  std::string file = std::string(folder) + "/input_" + GetParam().name + "." + GetParam().language;
  if (GetParam().look.elder) file += ".elder";
  if (GetParam().width > GetParam().height) file += ".wide";
  const Status saved = stage_.platform->screenshot(file + ".png");
  EXPECT_TRUE(saved) << (saved ? "" : saved.error().detail);
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) {
  std::string name =
      std::string(info.param.name) + "_" + info.param.language + "_" + std::to_string(info.index);
  std::erase(name, '-');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Pads, InputPadTest, testing::ValuesIn(cases()), name_of_case);

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
