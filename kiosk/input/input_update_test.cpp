#include "kiosk/input/input_update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/input/code_engine.h"
#include "kiosk/input/input_view.h"
#include "kiosk/input/pinyin_engine.h"
#include "kiosk/input/stroke_engine.h"
#include "kiosk/input/test_input_support.h"

namespace dk::kiosk::input {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// A terminal where all is installed; the worker answers when it is told to.
struct Hall {
  std::unique_ptr<PinyinEngine> pinyin = std::move(*PinyinEngine::open(installed()));
  std::unique_ptr<StrokeEngine> strokes = std::move(*StrokeEngine::open(installed()));
  CodeEngine code;
  LetterEngines engines{pinyin.get(), strokes.get(), &code, true};
  InputState state;
  std::vector<InputEffect> effects;

  void happens(InputEvent event) {
    InputStep step = update(std::move(state), std::move(event), engines);
    state = std::move(step.state);
    for (InputEffect& effect : step.effects) effects.push_back(std::move(effect));
  }
  void opens(Pad pad, std::string_view start = "", std::size_t most = 60) {
    Field field;
    field.pad = pad;
    field.most_characters = most;
    field.start = secret_text(start);
    field.quick_words = {"栋", "单元"};
    happens(Opened{std::move(field)});
  }
  void keys(std::u32string_view characters) {
    for (const char32_t c : characters) happens(CharacterKey{c});
  }
  void draws(float x) {
    happens(PenDown{{x, 10}});
    happens(PenMoved{{x + 50, 60}});
    happens(PenUp{});
  }
  void is_read_as(std::vector<std::string> texts) {
    Candidates candidates;
    for (const auto& text : texts) candidates.texts.push_back(secret_text(text));
    happens(InkRead{state.ink_asked, std::move(candidates)});
  }
  [[nodiscard]] InputView view() const { return view_of(state, engines); }
  [[nodiscard]] std::string text() const { return std::string(to_utf8(state.text).text()); }
  template <class E>
  [[nodiscard]] const E* last() const {
    for (auto at = effects.rbegin(); at != effects.rend(); ++at) {
      if (const E* effect = std::get_if<E>(&*at)) return effect;
    }
    return nullptr;
  }
};

TEST(InputTest, a_door_number_is_completed_by_pinyin) {
  Hall hall;
  hall.opens(Pad::Text, "3");
  hall.happens(QuickWordKey{0});
  hall.keys(U"qing");
  EXPECT_EQ(hall.view().composition.text(), "qing");
  EXPECT_EQ(hall.view().candidates.size(), 6U);
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.view().composition.text(), "qin");
  hall.keys(U"ghulaocun");
  hall.happens(SpaceKey{});
  EXPECT_EQ(hall.text(), "3栋清湖老村");
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.text(), "3栋清湖老");
  hall.happens(DoneKey{});
  ASSERT_NE(hall.last<Finished>(), nullptr);
  EXPECT_EQ(hall.last<Finished>()->text.text(), "3栋清湖老");
  EXPECT_FALSE(hall.state.open);
  EXPECT_THAT(hall.state.text, IsEmpty());
}

TEST(InputTest, done_takes_what_is_half_written) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.keys(U"jiankangma");
  hall.happens(DoneKey{});
  EXPECT_EQ(hall.last<Finished>()->text.text(), "健康码");
}

TEST(InputTest, the_caret_writes_into_the_middle) {
  Hall hall;
  hall.opens(Pad::Text, "清村");
  hall.happens(CaretMoved{1});
  hall.keys(U"hu");
  hall.happens(CandidateChosen{0});
  EXPECT_EQ(hall.state.caret, 2U);
  EXPECT_EQ(hall.state.text.size(), 3U);
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.text(), "清村");
  hall.happens(CaretMoved{99});
  EXPECT_EQ(hall.state.caret, 2U);
}

TEST(InputTest, a_person_of_82_is_offered_handwriting_first_and_then_what_was_used_last) {
  Hall hall;
  hall.happens(PersonKnown{.age = 82});
  hall.opens(Pad::Text);
  EXPECT_EQ(hall.state.tab, Tab::Handwriting);
  hall.happens(TabChosen{Tab::Pinyin});
  hall.opens(Pad::Text);
  EXPECT_EQ(hall.state.tab, Tab::Pinyin);
  Hall young;
  young.happens(PersonKnown{.age = 30});
  young.opens(Pad::Text);
  EXPECT_EQ(young.state.tab, Tab::Pinyin);
  Hall large;
  large.happens(PersonKnown{.elder_mode = true});
  large.opens(Pad::Text);
  EXPECT_EQ(large.state.tab, Tab::Handwriting);
}

