#include "kiosk/voice/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/voice/test_words.h"

namespace dk::kiosk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(const std::vector<Utterance>& list) {
  std::vector<std::string> all;
  for (const auto& one : list) all.push_back(one.words);
  return all;
}

UiNode node(std::string id, Role role, std::string label, std::string state = {}) {
  return {.id = std::move(id), .role = role, .label = std::move(label), .state = std::move(state)};
}

class ReadingTest : public testing::Test {
 protected:
  ReadingTest() { load_words(); }

  std::vector<UiNode> page_{
      node("header.clock", Role::Text, "14:26"),
      node("page.title", Role::Text, "Your allowance"),
      node("form.name", Role::Text, "Zhao *guo", "personal"),
      node("form.phone", Role::Field, "Phone", "focused empty"),
      node("form.phone.hint", Role::Text, "eleven digits"),
      node("key[1]", Role::Key, "1"),
      node("dock.voice", Role::Button, "Read", "selected"),
      node("form.next", Role::Button, "Next", "disabled"),
  };
};

TEST_F(ReadingTest, the_title_then_the_focus_then_its_state_and_hint) {
  EXPECT_THAT(words(read_page(page_, "en")),
              ElementsAre("Your allowance", "Phone", "field", "empty", "eleven digits"));
}

TEST_F(ReadingTest, in_the_language_of_the_screen) {
  const auto list = read_page(page_, "zh-HK");
  EXPECT_EQ(list[2].words, "填寫欄");
  EXPECT_EQ(list[2].language, "zh-HK");
  EXPECT_EQ(list[2].text_key, "voice.role.field");
}

TEST_F(ReadingTest, everything_once_the_dock_last) {
  EXPECT_THAT(words(read_all(page_, "en")),
              ElementsAre("Your allowance", "14:26", "Zhao *guo", "Phone", "field", "empty",
                          "eleven digits", "Next", "button", "not available now", "Read", "button",
                          "selected"));
}

TEST_F(ReadingTest, own_data_is_marked) {
  for (const auto& one : read_all(page_, "en")) EXPECT_EQ(one.personal, one.words == "Zhao *guo");
}

TEST_F(ReadingTest, a_dialog_has_its_own_title) {
  page_.push_back(node("ask", Role::Dialog, "Leave?", "open"));
  EXPECT_EQ(read_page(page_, "en")[0].words, "Leave?");
}

TEST_F(ReadingTest, only_what_is_new_is_read) {
  ScreenReader reader;
  EXPECT_THAT(words(reader.changes(page_, "en")),
              ElementsAre("Your allowance", "Phone", "field", "empty", "eleven digits"));
  EXPECT_THAT(reader.changes(page_, "en"), IsEmpty());

  page_[0].label = "14:27";  // a clock that goes on is no news
  EXPECT_THAT(reader.changes(page_, "en"), IsEmpty());

  page_[3].state = "empty";
  page_[7].state = "focused";
  EXPECT_THAT(words(reader.changes(page_, "en")), ElementsAre("Next", "button"));

  page_[7].state = "focused selected";
  EXPECT_THAT(words(reader.changes(page_, "en")), ElementsAre("selected"));
  page_[7].state = "focused pressed selected";
  EXPECT_THAT(reader.changes(page_, "en"), IsEmpty());

  page_.push_back(node("note", Role::Status, "Saved", "toast"));
  EXPECT_THAT(words(reader.changes(page_, "en")), ElementsAre("Saved"));
  page_.push_back(node("paper", Role::Alert, "No paper", "trouble"));
  EXPECT_THAT(words(reader.changes(page_, "en")), ElementsAre("No paper"));
  page_.pop_back();
  EXPECT_THAT(reader.changes(page_, "en"), IsEmpty());

  EXPECT_EQ(reader.changes(page_, "zh-CN").size(), 4U);  // title, "Next", button, selected
}

TEST_F(ReadingTest, a_new_page_is_read_as_a_page) {
  ScreenReader reader;
  std::ignore = reader.changes(page_, "en");
  page_[1].label = "Your card";
  page_[3].state = "";
  page_.push_back(node("page.hint", Role::Text, "Put it there"));
  EXPECT_THAT(words(reader.changes(page_, "en")), ElementsAre("Your card", "Put it there"));
  reader.forget();
  EXPECT_EQ(reader.changes(page_, "en").size(), 2U);
}

TEST_F(ReadingTest, an_empty_screen_is_silent) {
  EXPECT_THAT(read_page({}, "en"), IsEmpty());
  EXPECT_THAT(read_all({}, "en"), IsEmpty());
  EXPECT_THAT(ScreenReader{}.changes({}, "en"), IsEmpty());
}

}  // namespace
}  // namespace dk::kiosk
