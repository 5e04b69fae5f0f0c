#include "drivers/receipt-printer/emulator/escpos.h"

#include <gtest/gtest.h>

#include <random>

#include "drivers/receipt-printer/emulator/code128_bars.h"
#include "drivers/receipt-printer/emulator/gb18030.h"
#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

class BlackCells : public TextRasterizer {
 public:
  Result<RasterImage> cell(char32_t character, int width, int height, bool) override {
    RasterImage image =
        make_raster(columns(character) * kCellWidthDots * width, kCellHeightDots * height);
    fill(image, 0, 0, image.width_dots, image.height_dots);
    return image;
  }
  int columns(char32_t character) override { return character < 0x80 ? 1 : 2; }
};

class Interpreter : public ::testing::Test {
 protected:
  // In pieces of one byte, as the slowest line brings them; the same must come out.
  void print(std::string_view hex) {
    const Bytes bytes = from_hex(hex).value_or(Bytes{});
    Bytes pending;
    for (const std::uint8_t byte : bytes) {
      pending.push_back(byte);
      while (const std::size_t used = printer_.execute(pending)) {
        pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(used));
      }
    }
    EXPECT_TRUE(pending.empty());
  }
  int black_rows() {
    const RasterImage picture = paper_.picture();
    int rows = 0;
    for (int y = 0; y < picture.height_dots; ++y) {
      for (int x = 0; x < picture.width_dots; ++x) {
        if (!dot(picture, x, y)) continue;
        ++rows;
        break;
      }
    }
    return rows;
  }
  Paper paper_{384};
  BlackCells cells_;
  int cuts_ = 0;
  std::vector<int> fences_;
  EscPos printer_{{},
                  paper_,
                  cells_,
                  {[this](bool) { ++cuts_; }, [this](int n) { fences_.push_back(n); },
                   [](std::uint8_t) {}, [](std::uint8_t) {}}};
};

using Words = std::vector<std::string>;

// Bytes as makers' manuals and public drivers have them, not as our encoder writes them.
TEST_F(Interpreter, text_in_gb18030_of_two_and_four_bytes) {
  print(
      "1b40"
      "d6d0cec4"
      "0a"
      "81308130"
      "41"
      "0a");
  EXPECT_EQ(paper_.words(), (Words{"中文", "\u0080A"}));
}

TEST_F(Interpreter, sizes_by_all_three_commands) {
  print(
      "1b40"
      "1d2111"
      "41"
      "0a"
      "1d2100"
      "1b2130"
      "41"
      "0a"
      "1b2100"
      "1c5701"
      "d6d0"
      "0a");
  EXPECT_EQ(paper_.rows(), 3 * 48);
  EXPECT_EQ(black_rows(), 3 * 48);
}

TEST_F(Interpreter, alignment_moves_the_line) {
  print(
      "1b6102"
      "41"
      "0a");
  const RasterImage picture = paper_.picture();
  EXPECT_FALSE(dot(picture, 384 - 13, 0));
  EXPECT_TRUE(dot(picture, 383, 0));
}

TEST_F(Interpreter, line_wraps_at_the_edge) {
  std::string hex;
  for (int i = 0; i < 33; ++i) hex += "41";
  print(hex + "0a");
  EXPECT_EQ(paper_.words(), (Words{std::string(32, 'A'), "A"}));
}

TEST_F(Interpreter, picture_in_all_four_modes) {
  print(
      "1d763000"
      "0100"
      "0200"
      "80ff");
  EXPECT_EQ(paper_.rows(), 2);
  EXPECT_TRUE(dot(paper_.picture(), 0, 0));
  EXPECT_FALSE(dot(paper_.picture(), 1, 0));
  EXPECT_TRUE(dot(paper_.picture(), 7, 1));
  print(
      "1d763003"
      "0100"
      "0100"
      "80");
  EXPECT_EQ(paper_.rows(), 4);
  EXPECT_TRUE(dot(paper_.picture(), 1, 3));
  EXPECT_FALSE(dot(paper_.picture(), 2, 3));
}