TEST(InputTest, handwriting_is_read_by_the_worker_and_late_answers_are_dropped) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.happens(TabChosen{Tab::Handwriting});
  hall.draws(10);
  const std::uint64_t first = hall.last<ReadInk>()->question;
  hall.draws(100);
  EXPECT_EQ(hall.last<ReadInk>()->strokes.size(), 2U);
  Candidates late;
  late.texts.push_back(secret_text("一"));
  hall.happens(InkRead{first, std::move(late)});
  EXPECT_THAT(hall.view().candidates, IsEmpty());
  hall.happens(DoneKey{});  // still being read: nothing is thrown away
  EXPECT_TRUE(hall.state.open);
  hall.is_read_as({"王大山", "玉大山"});
  EXPECT_EQ(hall.view().candidates.size(), 2U);
  hall.happens(CandidateChosen{0});
  EXPECT_EQ(hall.text(), "王大山");
  EXPECT_THAT(hall.state.strokes, IsEmpty());
  EXPECT_NE(hall.last<ForgetInk>(), nullptr);
}

TEST(InputTest, rewriting_and_backspace_on_the_pad) {
  Hall hall;
  hall.opens(Pad::Text, "王");
  hall.happens(TabChosen{Tab::Handwriting});
  hall.draws(10);
  hall.draws(100);
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.state.strokes.size(), 1U);
  EXPECT_EQ(hall.last<ReadInk>()->strokes.size(), 1U);
  hall.happens(RewriteKey{});
  EXPECT_THAT(hall.state.strokes, IsEmpty());
  EXPECT_EQ(hall.text(), "王");
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.text(), "");
  hall.happens(BackspaceKey{});
}

TEST(InputTest, a_finger_leaves_the_pad_or_never_stops) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.happens(TabChosen{Tab::Handwriting});
  hall.happens(PenMoved{{5, 5}});
  EXPECT_THAT(hall.state.strokes, IsEmpty());
  hall.happens(PenDown{{-1, 5}});
  hall.happens(PenDown{{std::numeric_limits<float>::quiet_NaN(), 5}});
  EXPECT_THAT(hall.state.strokes, IsEmpty());
  hall.happens(PenDown{{5, 5}});
  for (int i = 0; i < 5000; ++i) hall.happens(PenMoved{{static_cast<float>(i % 700), 5}});
  EXPECT_EQ(hall.state.strokes.back().size(), kMostPointsOfStroke);
  for (int i = 0; i < 200; ++i) hall.draws(static_cast<float>(i));
  EXPECT_EQ(hall.state.strokes.size(), kMostStrokes);
}

TEST(InputTest, a_citizen_number_is_checked_and_masked) {
  Hall hall;
  PersonKnown person;
  person.today = TimePoint(std::chrono::days(20'500));
  hall.happens(person);
  Field field;
  field.pad = Pad::CitizenNumber;
  field.masked = true;
  hall.happens(Opened{std::move(field)});
  EXPECT_EQ(hall.view().layout, KeysLayout::DigitsX);
  hall.keys(U"X11010519491231002Y");
  EXPECT_EQ(hall.state.text.size(), 17U);
  hall.happens(DoneKey{});
  EXPECT_TRUE(hall.state.open);
  EXPECT_EQ(hall.view().hint, "input.hint.number_short");
  hall.keys(U"1");
  EXPECT_EQ(hall.view().hint, "input.hint.number_wrong");
  EXPECT_FALSE(hall.view().can_finish);
  hall.happens(BackspaceKey{});
  hall.keys(U"x9");
  EXPECT_EQ(hall.text(), "11010519491231002X");
  EXPECT_EQ(hall.view().text.text(), "*****************X");
  EXPECT_EQ(hall.view().hint, "input.hint.number_right");
  hall.happens(DoneKey{});
  EXPECT_EQ(hall.last<Finished>()->text.text(), "11010519491231002X");
}

TEST(InputTest, number_pads_take_only_their_keys) {
  Hall hall;
  hall.opens(Pad::Digits, "", 4);
  hall.keys(U"1a2中3+45");
  hall.happens(SpaceKey{});
  EXPECT_EQ(hall.text(), "1234");
  hall.happens(TabChosen{Tab::Pinyin});
  EXPECT_EQ(hall.state.tab, Tab::Digits);
  hall.opens(Pad::Phone);
  hall.keys(U"+8613800138000+");
  EXPECT_EQ(hall.text(), "+8613800138000");
  hall.opens(Pad::LatinName);
  hall.keys(U"maria luz3");
  hall.happens(SpaceKey{});
  hall.happens(SpaceKey{});
  hall.keys(U"o'neil");
  EXPECT_EQ(hall.text(), "MARIALUZ O'NEIL");
}

TEST(InputTest, english_symbols_and_back) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.happens(LanguageKey{});
  hall.happens(ShiftKey{});
  hall.keys(U"ab");
  hall.happens(TabChosen{Tab::Symbols});
  hall.keys(U"，");
  hall.happens(TabChosen{Tab::Symbols});  // the same key leads back
  EXPECT_EQ(hall.state.tab, Tab::English);
  hall.happens(LanguageKey{});
  EXPECT_EQ(hall.state.tab, Tab::Pinyin);
  hall.keys(U"1");
  EXPECT_EQ(hall.text(), "Ab，1");
}

TEST(InputTest, a_digit_ends_the_word_that_is_being_typed) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.keys(U"jiankangma3");
  EXPECT_EQ(hall.text(), "健康码3");
}

