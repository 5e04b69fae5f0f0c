// Lines of text: where they end in Chinese, English and both; letters that few fonts have.
#include "flows/documents/typesetter.h"

#include <gtest/gtest.h>

#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

constexpr Um kEm = 3'000;

struct Typesetting : testing::Test {
  Fonts fonts;
  std::set<char32_t> missing;

  // `ems`: the width of the line.
  std::vector<std::string> lines(const std::string& text, int ems,
                                 const std::string& language = "zh-CN") {
    Typesetter typesetter(fonts);
    Page page;
    Um y = 0;
    for (Line& line : typesetter.lines({{text, language}}, {kEm, false, {}}, ems * kEm, "t")) {
      EXPECT_LE(line.width, ems * kEm);
      y += kEm;
      for (TextRun& run : line.runs) {
        Item item = std::move(run);
        move_by(item, 0, y);
        page.items.emplace_back(std::move(item));
      }
    }
    missing = typesetter.missing();
    return lines_of(page);
  }
};
using Lines = std::vector<std::string>;

TEST_F(Typesetting, no_line_begins_with_a_stop_or_ends_with_an_opening_bracket) {
  EXPECT_EQ(lines("采样完成，请保管", 4), (Lines{"采样完", "成，请保", "管"}));
  EXPECT_EQ(lines("采样完成。请", 4), (Lines{"采样完", "成。请"}));
  EXPECT_EQ(lines("依照《许可法》办", 3), (Lines{"依照", "《许可", "法》办"}));
  EXPECT_EQ(lines("窗口（二楼）", 3), (Lines{"窗口", "（二", "楼）"}));
  EXPECT_EQ(lines("他说：“好！”", 4), (Lines{"他说：", "“好！”"}));
}

TEST_F(Typesetting, chinese_breaks_between_any_two_letters_and_english_between_words) {
  EXPECT_EQ(lines("南湖街道采样点", 3), (Lines{"南湖街", "道采样", "点"}));
  EXPECT_EQ(lines("Please keep this paper", 5, "en"), (Lines{"Please", "keep this", "paper"}));
  EXPECT_EQ(lines("well-known office", 6, "en"), (Lines{"well-known", "office"}));
  EXPECT_EQ(lines("请到 Service Centre 三楼", 5), (Lines{"请到", "Service", "Centre 三", "楼"}));
  EXPECT_EQ(lines("金额 1,280.50 元", 4), (Lines{"金额", "1,280.50", "元"}));
}

TEST_F(Typesetting, word_longer_than_the_line_is_broken_and_nothing_is_lost) {
  const Lines broken = lines("LH1122000100020003000400050006", 5);
  EXPECT_GT(broken.size(), 2U);
  std::string together;
  for (const std::string& line : broken) together += line;
  EXPECT_EQ(together, "LH1122000100020003000400050006");
  // A mark stays with its letter: q with a tilde has no letter of its own.
  for (const std::string& line : lines("q\u0303q\u0303q\u0303q\u0303q\u0303q\u0303", 2)) {
    EXPECT_TRUE(line.starts_with("q")) << line;
  }
}

TEST_F(Typesetting, line_ends_where_the_text_says_so_and_spaces_hang) {
  EXPECT_EQ(lines("一\n二\n\n三", 9), (Lines{"一", "二", "三"}));
  EXPECT_EQ(lines("采样      采样", 3), (Lines{"采样", "采样"}));
  EXPECT_EQ(lines("", 9), Lines{});
}

TEST_F(Typesetting, names_that_few_fonts_have_are_drawn_by_one_that_does) {
  // Extension A, B, C, D; Latin with marks, also taken apart; Cyrillic of three languages.
  const std::string names = "㐆𠀀𪜀𫝀 Łukasz Ștefan Zoë e\u0301 Їжак Ғалым";
  const Lines set = lines(names, 60);
  ASSERT_EQ(set.size(), 1U);
  EXPECT_TRUE(missing.empty());
  EXPECT_NE(set[0].find("\u00e9"), std::string::npos) << "brought to NFC";
}

TEST_F(Typesetting, letter_that_no_font_has_is_reported_and_a_box) {
  const Lines set = lines("张\U00030000三\U00012000", 60);
  EXPECT_EQ(missing, (std::set<char32_t>{0x12000, 0x30000}));
  ASSERT_EQ(set.size(), 1U);
  EXPECT_EQ(set[0], "张\U00030000三\U00012000") << "its place is kept";
}

TEST_F(Typesetting, shapes_are_those_of_the_language) {
  Typesetter typesetter(fonts);
  const auto font = [&](const std::string& language) {
    return typesetter.lines({{"骨", language}}, {kEm, false, {}}, kEm, "t")[0].runs[0].font;
  };
  EXPECT_NE(font("zh-CN"), font("zh-HK"));
  EXPECT_EQ(font("zh-CN"), font("en"));
}

TEST_F(Typesetting, variation_selector_is_no_letter_of_its_own) {
  EXPECT_EQ(lines("葛\U000E0100城", 9), Lines{"葛城"});
  EXPECT_TRUE(missing.empty());
  EXPECT_EQ(lines("a\u200bb\u00adc", 9), Lines{"abc"}) << "what has no picture is not drawn";
}

}  // namespace
}  // namespace dk::documents
