// What the view says in keys has a word in every language.
#include "kiosk/screens/citizen/words.h"

#include <gtest/gtest.h>

namespace dk::kiosk::screens {
namespace {

using citizen::Finish;

void expect_word(const std::string& word) {
  EXPECT_FALSE(word.empty());
  EXPECT_EQ(word.find("citizen."), std::string::npos) << word;
}

TEST(CitizenWords, every_area_source_and_state_has_a_word) {
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    ASSERT_TRUE(i18n::load(language, DK_TEXTS_DIR));
    ASSERT_TRUE(i18n::set_language(language));
    // Those of item.toml (flows/engine/item_toml.cpp).
    for (const char* area :
         {"instant", "journey", "proactive", "print", "booking", "progress", "appeals", "health"}) {
      expect_word(area_title(area));
      expect_word(area_line(area, Finish::Here));
      expect_word(area_line(area, Finish::TakenIn));
    }
    expect_word(area_title(""));
    for (const char* source : {"card", "lic", "share", "list", "ask", "dev", "clerk"}) {
      expect_word(source_word(source));
    }
    for (const Finish finish :
         {Finish::TakenIn, Finish::NeedsNet, Finish::NeedsDevice, Finish::Elsewhere}) {
      expect_word(finish_chip(finish));
    }
    EXPECT_NE(seconds_word(58).find("58"), std::string::npos);
  }
  EXPECT_TRUE(finish_chip(Finish::Here).empty());
  EXPECT_TRUE(source_word("").empty());
}

}  // namespace
}  // namespace dk::kiosk::screens
