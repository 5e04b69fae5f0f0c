#include "kiosk/input/handwriting_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "kiosk/input/test_ink.h"
#include "kiosk/input/test_input_support.h"

namespace dk::kiosk::input {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

InkFiles models() {
  const std::filesystem::path folder = DK_INK_MODELS;
  return {.simplified = folder / "handwriting-zh_CN.model",
          .japanese = folder / "handwriting-ja.model",
          .opencc = std::filesystem::path(DK_RIME_DIR) / "opencc"};
}

HandwritingEngine& pad() {
  static const auto engine = HandwritingEngine::open(models());
  return **engine;
}

std::vector<std::string> read(const std::vector<Stroke>& strokes,
                              Script script = Script::Simplified) {
  std::vector<std::string> texts;
  for (const Secret& text : pad().read(strokes, script, 12).texts) texts.emplace_back(text.text());
  return texts;
}

TEST(HandwritingTest, every_character_of_the_fixture_is_among_the_first_three) {
  for (const auto& [character, drawing] : drawings()) {
    if (character == "國") continue;
    auto found = read(written({character}, 400));
    ASSERT_GE(found.size(), 10U);
    found.resize(3);
    EXPECT_THAT(found, Contains(character));
  }
}

TEST(HandwritingTest, two_characters_beside_each_other) {
  EXPECT_EQ(read(written({"中", "山"})).at(0), "中山");
  EXPECT_EQ(read(written({"大", "田"})).at(0), "大田");
  EXPECT_EQ(read(written({"日", "本"})).at(0), "日本");
  EXPECT_EQ(read(written({"王", "一"})).at(0), "王一");
}

TEST(HandwritingTest, three_characters_beside_each_other) {
  EXPECT_EQ(read(written({"王", "大", "山"}, 200, 30)).at(0), "王大山");
  EXPECT_EQ(read(written({"木", "田", "三"}, 200, 30)).at(0), "木田三");
}

TEST(HandwritingTest, left_and_right_part_stay_one_character) {
  EXPECT_EQ(read(written({"明"}, 400)).at(0), "明");
  EXPECT_EQ(read(written({"林"}, 400)).at(0), "林");
  EXPECT_EQ(read(written({"林", "明"})).at(0), "林明");
}

TEST(HandwritingTest, candidates_come_while_writing) {
  const auto strokes = written({"木", "山"});
  for (std::size_t drawn = 1; drawn <= strokes.size(); ++drawn) {
    EXPECT_THAT(read({strokes.begin(), strokes.begin() + static_cast<std::ptrdiff_t>(drawn)}),
                Not(IsEmpty()));
  }
  EXPECT_EQ(read({strokes.begin(), strokes.begin() + 4}).at(0), "木");
  EXPECT_EQ(read(strokes).at(0), "木山");
}

TEST(HandwritingTest, another_reading_of_one_character_is_offered_with_the_other_kept) {
  const auto found = read(written({"中", "山"}));
  EXPECT_GE(found.size(), 8U);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_TRUE(found[i].starts_with("中") || found[i].ends_with("山")) << found[i];
  }
}

TEST(HandwritingTest, traditional_writing_is_read_in_hong_kong) {
  EXPECT_THAT(read(written({"國"}, 400), Script::HongKong), Contains("國"));
  EXPECT_EQ(read(written({"明"}, 400), Script::HongKong).at(0), "明");
  EXPECT_EQ(read(written({"中", "山"}), Script::HongKong).at(0), "中山");
}

TEST(HandwritingTest, nothing_and_dots_are_no_trouble) {
  EXPECT_THAT(read({}), IsEmpty());
  EXPECT_THAT(read({Stroke{}}), IsEmpty());
  EXPECT_THAT(read({Stroke{{5, 5}}}), Not(IsEmpty()));
  EXPECT_THAT(read(std::vector<Stroke>(70, Stroke{{5, 5}, {5, 5}})), Not(IsEmpty()));
}

TEST(HandwritingTest, a_child_scribbles_over_the_whole_pad) {
  std::vector<Stroke> strokes;
  for (int i = 0; i < 100; ++i) {
    Stroke stroke;
    for (int k = 0; k < 200; ++k) {
      stroke.push_back({static_cast<float>(i * 7 % 760 + k % 9), static_cast<float>(k * i % 668)});
    }
    strokes.push_back(std::move(stroke));
  }
  EXPECT_THAT(read(strokes), Not(IsEmpty()));
}

TEST(HandwritingTest, a_model_is_missing_or_damaged) {
  InkFiles files = models();
  files.simplified = "/nowhere.model";
  EXPECT_EQ(HandwritingEngine::open(files).error().code, FailureCode::reference_missing);
  files.simplified = std::filesystem::path(testing::TempDir()) / "damaged.model";
  std::ofstream(files.simplified) << "not a model";
  EXPECT_EQ(HandwritingEngine::open(files).error().code, FailureCode::data_damaged);
}

TEST(HandwritingTest, hong_kong_without_its_model_still_reads) {
  InkFiles files = models();
  files.japanese = "/nowhere.model";
  files.opencc = "/nowhere";
  const auto engine = HandwritingEngine::open(files);
  ASSERT_TRUE(engine);
  EXPECT_EQ((*engine)->read(written({"中"}, 400), Script::HongKong, 3).texts.at(0).text(), "中");
}

}  // namespace
}  // namespace dk::kiosk::input
