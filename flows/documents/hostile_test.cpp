// Templates and data made to hurt: each is stopped by a limit that is named, within 100 ms.
#include <gtest/gtest.h>

#include <chrono>

#include "flows/documents/limits.h"
#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

using feel::List;
using feel::Value;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__clang__) || \
    !defined(__OPTIMIZE__)
constexpr int kSlowness = 20;  // the instrumented builds', not the product's
#else
constexpr int kSlowness = 2;  // the machine may be at work elsewhere
#endif
constexpr std::chrono::milliseconds kSoon{100 * kSlowness};

struct HostileDocument : testing::Test {
  Fonts fonts;
  Trial trial;

  void SetUp() override { (void)fonts.find('a', 0, {}); }

  template <class Work>
  auto soon(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    auto result = work();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kSoon);
    return result;
  }
  // The limit that stopped it; "" when nothing did.
  std::string stopped_by(const std::string& xml) {
    const auto loaded = trial.load(xml);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
    if (!loaded) return {};
    const auto laid =
        soon([&] { return layout(*loaded, trial.data, catalogue_of_tests, fonts, trial.options); });
    return laid ? std::string() : laid.error().limit;
  }
  std::string refused_with(const std::string& xml) {
    const auto loaded = soon([&] { return trial.load(xml); });
    return loaded ? std::string() : loaded.error().message;
  }
};

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}
std::string roll(const std::string& inside) {
  return R"(<document width="72mm" height="roll">)" + inside + "</document>";
}
bool names(const std::string& message, std::string_view limit) {
  return message.find(limit) != std::string::npos;
}

TEST_F(HostileDocument, ten_thousand_nested_blocks) {
  EXPECT_TRUE(names(refused_with(roll(times(10'000, "<group>") + times(10'000, "</group>"))),
                    "limit nesting"));
}

