#include "drivers/receipt-printer/codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "drivers/receipt-printer/characters.h"
#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

// Every cell is black: what is raster can be seen, no font is needed.
class BlackRasterizer : public TextRasterizer {
 public:
  Result<RasterImage> cell(char32_t character, int width, int height, bool) override {
    RasterImage image =
        make_raster(columns(character) * kCellWidthDots * width, kCellHeightDots * height);
    fill(image, 0, 0, image.width_dots, image.height_dots);
    return image;
  }
  int columns(char32_t character) override { return character < 0x1100 ? 1 : 2; }
};

Bytes encode(PrintPage page, PrinterProfile profile = {}) {
  BlackRasterizer rasterizer;
  auto bytes = encode_page(page, profile, rasterizer);
  EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().detail);
  return bytes.value_or(Bytes{});
}
FailureCode refusal(PrintPage page, PrinterProfile profile = {}) {
  BlackRasterizer rasterizer;
  const auto bytes = encode_page(page, profile, rasterizer);
  return bytes ? FailureCode::internal : bytes.error().code;
}
std::string hex_after_begin(const PrintPage& page, PrinterProfile profile = {}) {
  const std::string hex = to_hex(encode(page, profile));
  const std::string begin = profile.chinese_mode ? "1b401c26" : "1b40";
  EXPECT_TRUE(hex.starts_with(begin)) << hex;
  return hex.substr(begin.size());
}

// GB 2312 of 1980: zhong D6 D0, wen CE C4.
TEST(PrinterCodec, chinese_line_goes_as_gbk) {
  EXPECT_EQ(hex_after_begin({{TextLine{.text = "中文 A1"}}}),
            "1b331e"
            "1b6100"
            "1d2100"
            "1b4500"
            "d6d0cec4"
            "204131"
            "0a");
  EXPECT_EQ(hex_after_begin({{TextLine{
                .text = "中", .align = Align::Centre, .width = 2, .height = 3, .bold = true}}}),
            "1b334e"
            "1b6101"
            "1d2112"
            "1b4501"
            "d6d00a");
}

TEST(PrinterCodec, white_on_black_ends_with_its_line) {
  EXPECT_EQ(hex_after_begin({{TextLine{.text = "1", .inverted = true}, TextLine{.text = "2"}}}),
            "1b331e1b61001d21001b4500"
            "1d4201"
            "31"
            "1d4200"
            "0a"
            "1b331e1b61001d21001b4500320a");
  // As a picture the black cells of this font come out white.
  const Bytes picture = encode({{TextLine{.text = "\U00020BB7", .inverted = true}}});
  EXPECT_NE(picture, encode({{TextLine{.text = "\U00020BB7"}}}));
  EXPECT_EQ(std::ranges::count(picture, 0xFF), 0);
}

TEST(PrinterCodec, rare_character_makes_its_line_a_picture) {
  // U+9FCD is in no GBK; four columns of 12 dots are 6 bytes, 24 rows.
  const auto hex = hex_after_begin({{TextLine{.text = "中\u9fcd"}}});
  EXPECT_TRUE(
      hex.starts_with("1b6100"
                      "1d76300006001800"))
      << hex.substr(0, 40);
  EXPECT_EQ(hex.size(), 2U * (3 + 8 + 6 * 24 + 3));
}

TEST(PrinterCodec, accented_latin_is_not_torn_apart_into_wide_cells) {
  EXPECT_FALSE(to_gbk(U'é'));
  EXPECT_TRUE(to_gbk(U'·')) << "the dot inside Uyghur names is GBK";
}

TEST(PrinterCodec, command_smuggled_in_a_name_stays_a_picture) {
  for (const auto* text : {"\x1b@\x1dV", "a\nb", "\x10\x04\x01", "\x7f", "\xff\xfe", "\xc2\x9b"}) {
    const auto hex = hex_after_begin({{TextLine{.text = text}}});
    EXPECT_TRUE(
        hex.starts_with("1b6100"
                        "1d763000"))
        << text;
  }
}

TEST(PrinterCodec, long_line_wraps_at_the_paper) {
  const auto hex = hex_after_begin({{TextLine{.text = std::string(47, 'x') + "中y"}}});
  const std::string line =
      "1b331e"
      "1b6100"
      "1d2100"
      "1b4500";
  std::string first;
  for (int i = 0; i < 47; ++i) first += "78";
  EXPECT_EQ(hex, line + first + "0a" + line + "d6d0790a") << "a Han character is not cut in two";
}

TEST(PrinterCodec, printer_without_chinese_gets_pictures_only_where_needed) {
  PrinterProfile profile{.chinese_mode = false};
  EXPECT_EQ(hex_after_begin({{TextLine{.text = "ABC"}}}, profile),
            "1b331e"
            "1b6100"
            "1d2100"
            "1b4500"
            "4142430a");
  EXPECT_TRUE(hex_after_begin({{TextLine{.text = "中"}}}, profile).starts_with("1b61001d7630"));
}