TEST_F(Interpreter, qr_of_two_public_drivers) {
  print(
      "1d286b0400"
      "31413200"
      "1d286b0300"
      "314304"
      "1d286b0300"
      "314531"
      "1d286b0700"
      "315030"
      "54455354"
      "1d286b0300"
      "315130");
  EXPECT_EQ(paper_.words(), Words{"[qr TEST]"});
  EXPECT_EQ(paper_.rows(), 21 * 4);
}

TEST_F(Interpreter, bar_code_with_its_text) {
  print(
      "1d6832"
      "1d7702"
      "1d4802"
      "1d6b4906"
      "7b424c483131");
  EXPECT_EQ(paper_.words(), Words{"[code128 LH11]"});
  EXPECT_EQ(paper_.rows(), 0x32 + 24);
}

TEST_F(Interpreter, cuts_of_every_kind) {
  print(
      "1d5600"
      "1d5601"
      "1d5630"
      "1d5631"
      "1d564100"
      "1d564210"
      "1b69"
      "1b6d");
  EXPECT_EQ(cuts_, 8);
  EXPECT_EQ(printer_.unknown_commands(), 0U);
}

TEST_F(Interpreter, fence_is_answered_after_the_line_before_it) {
  print(
      "41"
      "1d7201");
  EXPECT_EQ(fences_, std::vector{1});
  EXPECT_EQ(paper_.words(), Words{"A"});
}

TEST_F(Interpreter, questions_in_the_buffer_are_not_printed) {
  print(
      "100401"
      "100502"
      "41"
      "0a");
  EXPECT_EQ(paper_.words(), Words{"A"});
}

TEST_F(Interpreter, unknown_command_is_counted) {
  print(
      "1b7f00"
      "41"
      "0a");
  EXPECT_EQ(printer_.unknown_commands(), 1U);
  EXPECT_EQ(paper_.words(), Words{"A"});
}

TEST_F(Interpreter, boasting_picture_takes_no_memory_and_loses_no_paper) {
  print(
      "1d763000"
      "ffff"
      "ffff");
  Bytes rest(100'000, 0xff);
  EXPECT_GT(printer_.execute(rest), 0U);
  EXPECT_LE(paper_.rows(), 2);
}

TEST_F(Interpreter, noise_never_stops_it) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Bytes noise(2000);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
    ByteView rest = noise;
    while (const std::size_t used = printer_.execute(rest)) rest = rest.subspan(used);
    printer_.reset();
    EXPECT_LE(rest.size(), 8U) << "only the beginning of a command may wait";
    paper_.tear();
  }
}

TEST(Paper, two_metres_are_enough) {
  Paper paper(384);
  for (int i = 0; i < 1000; ++i) paper.feed(255);
  EXPECT_EQ(paper.rows(), 16'000);
  EXPECT_TRUE(paper.overlong());
  paper.tear();
  EXPECT_EQ(paper.rows(), 0);
}

TEST(Code128Bars, refuses_what_is_not_code_128) {
  EXPECT_FALSE(code128_bars(as_bytes("")));
  EXPECT_FALSE(code128_bars(as_bytes("ABC")));
  EXPECT_FALSE(code128_bars(as_bytes("{B")));
  EXPECT_FALSE(code128_bars(as_bytes("{Bab{")));
  EXPECT_FALSE(code128_bars(as_bytes("{Aab")));
  EXPECT_EQ(code128_bars(Bytes{'{', 'C', 12, 34})->text, "1234");
}

TEST(Gb18030, characters_at_the_edges_of_the_table) {
  EXPECT_EQ(first_gb18030(from_hex("d6d0").value()).character, U'中');
  EXPECT_EQ(first_gb18030(from_hex("95328236").value()).character, U'\U00020000');
  EXPECT_EQ(first_gb18030(from_hex("d6").value()).bytes, 0U);
  EXPECT_EQ(first_gb18030(from_hex("953282").value()).bytes, 0U);
  EXPECT_EQ(first_gb18030(from_hex("ff41").value()).character, 0xfffdU);
  EXPECT_EQ(first_gb18030(from_hex("d620").value()).bytes, 1U);
}

}  // namespace
}  // namespace dk::drivers
