// The tube label as it is laid out and as it goes to the printer.
#include "kiosk/session/label.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "drivers/receipt-printer/codec.h"
#include "i18n/texts.h"

namespace dk::kiosk {
namespace {

constexpr int kWidePaper = 576;
constexpr int kNarrowPaper = 384;

struct TubeLabel : testing::Test {
  std::unique_ptr<LabelMaker> maker;
  sampling::PrintLabel label;

  void SetUp() override {
    for (const char* language : {"zh-CN", "zh-HK", "en"}) {
      ASSERT_TRUE(i18n::load(language, DK_BIN_DIR "/../share/i18n"));
    }
    ASSERT_TRUE(i18n::set_language("zh-CN"));
    auto loaded = LabelMaker::load(DK_BIN_DIR "/../share/catalogue");
    ASSERT_TRUE(loaded) << loaded.error().detail;
    maker = std::move(*loaded);
    label.job.tube = "LH1122-0001-11";
    label.job.count = 10;
    label.job.capacity = 10;
    label.job.reason = "full";
    label.site_name = "\u5357\u6e56\u8857\u9053\u91c7\u6837\u70b9";
    label.desk = "3";
    label.staff_id = "S-0041";
  }
  void TearDown() override { ASSERT_TRUE(i18n::set_language("zh-CN")); }

  std::u32string words() {
    const auto laid = maker->lay(label, kWidePaper);
    EXPECT_TRUE(laid);
    if (!laid) return {};
    EXPECT_EQ(laid->pages.size(), 1U);
    EXPECT_TRUE(laid->missing.empty());
    EXPECT_TRUE(laid->notes.empty());
    std::u32string all;
    for (const auto& item : laid->pages.front().items) {
      const auto* run = std::get_if<documents::TextRun>(&item);
      if (run == nullptr) continue;
      for (const auto& glyph : run->glyphs) {
        EXPECT_GE(glyph.x, 0);
        EXPECT_LE(glyph.x + run->em / 4, laid->pages.front().width);
        all += glyph.character;
      }
    }
    return all;
  }
  // Black blocks behind letters.
  int blocks() {
    const auto laid = maker->lay(label, kWidePaper);
    return laid
               ? static_cast<int>(std::ranges::count_if(
                     laid->pages.front().items,
                     [](const auto& item) { return std::holds_alternative<documents::Box>(item); }))
               : -1;
  }
};

bool says(const std::u32string& words, std::u32string_view what) {
  return words.find(what) != std::u32string::npos;
}

TEST_F(TubeLabel, single_tube_has_a_black_block_and_a_mixed_one_none) {
  label.job.capacity = 1;
  EXPECT_EQ(blocks(), 1);
  EXPECT_TRUE(says(words(), U"\u5355\u91c7"));
  label.job.capacity = 10;
  EXPECT_EQ(blocks(), 0);
  EXPECT_FALSE(says(words(), U"\u5355\u91c7"));
}

TEST_F(TubeLabel, tube_closed_early_and_persons_not_compared_are_said) {
  EXPECT_FALSE(says(words(), U"\u63d0\u524d\u5c01\u7ba1"));
  EXPECT_FALSE(says(words(), U"\u672a\u6bd4\u5bf9"));
  label.job.reason = "tube_damaged";
  label.job.not_compared = true;
  EXPECT_TRUE(says(words(), U"\u63d0\u524d\u5c01\u7ba1"));
  EXPECT_TRUE(says(words(), U"\u672a\u6bd4\u5bf9"));
}

TEST_F(TubeLabel, every_language_has_its_words) {
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    ASSERT_TRUE(i18n::set_language(language));
    for (const std::string& id : maker->message_ids()) EXPECT_NE(i18n::tr(id), id) << language;
    EXPECT_TRUE(says(words(), U"LH1122-0001-11")) << language;
    EXPECT_TRUE(says(words(), U"S-0041")) << language;
  }
}

TEST_F(TubeLabel, printer_gets_the_bar_code_as_a_command_and_letters_in_a_second) {
  const auto page = maker->make(label, kWidePaper);
  ASSERT_TRUE(page);
  std::vector<std::string> codes;
  for (const auto& item : page->items) {
    if (const auto* code = std::get_if<drivers::Code128Item>(&item)) {
      codes.push_back(code->text);
      EXPECT_EQ(code->align, drivers::Align::Centre);
      EXPECT_EQ(code->height_dots, 96);
    }
  }
  EXPECT_EQ(codes, std::vector<std::string>{"LH1122-0001-11"});
  EXPECT_TRUE(std::holds_alternative<drivers::CutItem>(page->items.back()));
  const auto letters = drivers::make_freetype_rasterizer();
  const auto bytes = drivers::encode_page(*page, {}, *letters);
  ASSERT_TRUE(bytes);
  RecordProperty("bytes", static_cast<int>(bytes->size()));
  EXPECT_LT(bytes->size(), 11'520U) << "more than a second on a line of 115200 baud";
}

TEST_F(TubeLabel, label_is_made_before_anybody_waits) {
  using Steady = std::chrono::steady_clock;
  const auto made_in_us = [this] {
    const auto begin = Steady::now();
    EXPECT_TRUE(maker->make(label, kWidePaper));
    return std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begin).count();
  };
  const auto first = made_in_us();
  auto best = first;
  for (int i = 0; i < 20; ++i) {
    label.job.tube.back() = static_cast<char>('0' + i % 10);
    best = std::min(best, made_in_us());
  }
  RecordProperty("first_us", static_cast<int>(first));
  RecordProperty("best_us", static_cast<int>(best));
  EXPECT_LT(best, 10'000);
}

TEST_F(TubeLabel, paper_too_narrow_for_a_readable_bar_code_is_refused) {
  const auto page = maker->make(label, kNarrowPaper);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, FailureCode::data_damaged);
}

TEST_F(TubeLabel, template_that_is_not_there_is_said) {
  const auto none = LabelMaker::load(DK_BIN_DIR "/nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, FailureCode::not_found);
}

}  // namespace
}  // namespace dk::kiosk