TEST(InputTest, the_list_of_candidates_is_turned_by_pages) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.keys(U"yi");
  hall.happens(CandidatesOpened{});
  EXPECT_EQ(hall.view().candidates.size(), kCandidatesOfPage);
  const std::string first(hall.view().candidates.at(0).text());
  hall.happens(CandidatesTurned{true});
  EXPECT_TRUE(hall.view().earlier_candidates);
  const std::string twenty_first(hall.view().candidates.at(0).text());
  EXPECT_NE(first, twenty_first);
  hall.happens(CandidatesTurned{false});
  hall.happens(CandidatesTurned{false});
  EXPECT_EQ(hall.view().candidates.at(0).text(), first);
  hall.happens(CandidatesTurned{true});
  hall.happens(CandidateChosen{0});
  EXPECT_EQ(hall.text(), twenty_first);
  EXPECT_FALSE(hall.view().list_open);
}

TEST(InputTest, a_rare_character_by_strokes_and_by_code) {
  Hall hall;
  hall.opens(Pad::Text, "张");
  hall.happens(TabChosen{Tab::Code});
  hall.keys(U"2C618");
  EXPECT_EQ(hall.view().tabs.back().selected, true);
  hall.happens(CandidateChosen{0});
  EXPECT_EQ(hall.text(), "张𬘘");
  hall.happens(TabChosen{Tab::Strokes});
  hall.keys(U"hs");
  hall.happens(SpaceKey{});
  EXPECT_EQ(hall.text(), "张𬘘十");
  hall.happens(BackspaceKey{});
  hall.happens(BackspaceKey{});
  EXPECT_EQ(hall.text(), "张");
}

TEST(InputTest, a_whole_answer_fills_the_field_and_finishes) {
  Hall hall;
  hall.opens(Pad::Text, "3栋");
  hall.keys(U"qing");
  SuggestionsChanged changed;
  changed.suggestions.push_back(
      {secret_text("清湖老村 3栋 502"), {}, secret_text("清湖老村3栋502")});
  hall.happens(std::move(changed));
  hall.happens(SuggestionChosen{7});
  EXPECT_TRUE(hall.state.open);
  hall.happens(SuggestionChosen{0});
  EXPECT_EQ(hall.last<Finished>()->text.text(), "清湖老村3栋502");
}

TEST(InputTest, the_field_is_full) {
  Hall hall;
  hall.opens(Pad::Text, "一二", 4);
  hall.keys(U"jiankangma");
  hall.happens(CandidateChosen{0});
  EXPECT_EQ(hall.text(), "一二");  // never half of a word
  hall.happens(QuickWordKey{1});
  EXPECT_EQ(hall.text(), "一二单元");
  hall.keys(U"3");
  EXPECT_EQ(hall.text(), "一二单元");
}

TEST(InputTest, what_is_no_character_is_not_taken) {
  Hall hall;
  hall.opens(Pad::Text);
  hall.happens(LanguageKey{});
  for (const char32_t c : {char32_t{0}, char32_t{0x1b}, char32_t{0x7f}, char32_t{0xd800},
                           char32_t{0x110000}, char32_t{0xffffffff}}) {
    hall.happens(CharacterKey{c});
  }
  EXPECT_EQ(hall.text(), "");
}

TEST(InputTest, speaking_is_there_only_with_a_recogniser) {
  Hall hall;
  hall.opens(Pad::Text);
  EXPECT_FALSE(hall.view().voice_available);
  hall.happens(ListenKey{});
  EXPECT_EQ(hall.last<Listen>(), nullptr);
  hall.happens(PersonKnown{.voice_available = true});
  hall.happens(ListenKey{});
  EXPECT_NE(hall.last<Listen>(), nullptr);
  hall.happens(Heard{secret_text("清湖")});
  EXPECT_EQ(hall.text(), "清湖");
}

TEST(InputTest, nothing_is_installed) {
  InputState state;
  const LetterEngines none;
  InputStep step = update({}, Opened{}, none);
  EXPECT_EQ(step.state.tab, Tab::English);
  EXPECT_THAT(view_of(step.state, none).tabs, IsEmpty());
  step = update(std::move(step.state), LanguageKey{}, none);
  step = update(std::move(step.state), CharacterKey{U'a'}, none);
  EXPECT_EQ(step.state.text.size(), 1U);
}

TEST(InputTest, the_person_goes_and_nothing_is_left) {
  Hall hall;
  hall.happens(PersonKnown{.age = 82, .voice_available = true});
  hall.opens(Pad::Text, "张");
  hall.happens(TabChosen{Tab::Pinyin});
  hall.keys(U"meili");
  hall.happens(CandidateChosen{0});
  hall.keys(U"lon");
  InputStep step = clear(hall.engines);
  EXPECT_TRUE(std::holds_alternative<ForgetInk>(step.effects.at(0)));
  hall.state = std::move(step.state);
  EXPECT_EQ(hall.state.age, -1);
  EXPECT_FALSE(hall.view().open);
  EXPECT_TRUE(hall.pinyin->composition().empty());
  hall.keys(U"a");  // nothing is open
  EXPECT_THAT(hall.state.text, IsEmpty());
}

}  // namespace
}  // namespace dk::kiosk::input
