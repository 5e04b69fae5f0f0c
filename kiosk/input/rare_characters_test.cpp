#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "kiosk/input/code_engine.h"
#include "kiosk/input/pinyin_engine.h"
#include "kiosk/input/stroke_engine.h"
#include "kiosk/input/test_input_support.h"

namespace dk::kiosk::input {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(StrokeTest, strokes_find_the_character) {
  auto engine = StrokeEngine::open(installed());
  ASSERT_TRUE(engine) << engine.error().detail;
  EXPECT_EQ(first_of(**engine, "h"), "一");
  EXPECT_THAT(texts_of(**engine, "szh", 5), Contains("口"));
  EXPECT_THAT(texts_of(**engine, "nznhnphpppp", 10), Contains("谚"));
}

TEST(StrokeTest, a_rare_character_of_a_name_is_found_by_its_strokes) {
  auto engine = StrokeEngine::open(installed());
  ASSERT_TRUE(engine) << engine.error().detail;
  EXPECT_THAT(texts_of(**engine, "hhshnppnnppnnzhhshn", 5), Contains("㼆"));
  EXPECT_THAT(texts_of(**engine, "phhsphhsph", 5), Contains("犇"));  // not to its end
  (*engine)->clear();
  type_all(**engine, "pph");
  EXPECT_FALSE((*engine)->type('x'));
  EXPECT_EQ((*engine)->composition().text(), "pph");
  (*engine)->clear();
  EXPECT_TRUE((*engine)->composition().empty());
}

TEST(StrokeTest, pinyin_and_strokes_are_open_at_the_same_time) {
  auto strokes = StrokeEngine::open(installed());
  auto pinyin = PinyinEngine::open(installed());
  ASSERT_TRUE(strokes && pinyin);
  type_all(**pinyin, "hu");
  type_all(**strokes, "h");
  EXPECT_EQ((*pinyin)->composition().text(), "hu");
  EXPECT_EQ((*strokes)->choose(0).text(), "一");
  pinyin->reset();
  EXPECT_EQ(first_of(**strokes, "hs"), "十");
}

TEST(CodeTest, zhang_dan_types_the_second_character_by_its_code) {
  CodeEngine engine;
  EXPECT_THAT(texts_of(engine, "2C618", 5), ElementsAre("𬘘"));
  EXPECT_THAT(texts_of(engine, "U+2c618", 5), ElementsAre("𬘘"));
  EXPECT_EQ(engine.choose(0).text(), "𬘘");
  EXPECT_TRUE(engine.composition().empty());
}

TEST(CodeTest, gb18030_of_two_and_of_four_bytes) {
  CodeEngine engine;
  EXPECT_THAT(texts_of(engine, "C1FA", 5), ElementsAre("龙"));      // U+C1FA is Hangul
  EXPECT_THAT(texts_of(engine, "9932A138", 5), ElementsAre("𬘘"));  // plane 2
  EXPECT_THAT(texts_of(engine, "FE59", 5), ElementsAre("龴"));      // moved by the standard of 2022
  // Both are characters: Unicode first.
  EXPECT_THAT(texts_of(engine, "9F99", 5), Contains("龙"));
}

TEST(CodeTest, what_is_no_han_character_is_not_offered) {
  CodeEngine engine;
  for (const char* code : {"0041", "202E", "D800", "FFFF", "10FFFF", "110000", "E81E", "1F600",
                           "C1FAC1FA", "FFFFFFFF", "9933F9", "2C61", "U", "U+", "2"}) {
    EXPECT_THAT(texts_of(engine, code, 5), IsEmpty()) << code;
  }
}

TEST(CodeTest, keys_that_are_no_digits_are_refused) {
  CodeEngine engine;
  for (const char key : {'G', 'z', '+', ' ', '\0', '\xff'}) EXPECT_FALSE(engine.type(key));
  type_all(engine, "123456789");
  EXPECT_EQ(engine.composition().text(), "12345678");
  EXPECT_FALSE(engine.type('U'));
  EXPECT_TRUE(engine.backspace());
  EXPECT_EQ(engine.composition().size(), 7U);
}

// The blocks of GB 18030-2022: unified ideographs up to extension F.
TEST(CodeTest, every_han_character_of_the_standard_has_both_codes) {
  const std::pair<char32_t, char32_t> ranges[] = {
      {0x3400, 0x4dbf},   {0x4e00, 0x9fef},   {0x20000, 0x2a6d6}, {0x2a700, 0x2b734},
      {0x2b740, 0x2b81d}, {0x2b820, 0x2cea1}, {0x2ceb0, 0x2ebe0}};
  for (const auto& [first, last] : ranges) {
    for (char32_t c = first; c <= last; ++c) {
      const std::string unicode = hex_of(c);
      ASSERT_THAT(characters_by_code(unicode), Contains(c)) << unicode;
      ASSERT_THAT(characters_by_code(gb18030_of(c)), Contains(c)) << unicode;
    }
  }
}

}  // namespace
}  // namespace dk::kiosk::input