// The function sequence of QR model 2 as two public drivers send it.
TEST(PrinterCodec, qr_is_drawn_by_the_printer) {
  EXPECT_EQ(hex_after_begin({{QrItem{.text = "LHR1:A", .module_dots = 6}}}),
            "1b4a18"
            "1b6101"
            "1d286b0400"
            "31413200"
            "1d286b0300"
            "314306"
            "1d286b0300"
            "314531"
            "1d286b0900"
            "315030"
            "4c4852313a41"
            "1d286b0300"
            "315130"
            "1b4a18");
}

TEST(PrinterCodec, qr_with_binary_that_reads_as_a_question_is_a_picture) {
  EXPECT_TRUE(
      hex_after_begin({{QrItem{.text = "a\x10\x04\x01"}}}).starts_with("1b4a181b61011d7630"));
}

TEST(PrinterCodec, qr_too_wide_for_the_paper_shrinks_and_then_fails) {
  const auto hex = hex_after_begin({{QrItem{.text = std::string(300, 'a'), .module_dots = 16}}},
                                   {.width_dots = 384});
  EXPECT_NE(hex.find("1d286b0300"
                     "3143"),
            std::string::npos);
  EXPECT_EQ(hex.find("1d286b0300"
                     "314310"),
            std::string::npos);
  EXPECT_EQ(refusal({{QrItem{.text = std::string(2300, 'a'), .level = codes::QrLevel::L}}},
                    {.width_dots = 384}),
            FailureCode::invalid_argument);
}

TEST(PrinterCodec, bar_code_is_drawn_by_the_printer) {
  EXPECT_EQ(hex_after_begin({{Code128Item{.text = "LH{1", .height_dots = 60}}}),
            "1b4a08"
            "1b6101"
            "1d683c"
            "1d7703"
            "1d4802"
            "1d6b4907"
            "7b424c487b7b31"
            "1b4a08");
}

TEST(PrinterCodec, bar_code_that_fits_only_compressed_is_a_picture) {
  const auto hex = hex_after_begin({{Code128Item{.text = "12345678901234567890123456789012"}}},
                                   {.width_dots = 384});
  EXPECT_TRUE(hex.starts_with("1b4a081b61011d7630"));
}

TEST(PrinterCodec, feed_and_cuts) {
  EXPECT_EQ(hex_after_begin({{FeedItem{3}, CutItem{.full = true}, CutItem{}}}),
            "1b331e1b6403"
            "1d564100"
            "1d564200");
  EXPECT_EQ(hex_after_begin({{CutItem{}}}, {.cutter = false}), "1b331e1b6404");
}

TEST(PrinterCodec, tall_picture_goes_in_bands) {
  RasterImage image = make_raster(8, 200);
  fill(image, 0, 0, 8, 200);
  const auto hex = hex_after_begin({{RasterItem{image, Align::Left}}});
  EXPECT_TRUE(
      hex.starts_with("1b6100"
                      "1d76300001008000"));
  EXPECT_NE(hex.find("1d76300001004800"), std::string::npos);
}

TEST(PrinterCodec, nonsense_is_refused_before_it_prints) {
  EXPECT_EQ(refusal({{TextLine{.text = "a", .width = 9}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{TextLine{.text = "a", .height = 0}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{QrItem{.text = ""}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{Code128Item{.text = "中"}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{RasterItem{{8, 2, {0}}, Align::Left}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{RasterItem{make_raster(1000, 1), Align::Left}}}),
            FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{FeedItem{0}}}), FailureCode::invalid_argument);
  EXPECT_EQ(refusal({{}}, {.width_dots = 0}), FailureCode::invalid_argument);
}

TEST(PrinterCodec, no_picture_ever_asks_the_printer_a_question) {
  std::mt19937 random(20221118);
  for (int round = 0; round < 300; ++round) {
    RasterImage image = make_raster(static_cast<int>(8 + random() % 560), 40);
    for (auto& byte : image.rows) {
      constexpr std::uint8_t kNasty[] = {0x10, 0x04, 0x05, 0x14, 0x01, 0x00, 0x1d, 0x1b};
      byte = kNasty[random() % 8];
    }
    EXPECT_FALSE(holds_real_time_command(encode({{RasterItem{image, Align::Left}, CutItem{}}})));
  }
}

TEST(PrinterCodec, single_commands_are_those_of_the_manuals) {
  EXPECT_EQ(to_hex(command_status(4)), "100404");
  EXPECT_EQ(to_hex(command_fence()), "1d7201");
  EXPECT_EQ(to_hex(command_asb()), "1d610e");
}

TEST(Characters, malformed_utf8_is_replaced_byte_by_byte) {
  EXPECT_EQ(decode_utf8("a\xc3\x28\xe4\xb8"), U"a\ufffd(\ufffd\ufffd");
  EXPECT_EQ(decode_utf8("\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80").size(), 9U);
  EXPECT_EQ(decode_utf8("\xf0\xa0\x80\x80"), U"\U00020000");
}

}  // namespace
}  // namespace dk::drivers
