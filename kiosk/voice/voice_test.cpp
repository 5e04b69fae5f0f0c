#include "kiosk/voice/voice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/voice/simulated_speaker.h"
#include "kiosk/voice/test_words.h"

namespace dk::kiosk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class VoiceTest : public testing::Test {
 protected:
  VoiceTest() {
    load_words();
    voice_.turn(true);
  }
  static Utterance text(std::string words) { return {std::move(words), "en", {}, false}; }
  static Utterance own(std::string words) { return {std::move(words), "en", {}, true}; }
  void wait(int seconds) { clock_.advance(Milliseconds(1000 * seconds)); }

  SimulatedClock clock_{TimePoint{}};
  SimulatedSpeaker speaker_{clock_};
  Voice voice_{speaker_};
};

TEST_F(VoiceTest, says_a_list_in_order) {
  voice_.say({text("one"), text("two")});
  EXPECT_TRUE(voice_.speaking());
  wait(2);
  EXPECT_FALSE(voice_.speaking());
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two"));
  EXPECT_EQ(speaker_.heard()[1].from, Milliseconds(1000));
}

TEST_F(VoiceTest, the_next_action_interrupts) {
  voice_.say({text("a long page"), text("more")});
  clock_.advance(Milliseconds(300));
  voice_.say({text("next")});
  wait(3);
  EXPECT_THAT(speaker_.words(), ElementsAre("a long page-", "next"));
}

TEST_F(VoiceTest, a_list_may_wait_its_turn) {
  voice_.say({text("one")});
  voice_.say({text("two")}, false);
  wait(2);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two"));
  voice_.say({text("three")}, false);
  wait(1);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two", "three"));
}

TEST_F(VoiceTest, the_button_repeats_what_was_said) {
  voice_.say({text("one"), text("two")});
  wait(1);
  voice_.stop();
  EXPECT_FALSE(voice_.speaking());
  voice_.repeat();
  wait(5);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "one", "two"));
}

TEST_F(VoiceTest, pausing_goes_on_with_the_sentence_that_was_cut) {
  voice_.say({text("one"), text("two"), text("three")});
  clock_.advance(Milliseconds(1500));
  voice_.pause();
  EXPECT_TRUE(voice_.paused());
  wait(60);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two-"));
  voice_.resume();
  wait(5);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two-", "two", "three"));
  EXPECT_FALSE(voice_.paused());
}

TEST_F(VoiceTest, paused_twice_it_still_knows_where_it_was) {
  voice_.say({text("one"), text("two"), text("three")});
  wait(1);
  voice_.pause();
  voice_.resume();
  wait(1);
  voice_.pause();
  voice_.resume();
  wait(5);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two", "three"));
}

TEST_F(VoiceTest, own_data_is_not_heard_in_the_hall) {
  voice_.say({text("name"), own("Zhao Jianguo"), own("440***19"), text("next")});
  wait(9);
  EXPECT_THAT(speaker_.words(), ElementsAre("name", "shown on the screen", "next"));
}

TEST_F(VoiceTest, own_data_is_heard_in_headphones) {
  voice_.headphones(true);
  voice_.say({text("name"), own("Zhao Jianguo")});
  wait(9);
  EXPECT_THAT(speaker_.words(), ElementsAre("name", "Zhao Jianguo"));
  EXPECT_TRUE(speaker_.heard()[1].speech.headphones);
}

TEST_F(VoiceTest, headphones_turn_reading_on_and_leave_it_as_it_was) {
  voice_.turn(false);
  voice_.say({text("nobody listens")});
  voice_.headphones(true);
  EXPECT_TRUE(voice_.on());
  voice_.say({text("hello")});
  wait(1);
  voice_.headphones(false);
  EXPECT_FALSE(voice_.on());
  EXPECT_THAT(speaker_.words(), ElementsAre("hello"));
}

TEST_F(VoiceTest, headphones_pulled_out_while_a_name_is_said) {
  voice_.headphones(true);
  voice_.say({own("Zhao Jianguo"), own("440***19")});
  clock_.advance(Milliseconds(200));
  voice_.headphones(false);
  wait(9);
  EXPECT_THAT(speaker_.words(), ElementsAre("Zhao Jianguo-"));
  voice_.repeat();
  wait(9);
  EXPECT_THAT(speaker_.words(), ElementsAre("Zhao Jianguo-", "shown on the screen"));
}

TEST_F(VoiceTest, louder_at_once_and_silent_at_nought) {
  voice_.say({text("one"), text("two")});
  clock_.advance(Milliseconds(1500));
  voice_.volume(9);
  wait(1);
  EXPECT_THAT(speaker_.words(), ElementsAre("one", "two-", "two"));
  EXPECT_EQ(speaker_.heard()[0].speech.volume, Voice::kDefaultVolume);
  EXPECT_EQ(speaker_.heard()[2].speech.volume, 9);
  voice_.volume(0);
  voice_.say({text("three")});
  wait(1);
  EXPECT_EQ(speaker_.heard().size(), 3U);
  EXPECT_FALSE(voice_.speaking());
  voice_.volume(99);
  EXPECT_EQ(voice_.volume(), Voice::kMostVolume);
}

TEST_F(VoiceTest, slower_for_elders) {
  voice_.slow(true);
  voice_.say({text("one")});
  wait(1);
  EXPECT_TRUE(speaker_.heard()[0].speech.slow);
}

TEST_F(VoiceTest, nothing_is_left_for_the_next_person) {
  voice_.volume(9);
  voice_.slow(true);
  voice_.say({text("one")});
  clock_.advance(Milliseconds(100));
  voice_.end_session();
  EXPECT_EQ(voice_.volume(), Voice::kDefaultVolume);
  EXPECT_FALSE(voice_.on());
  voice_.turn(true);
  voice_.repeat();
  voice_.resume();
  wait(9);
  EXPECT_THAT(speaker_.words(), ElementsAre("one-"));
}

TEST_F(VoiceTest, nothing_to_say) {
  voice_.say({});
  voice_.say({text("")});
  voice_.pause();
  voice_.resume();
  voice_.repeat();
  wait(3);
  EXPECT_THAT(speaker_.words(), IsEmpty());
}

}  // namespace
}  // namespace dk::kiosk
