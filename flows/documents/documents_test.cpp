// Templates laid out: what stands where, what is repeated, what machines read back from the dots.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "flows/documents/test_documents.h"

namespace dk::documents {
namespace {

using feel::Context;
using feel::List;
using feel::Value;
using testing::Test;

struct Documents : Test {
  Fonts fonts;
  Trial trial;

  Document lay(std::string_view xml) {
    auto laid = trial.lay(xml, fonts);
    EXPECT_TRUE(laid) << (laid ? "" : laid.error().limit + ": " + laid.error().message);
    return laid ? std::move(*laid) : Document{};
  }
  Bitmap dots(const Page& page, const std::string& name, RasterOptions options = {}) {
    auto made = raster(page, fonts, options);
    EXPECT_TRUE(made);
    if (made) keep_picture(*made, name);
    return made ? std::move(*made) : Bitmap{};
  }
};

List invented_lines(int count) {
  List lines;
  for (int i = 1; i <= count; ++i) {
    Context line;
    line.set("name", Value(std::string("测试项目 ") + std::to_string(i)));
    line.set("sum", Value::number(100 * i));
    lines.emplace_back(std::move(line));
  }
  return lines;
}

constexpr std::string_view kCertificate = R"(
<document width="210mm" height="297mm" margin="20mm" size="11">
  <header height="12mm"><text align="right" size="9"><say id="office"/></text><line/></header>
  <footer height="8mm"><text align="centre" size="9">
    <say id="page" with="{page: page, pages: pages}"/></text></footer>
  <text size="20" weight="bold" align="centre"><say id="title"/></text>
  <text lang="en" align="centre" colour="grey"><say id="title"/></text>
  <columns gap="5mm" before="5mm">
    <column width="2*"><text>{intro}</text></column>
    <column width="30mm"><qr value="code" module="0.8mm" align="right"/></column>
  </columns>
  <table id="sums" widths="2* 30mm" rule="0.2mm" before="4mm">
    <head><cell weight="bold"><say id="name"/></cell><cell weight="bold" align="right"><say id="sum"/></cell></head>
    <row each="line" in="lines"><cell>{line.name}</cell><cell align="right">{line.sum}</cell></row>
    <row if="count(lines) > 3"><cell span="2" align="right">{sum(for l in lines return l.sum)}</cell></row>
  </table>
  <group keep="yes" before="10mm">
    <image file="logo.png" width="20mm" align="right"/>
    <text align="right">{day}</text>
    <seal diameter="40mm" align="right"><say id="office"/></seal>
  </group>
</document>)";

std::string chequered_png() {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.format = PNG_FORMAT_RGBA;
  image.width = image.height = 16;
  std::vector<std::uint8_t> rgba;
  for (int i = 0; i < 256; ++i) {
    const auto tone = static_cast<std::uint8_t>((i / 16 / 4 + i % 16 / 4) % 2 == 0 ? 30 : 220);
    rgba.insert(rgba.end(), {tone, tone, tone, 255});
  }
  png_alloc_size_t size = 10'000;
  std::string bytes(size, '\0');
  EXPECT_NE(png_image_write_to_memory(&image, bytes.data(), &size, 0, rgba.data(), 0, nullptr), 0);
  bytes.resize(size);
  return bytes;
}

void fill_certificate(Trial& trial, int lines) {
  trial.files["logo.png"] = chequered_png();
  trial.set("intro", Value(std::string("依照《行政许可法》第三十四条，现将审核结果公示如下："
                                       "申请人 Zoë Müller-Łukasz（Зоя Мюллер）提交的材料齐全，"
                                       "符合法定形式，予以受理。姓名中的“𠮷𫞩”为生僻字。")));
  trial.set("code", Value(std::string("LHR1:TEST-0042")));
  trial.set("lines", Value(invented_lines(lines)));
  trial.set("day", Value(std::string("2022年11月18日")));
}

TEST_F(Documents, certificate_has_its_head_on_every_page_and_counts_them) {
  fill_certificate(trial, 60);
  const Document document = lay(kCertificate);
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_TRUE(document.missing.empty());
  EXPECT_EQ(document.notes, std::vector<std::string>{});
  int page = 0;
  for (const Page& each : document.pages) {
    const auto lines = lines_of(each);
    ++page;
    EXPECT_EQ(lines.back(), "第 " + std::to_string(page) + " 页，共 3 页");
    EXPECT_EQ(std::ranges::count(lines, "姓名金额"), 1) << page;
    dots(each, "certificate-" + std::to_string(page), {.dots_per_metre = 5'906, .grey = true});
  }
}

TEST_F(Documents, same_data_make_the_same_pages_in_every_build) {
  fill_certificate(trial, 30);
  const Document once = lay(kCertificate);
  const Document again = lay(kCertificate);
  EXPECT_EQ(PageDigest(once).value(), PageDigest(again).value());
  // Debug, release and sanitizers find this number; new fonts or other line rules would change it.
  EXPECT_EQ(PageDigest(once).value(), 8723762125979203792U);
}

TEST_F(Documents, symbols_on_thermal_paper_are_read_by_a_machine) {
  trial.set("code", Value(std::string("LH1122-0001-11")));
  trial.set("long",
            Value(std::string("https://example.invalid/receipts/0123456789?day=2022-11-18")));
  const Document document = lay(R"(
<document width="72mm" height="roll" size="8.5">
  <code128 value="code" align="centre"/>
  <qr value="long" align="right" level="Q"/>
  <columns><column/><column width="40mm"><qr value="code" module="0.3mm"/></column></columns>
</document>)");
  ASSERT_EQ(document.pages.size(), 1U);
  const Bitmap bitmap = dots(document.pages.front(), "symbols");
  EXPECT_EQ(bitmap.width, 576);
  // Ten modules of two dots stay white on either side of the bars.
  for (std::size_t byte : {0U, 1U, 70U, 71U}) EXPECT_EQ(bitmap.rows[byte], 0);
  const auto read = scanned(bitmap);
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0], "LH1122-0001-11");
  EXPECT_EQ(read[1], "LH1122-0001-11");
  EXPECT_EQ(read[2], "https://example.invalid/receipts/0123456789?day=2022-11-18");
}

TEST_F(Documents, narrower_paper_takes_a_roll_and_never_a_sheet) {
  trial.set("text", Value(std::string("深圳市龙华区民治街道民乐社区采样点三号台")));
  trial.options.roll_width = 48'000;
  const Document roll =
      lay(R"(<document width="72mm" height="roll" size="12"><text>{text}</text></document>)");
  EXPECT_EQ(roll.pages.front().width, 48'000);
  EXPECT_EQ(lines_of(roll.pages.front()).size(), 2U);
  const Document sheet =
      lay(R"(<document width="72mm" height="90mm"><text>{text}</text></document>)");
  EXPECT_EQ(sheet.pages.front().width, 72'000);
}

TEST_F(Documents, two_languages_stand_side_by_side) {
  trial.set("n", Value::number(3));
  const Document document = lay(R"(
<document width="72mm" height="roll">
  <text><say id="count" with="{count: n, capacity: 10}"/> / <say lang="en" id="count"
     with="{count: n, capacity: 10}"/><br/>{n * 1.10}</text>
</document>)");
  EXPECT_EQ(lines_of(document.pages.front()),
            (std::vector<std::string>{"3/10 人 / 3 of 10 persons", "3.3"}));
}

TEST_F(Documents, what_does_not_hold_is_not_drawn) {
  trial.set("early", Value(true));
  trial.set("names", Value(List{Value(std::string("甲")), Value(std::string("乙"))}));
  const Document document = lay(R"xml(
<document width="72mm" height="roll">
  <text if="early">1</text>
  <text if="not(early)">2</text>
  <for each="who" in="names" if='who != "甲"'><text>{who}</text></for>
</document>)xml");
  EXPECT_EQ(lines_of(document.pages.front()), (std::vector<std::string>{"1", "乙"}));
}

TEST_F(Documents, value_that_is_missing_and_a_place_without_value_are_told) {
  trial.set("nothing", Value());
  const Document document = lay(R"(
<document width="72mm" height="roll">
  <text id="a">1{nothing}</text>
  <text id="b"><say id="count" with="{count: 1}"/></text>
</document>)");
  EXPECT_EQ(document.notes,
            (std::vector<std::string>{"a: an expression is null",
                                      "b: count has no value for its place capacity"}));
}

TEST_F(Documents, group_stays_on_one_page_and_the_head_never_stands_alone) {
  trial.set("lines", Value(invented_lines(3)));
  const Document document = lay(R"(
<document width="72mm" height="60mm" size="10">
  <space height="40mm"/>
  <group keep="yes"><text>1</text><text>2</text><text>3</text><text>4</text><text>5</text></group>
  <space height="28mm"/>
  <table widths="1* 20mm">
    <head><cell><say id="name"/></cell><cell><say id="sum"/></cell></head>
    <row each="line" in="lines"><cell>{line.name}</cell><cell>{line.sum}</cell></row>
  </table>
</document>)");
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_TRUE(lines_of(document.pages[0]).empty());
  EXPECT_EQ(lines_of(document.pages[1]).size(), 5U);
  EXPECT_EQ(lines_of(document.pages[2]).size(), 4U);
  EXPECT_EQ(lines_of(document.pages[2]).front(), "姓名金额");
}

TEST_F(Documents, seal_lies_over_the_signature_and_stays_on_the_page) {
  const Document document = lay(R"(
<document width="100mm" height="60mm">
  <space height="55mm"/><text align="right">2022</text>
  <seal diameter="40mm" align="right"><say id="office"/></seal>
</document>)");
  ASSERT_EQ(document.pages.size(), 1U);
  const auto rings = all_of<Ring>(document.pages.front());
  ASSERT_EQ(rings.size(), 1U);
  EXPECT_EQ(rings[0].x, 80'000);
  EXPECT_EQ(rings[0].y, 40'000) << "its lower edge is the page's";
  EXPECT_EQ(all_of<Polygon>(document.pages.front()).size(), 1U);
  std::size_t turned = 0;
  for (const TextRun& run : all_of<TextRun>(document.pages.front())) turned += run.angle != 0;
  EXPECT_EQ(turned, 12U);
  dots(document.pages.front(), "seal");
}

TEST_F(Documents, black_block_is_white_on_black) {
  const Document document = lay(R"(
<document width="30mm" height="roll">
  <text align="centre" colour="white" fill="black" size="17"><say id="name"/></text>
</document>)");
  const Bitmap bitmap = dots(document.pages.front(), "block");
  std::size_t black = 0;
  for (const std::uint8_t byte : bitmap.rows)
    black += static_cast<std::size_t>(__builtin_popcount(byte));
  const auto all = static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height);
  EXPECT_GT(black, all / 4);
  EXPECT_LT(black, all / 2);
}

TEST_F(Documents, picture_keeps_its_greys_in_black_dots) {
  trial.files["logo.png"] = chequered_png();
  const Document document = lay(R"(
<document width="20mm" height="roll"><image file="logo.png" width="20mm"/></document>)");
  EXPECT_EQ(document.pages.front().height, 20'000);
  const Bitmap bitmap = dots(document.pages.front(), "picture");
  std::size_t black = 0;
  for (const std::uint8_t byte : bitmap.rows)
    black += static_cast<std::size_t>(__builtin_popcount(byte));
  // Half of it 30, half 220 of 255: 51% black.
  EXPECT_NEAR(static_cast<double>(black) / (160.0 * 160.0), 0.51, 0.01);
}

TEST_F(Documents, without_any_font_nothing_is_printed_in_silence) {
  Fonts none({{"/nowhere/at-all.ttf", 0, FontSource::Role::Text}});
  const auto laid = trial.lay(R"(<document width="20mm" height="roll"/>)", none);
  ASSERT_FALSE(laid);
  EXPECT_EQ(laid.error().limit, "fonts");
}

}  // namespace
}  // namespace dk::documents
