#include "i18n/texts.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "base/clock.h"
#include "i18n/letters.h"

namespace dk::i18n {
namespace {

const std::string kFolder = DK_BIN_DIR "/../share/i18n";
constexpr std::array kLanguages{"zh-CN", "zh-HK", "en"};
constexpr std::array kReaders{Audience::Citizen, Audience::Clerk, Audience::Technician};

class Texts : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto* language : kLanguages) ASSERT_TRUE(load(language, kFolder)) << language;
    ASSERT_TRUE(set_language("zh-CN"));
  }
};

TEST_F(Texts, language_switched_between_two_frames) {
  EXPECT_EQ(language(), "zh-CN");
  EXPECT_EQ(tr("label.tube"), "管号");
  ASSERT_TRUE(set_language("zh-HK"));
  EXPECT_EQ(language(), "zh-HK");
  EXPECT_EQ(tr("label.tube"), "管號");
  ASSERT_TRUE(set_language("en"));
  EXPECT_EQ(tr("label.tube"), "Tube");
}

TEST_F(Texts, label_in_another_language_than_the_screen) {
  EXPECT_EQ(tr_in("en", "label.early"), "Sealed early");
  EXPECT_EQ(tr_in("zh-CN", "label.early"), "提前封管");
  EXPECT_EQ(language(), "zh-CN");
  EXPECT_EQ(tr_in("fr", "label.early"), "label.early");
}

TEST_F(Texts, missing_key_returns_itself) {
  EXPECT_EQ(tr("no.such.key"), "no.such.key");
  EXPECT_EQ(tr(""), "");  // and not the header of the catalogue
  EXPECT_EQ(tr(std::string(100'000, 'x')).size(), 100'000U);
}

TEST_F(Texts, places_are_filled_once) {
  EXPECT_EQ(tr("label.count", {{"count", "7"}, {"capacity", "10"}}), "7/10 人");
  EXPECT_EQ(tr("label.count", {{"capacity", "10"}}), "{count}/10 人");
  EXPECT_EQ(tr("label.count", {{"count", "{capacity}"}, {"capacity", "10"}}), "{capacity}/10 人");
  EXPECT_EQ(tr("{a}{b} {", {{"a", "1"}, {"b", ""}}), "1 {");
  EXPECT_EQ(tr("no place", {{"a", "1"}}), "no place");
}

TEST_F(Texts, unknown_language_or_folder) {
  EXPECT_EQ(load("fr", kFolder).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(load("en", "/nowhere").error().code, FailureCode::not_found);
  EXPECT_EQ(set_language("fr").error().code, FailureCode::invalid_argument);
  EXPECT_EQ(language(), "zh-CN");
  EXPECT_EQ(tr_in("en", "label.tube"), "Tube");  // what was loaded before stays
}

// Sentences of at most 20 characters, polite, no exclamation marks, no Latin letters. Whoever
// stands at the terminal is told what happened, what to do next, and that nothing was lost.
void expect_spoken_chinese(const std::string& text, Audience reader) {
  const auto letters = letters_of(text, 4096);
  ASSERT_TRUE(letters.has_value());
  int length = 0;
  int sentences = 0;
  for (const auto& letter : *letters) {
    const bool ends = letter.text == "。" || letter.text == "？";
    length = ends ? 0 : length + 1;
    sentences += ends ? 1 : 0;
    EXPECT_LE(length, 20) << text;
    EXPECT_FALSE(letter.base < 0x80) << text;
    EXPECT_NE(letter.text, "！") << text;
    EXPECT_NE(letter.text, "你") << text;
  }
  EXPECT_EQ(length, 0) << text << " has no full stop";
  EXPECT_GE(sentences, reader == Audience::Technician ? 1 : 3) << text;
}

TEST_F(Texts, every_failure_speaks_to_its_three_readers) {
  ASSERT_GT(failure_count(), 0U);
  for (std::size_t i = 0; i < failure_count(); ++i) {
    const auto code = static_cast<FailureCode>(i);
    for (const auto* language : kLanguages) {
      ASSERT_TRUE(set_language(language));
      for (const auto reader : kReaders) {
        const auto text = tr_failure(code, reader);
        EXPECT_FALSE(text.starts_with("failure.")) << text << " in " << language;
        EXPECT_EQ(text.find('!'), std::string::npos) << text;
        EXPECT_EQ(text.find('{'), std::string::npos) << text;
        if (std::string_view(language) != "en") expect_spoken_chinese(text, reader);
      }
    }
  }
}

TEST_F(Texts, readers_get_their_own_words) {
  EXPECT_EQ(tr_failure(FailureCode::person_in_tube, Audience::Clerk),
            "已在本管，勿重复。请他去采样。没有重复计数。");
  EXPECT_EQ(tr_failure(FailureCode::person_in_tube, Audience::Citizen),
            "您已经登记过了。请直接去采样。不用再扫。");
}

// No assertion on time: a busy machine is not a failure. The number is for the reader of the log;
// ctest runs this alone in its process, so that the first load is a first load.
TEST(LoadingTime, one_language_then_another) {
  for (const auto* language : {"zh-CN", "zh-HK"}) {
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(load(language, kFolder));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    std::printf("%s loaded in %.3f ms\n", language, took.count());
  }
}

TEST(ClockText, hall_clock_shows_china_time) {
  const auto at = *from_rfc3339("2022-11-18T06:26:08.999Z");
  EXPECT_EQ(clock_hm(at), "14:26");
  EXPECT_EQ(clock_hms(at), "14:26:08");
  EXPECT_EQ(clock_hms(*from_rfc3339("2022-11-18T16:00:00Z")), "00:00:00");
  EXPECT_EQ(clock_hms(*from_rfc3339("1969-12-31T15:59:59Z")), "23:59:59");
  EXPECT_EQ(clock_hm(TimePoint{}), "08:00");
}

}  // namespace
}  // namespace dk::i18n