TEST_F(HostileDocument, ten_thousand_blocks_and_a_megabyte_of_template) {
  EXPECT_TRUE(names(refused_with(roll(times(10'000, "<line/>"))), "limit elements"));
  EXPECT_TRUE(
      names(refused_with(roll("<text>" + times(10'000, "1<br/>") + "</text>")), "limit elements"));
  EXPECT_TRUE(names(refused_with(roll(std::string(1'000'000, ' '))), "limit template_bytes"));
}

TEST_F(HostileDocument, list_of_ten_million_rows) {
  trial.set("n", Value::number(10'000'000));
  EXPECT_EQ(stopped_by(roll(R"(<for each="i" in="for k in 1..n return k"><text>{i}</text></for>)")),
            "expression_steps");
  trial.set("rows", Value(List(10'000'000)));
  EXPECT_EQ(stopped_by(
                roll(R"(<table widths="1*"><row each="r" in="rows"><cell>1</cell></row></table>)")),
            "items");
  EXPECT_EQ(stopped_by(roll(R"(<for each="r" in="rows"><text>1</text></for>)")), "items");
  EXPECT_EQ(stopped_by(roll(R"(<for each="r" in="rows"><break/></for>)")), "items");
}

TEST_F(HostileDocument, lists_of_lists_draw_no_more_than_one) {
  trial.set("rows", Value(List(1'000)));
  EXPECT_EQ(stopped_by(roll(R"(<for each="a" in="rows"><for each="b" in="rows">
      <for each="c" in="rows"><break/></for></for></for>)")),
            "items");
}

TEST_F(HostileDocument, page_of_a_kilometre) {
  EXPECT_FALSE(refused_with(R"(<document width="1000000mm" height="100mm"/>)").empty());
  EXPECT_FALSE(refused_with(R"(<document width="100mm" height="1000000mm"/>)").empty());
  EXPECT_FALSE(refused_with(roll(R"(<space height="1000000mm"/>)")).empty());
  EXPECT_EQ(stopped_by(roll(times(1'000, R"(<space height="1000mm"/>)"))), "roll_length");
  EXPECT_EQ(stopped_by(R"(<document width="72mm" height="50mm">)" +
                       times(1'000, "<break/><line/>") + "</document>"),
            "pages");
}

TEST_F(HostileDocument, word_of_a_hundred_thousand_letters) {
  trial.set("word", Value(std::string(100'000, 'x')));
  EXPECT_EQ(stopped_by(roll("<text>{word}</text>")), "paragraph_characters");
  trial.set("long", Value(std::string(20'000, 'x')));
  EXPECT_EQ(stopped_by(R"(<document width="1000mm" height="1000mm" size="4">)" +
                       times(11, "<text>{long}</text>") + "</document>"),
            "characters");
}

TEST_F(HostileDocument, symbols_without_end_or_without_a_shape) {
  trial.set("code", Value(std::string(2'000, 'x')));
  EXPECT_EQ(stopped_by(R"(<document width="1000mm" height="1000mm">)" +
                       times(201, R"(<qr value="code" level="L"/>)") + "</document>"),
            "symbol_bytes");
  trial.set("short", Value(std::string("1")));
  EXPECT_EQ(stopped_by(R"(<document width="1000mm" height="1000mm">)" +
                       times(201, R"(<qr value="short"/>)") + "</document>"),
            "symbols");
  EXPECT_EQ(stopped_by(roll(R"(<code128 value="code"/>)")), "symbol");
  trial.set("none", Value());
  EXPECT_EQ(stopped_by(roll(R"(<qr value="none"/>)")), "symbol");
  trial.set("name", Value(std::string("张")));
  EXPECT_EQ(stopped_by(roll(R"(<code128 value="name"/>)")), "symbol");
}

TEST_F(HostileDocument, columns_wider_than_the_paper_and_letters_larger_than_it) {
  EXPECT_EQ(stopped_by(
                roll(R"(<table widths="90mm 1*"><row><cell>1</cell><cell>2</cell></row></table>)")),
            "width");
  EXPECT_EQ(stopped_by(roll(R"(<text indent="72mm">1</text>)")), "width");
  EXPECT_EQ(stopped_by(roll(R"(<seal diameter="20mm">)" + std::string(60, '1') + "</seal>")),
            "seal");
  EXPECT_EQ(stopped_by(roll(R"(<text size="144">11111111</text>)")), "");
}

TEST_F(HostileDocument, expression_that_never_ends) {
  EXPECT_EQ(stopped_by(roll("<text>{count(for a in 1..9000, b in 1..9000 return a)}</text>")),
            "expression_steps");
  EXPECT_FALSE(refused_with(roll("<text>{" + std::string(5'000, '(') + "}</text>")).empty());
}

TEST_F(HostileDocument, entities_pictures_and_paths_of_others) {
  EXPECT_NE(refused_with("<!DOCTYPE d [<!ENTITY a \"b\">]><document width=\"20mm\" "
                         "height=\"roll\"><text>&a;</text></document>"),
            "");
  trial.files["a.png"] = "no picture";
  EXPECT_TRUE(names(refused_with(roll(R"(<image file="a.png" width="1mm"/>)")), "no PNG"));
  EXPECT_TRUE(names(refused_with(roll(R"(<image file="../a.png" width="1mm"/>)")), "a file is"));
  EXPECT_TRUE(names(refused_with(roll(R"(<image file="b.png" width="1mm"/>)")), "has no file"));
  // A head that promises 4 gigapixels, without them.
  std::string bomb(
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0\xa8\x8d\xb5\x17", 33);
  trial.files["bomb.png"] = bomb;
  EXPECT_FALSE(refused_with(roll(R"(<image file="bomb.png" width="1mm"/>)")).empty());
}

TEST_F(HostileDocument, page_with_more_dots_than_memory) {
  const Page page{limits::kMostSide, limits::kMostSide, {}};
  const auto dots = soon([&] { return raster(page, fonts, {.dots_per_metre = 100'000}); });
  ASSERT_FALSE(dots);
  EXPECT_EQ(dots.error().limit, "raster_dots");
}

}  // namespace
}  // namespace dk::documents
