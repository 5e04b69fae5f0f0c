#include "kiosk/input/pinyin_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/input/test_input_support.h"

namespace dk::kiosk::input {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;

std::unique_ptr<PinyinEngine> pinyin() {
  auto engine = PinyinEngine::open(installed());
  EXPECT_TRUE(engine) << engine.error().detail;
  return std::move(*engine);
}

// Everything that librime may have written, names and contents.
std::string all_of(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    all += entry.path().string() + "\n";
    std::ifstream file(entry.path(), std::ios::binary);
    if (entry.is_regular_file()) all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

TEST(PinyinTest, health_code_is_the_first_candidate) {
  const auto engine = pinyin();
  EXPECT_EQ(first_of(*engine, "jiankangma"), "健康码");
  EXPECT_EQ(first_of(*engine, "jkm"), "健康码");
}

TEST(PinyinTest, words_of_the_counters_and_places_are_first) {
  const auto engine = pinyin();
  EXPECT_EQ(first_of(*engine, "miaopi"), "秒批");
  EXPECT_EQ(first_of(*engine, "yijianshiyiciban"), "一件事一次办");
  EXPECT_EQ(first_of(*engine, "mianshenjixiang"), "免申即享");
  EXPECT_EQ(first_of(*engine, "juzhudengji"), "居住登记");
  EXPECT_EQ(first_of(*engine, "gaolingjintie"), "高龄津贴");
  EXPECT_EQ(first_of(*engine, "canbaozhengming"), "参保证明");
  EXPECT_EQ(first_of(*engine, "yinianka"), "颐年卡");
  EXPECT_EQ(first_of(*engine, "qinghushequ"), "清湖社区");
  EXPECT_EQ(first_of(*engine, "songyuanxiashequ"), "松元厦社区");
}

TEST(PinyinTest, a_person_from_the_south_finds_the_word_behind_the_exact_one) {
  const auto engine = pinyin();
  EXPECT_THAT(texts_of(*engine, "shengfenzhen", 12), Contains("身份证"));
  EXPECT_THAT(texts_of(*engine, "nonghua", 12), Contains("龙华"));
  EXPECT_THAT(texts_of(*engine, "sheng", 10), Not(Contains("身")));
}

TEST(PinyinTest, hong_kong_forms_are_written_in_hong_kong_script) {
  const auto engine = pinyin();
  engine->script(Script::HongKong);
  EXPECT_EQ(first_of(*engine, "jiankangma"), "健康碼");
  EXPECT_THAT(texts_of(*engine, "li", 80), Contains("裏"));  // not the form of Taiwan
  engine->clear();
  EXPECT_EQ(first_of(*engine, "weile"), "為了");  // the script stays over a clear
  engine->script(Script::Simplified);
  EXPECT_EQ(first_of(*engine, "weile"), "为了");
}

TEST(PinyinTest, registered_names_can_be_typed) {
  const auto engine = pinyin();
  EXPECT_THAT(texts_of(*engine, "sheng", 400), Contains("昇"));
  EXPECT_THAT(texts_of(*engine, "yan", 400), Contains("䶮"));
  EXPECT_THAT(texts_of(*engine, "ning", 400), Contains("甯"));
  EXPECT_THAT(texts_of(*engine, "bo", 400), Contains("𬭛"));
  EXPECT_THAT(texts_of(*engine, "dan", 400), Contains("𬘘"));
  EXPECT_THAT(texts_of(*engine, "qian", 400), Contains("乾"));
}

TEST(PinyinTest, a_part_is_chosen_and_the_rest_stays) {
  const auto engine = pinyin();
  type_all(*engine, "qinghulaocun");
  const auto all = engine->candidates(0, 40);
  std::size_t part = 0;
  while (part < all.texts.size() && all.texts[part].text() != "清湖") ++part;
  ASSERT_LT(part, all.texts.size());
  EXPECT_TRUE(engine->choose(part).empty());
  EXPECT_EQ(engine->composition().text(), "清湖lao cun");
  EXPECT_EQ(engine->candidates(0, 1).texts.at(0).text(), "老村");
  EXPECT_EQ(engine->choose(0).text(), "清湖老村");
  EXPECT_TRUE(engine->composition().empty());
  EXPECT_THAT(engine->candidates(0, 5).texts, IsEmpty());
}

TEST(PinyinTest, pages_follow_each_other_without_a_gap) {
  const auto engine = pinyin();
  type_all(*engine, "yi");
  const Candidates all = engine->candidates(0, 30);
  const Candidates second = engine->candidates(10, 10);
  ASSERT_EQ(second.texts.size(), 10U);
  EXPECT_TRUE(second.more);
  EXPECT_EQ(second.texts.front().text(), all.texts[10].text());
  EXPECT_FALSE(engine->candidates(100'000, 10).more);
}

TEST(PinyinTest, backspace_takes_one_letter_and_says_when_there_is_none) {
  const auto engine = pinyin();
  type_all(*engine, "hu");
  EXPECT_TRUE(engine->backspace());
  EXPECT_EQ(engine->composition().text(), "h");
  EXPECT_TRUE(engine->backspace());
  EXPECT_FALSE(engine->backspace());
}

TEST(PinyinTest, keys_that_are_no_letters_are_refused) {
  const auto engine = pinyin();
  for (const char key : {'A', '1', ' ', '\n', '\0', '\x7f', '\xff', '/', '`'}) {
    EXPECT_FALSE(engine->type(key));
  }
  EXPECT_TRUE(engine->composition().empty());
}

TEST(PinyinTest, a_child_leans_on_the_keyboard) {
  const auto engine = pinyin();
  std::size_t taken = 0;
  for (int i = 0; i < 1000; ++i) taken += engine->type(static_cast<char>('a' + i * 7 % 26)) ? 1 : 0;
  EXPECT_EQ(taken, 40U);
  EXPECT_THAT(engine->candidates(0, 5).texts, Not(IsEmpty()));
  EXPECT_TRUE(engine->choose(100'000).empty());
}

TEST(PinyinTest, nothing_typed_is_left_when_the_person_goes) {
  auto engine = pinyin();
  const fs::path folder = engine->user_folder();
  for (int i = 0; i < 5; ++i) {
    type_all(*engine, "zhangmeili");
    (void)engine->choose(0);
  }
  type_all(*engine, "longhuaqu");
  engine->clear();
  EXPECT_TRUE(engine->composition().empty());
  const std::string all = all_of(folder);
  for (const char* trace : {"zhang", "mei", "美丽", "美麗", "longhua", "龙华", "userdb"}) {
    EXPECT_THAT(all, Not(testing::HasSubstr(trace)));
  }
  EXPECT_EQ(fs::status(folder).permissions() & fs::perms::mask, fs::perms::owner_all);
  // The name is still not offered first: nothing was learned.
  const std::string before = first_of(*pinyin(), "zhangmeili");
  EXPECT_EQ(first_of(*engine, "zhangmeili"), before);
  engine.reset();
  EXPECT_FALSE(fs::exists(folder));
}

TEST(PinyinTest, tables_are_missing) {
  Folders folders = installed();
  folders.share = "/nowhere";
  const auto engine = PinyinEngine::open(folders);
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, FailureCode::reference_missing);
}

TEST(PinyinTest, tables_are_there_but_empty) {
  Folders folders = installed();
  const fs::path share = fs::path(testing::TempDir()) / "rime-without-tables";
  fs::create_directories(share / "build");
  folders.share = share;
  const auto engine = PinyinEngine::open(folders);
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, FailureCode::reference_missing);
}

TEST(PinyinTest, a_folder_on_a_disk_is_refused) {
  Folders folders = installed();
  folders.memory = DK_PROJECT_DIR;
  const auto engine = PinyinEngine::open(folders);
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, FailureCode::permission_unsafe);
}

}  // namespace
}  // namespace dk::kiosk::input
