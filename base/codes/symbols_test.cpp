#include "base/codes/symbols.h"

#include <gtest/gtest.h>
#include <zbar.h>

#include <numeric>

#include "base/codes/base45.h"
#include "base/random.h"

namespace dk::codes {
namespace {

using Widths = std::vector<std::uint8_t>;

struct Picture {
  unsigned width;
  unsigned height;
  std::vector<std::uint8_t> grey;  // 0 = dark
};

// What another program reads in the picture: "<symbology> <text>", empty when nothing.
std::string read_back(const Picture& picture) {
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  scanner.set_config(zbar::ZBAR_CODE128, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image(picture.width, picture.height, "Y800", picture.grey.data(),
                    picture.grey.size());
  if (scanner.scan(image) < 1) return {};
  const auto symbol = image.symbol_begin();
  return symbol->get_type_name() + " " + symbol->get_data();
}

Picture draw(const QrSymbol& symbol) {
  constexpr unsigned kScale = 4;
  constexpr unsigned kQuiet = 4;
  const auto modules = static_cast<unsigned>(symbol.width);
  const unsigned side = (modules + 2 * kQuiet) * kScale;
  Picture picture{side, side, std::vector<std::uint8_t>(std::size_t{side} * side, 255)};
  for (unsigned y = 0; y < modules * kScale; ++y) {
    for (unsigned x = 0; x < modules * kScale; ++x) {
      const bool dark = symbol.modules[y / kScale * modules + x / kScale] == 1;
      if (dark) picture.grey[(y + kQuiet * kScale) * side + x + kQuiet * kScale] = 0;
    }
  }
  return picture;
}

Picture draw(const Widths& widths) {
  constexpr unsigned kScale = 2;
  constexpr unsigned kQuiet = 10;
  constexpr unsigned kHeight = 40;
  const unsigned modules = std::accumulate(widths.begin(), widths.end(), 0U);
  const unsigned side = (modules + 2 * kQuiet) * kScale;
  Picture picture{side, kHeight, std::vector<std::uint8_t>(std::size_t{side} * kHeight, 255)};
  unsigned x = kQuiet * kScale;
  bool dark = true;
  for (const std::uint8_t width : widths) {
    for (unsigned i = 0; i < width * kScale; ++i, ++x) {
      for (unsigned y = 0; dark && y < kHeight; ++y) picture.grey[y * side + x] = 0;
    }
    dark = !dark;
  }
  return picture;
}

// "A1": start B 104, A = 33, 1 = 17, check (104 + 33 + 2 * 17) mod 103 = 68, stop; widths by hand
// from the table of ISO/IEC 15417.
TEST(Code128, known_answer) {
  const std::string expected = std::string("211214") + "111323" + "123221" + "141221" + "2331112";
  std::string made;
  const auto widths = make_code128("A1");
  for (const std::uint8_t width : *widths) made += static_cast<char>('0' + width);
  EXPECT_EQ(made, expected);
}

TEST(Code128, every_character_and_every_pair_of_digits_reads_back) {
  for (char c = ' '; c <= '~'; ++c) {
    const std::string text = std::string("LH") + c + "x";
    EXPECT_EQ(read_back(draw(*make_code128(text))), "CODE-128 " + text);
  }
  for (int pair = 0; pair < 100; ++pair) {
    const std::string text = "90" + std::to_string(100 + pair).substr(1) + "09";
    EXPECT_EQ(read_back(draw(*make_code128(text))), "CODE-128 " + text);
  }
}

TEST(Code128, random_texts_read_back) {
  SeededRandom random(128);
  for (int i = 0; i < 300; ++i) {
    std::string text;
    const std::uint64_t length = 4 + random.below(14);
    for (std::uint64_t k = 0; k < length; ++k) {
      text += random.below(3) > 0 ? static_cast<char>('0' + random.below(10))
                                  : static_cast<char>(' ' + random.below(95));
    }
    EXPECT_EQ(read_back(draw(*make_code128(text))), "CODE-128 " + text);
  }
}

TEST(Code128, sets_are_chosen_for_shortness) {
  const auto characters = [](std::string_view text) {
    return (make_code128(text)->size() - 7) / 6 - 2;  // without start, check and stop
  };
  EXPECT_EQ(characters("123456"), 3U);
  EXPECT_EQ(characters("12345"), 4U);       // C 12 34, to B, 5
  EXPECT_EQ(characters("LH12345678"), 7U);  // L H, to C, four pairs
  EXPECT_EQ(characters("LH12"), 4U);
  EXPECT_EQ(characters("A123456Z"), 7U);  // A, to C, three pairs, to B, Z
  EXPECT_EQ(characters("LH1122-0457-15"), 14U);
}

TEST(Code128, refuses_what_it_cannot_carry) {
  for (const std::string& bad : {std::string(), std::string("a\n"), std::string("\xC3\xBC"),
                                 std::string("\x7F"), std::string(81, '1')}) {
    EXPECT_EQ(make_code128(bad).error().code, FailureCode::invalid_argument);
  }
}

TEST(Qr, texts_read_back) {
  SeededRandom random(18004);
  for (const QrLevel level : {QrLevel::L, QrLevel::M, QrLevel::Q, QrLevel::H}) {
    for (const std::string& text :
         {std::string("0123456789"), "LH1:" + base45_encode(random.bytes(280)),
          std::string("https://example.invalid/a?b=c"), std::string("\xE9\xBE\x99\xE5\x8D\x8E")}) {
      const auto symbol = make_qr(text, level);
      ASSERT_TRUE(symbol);
      EXPECT_EQ(symbol->modules.size(), static_cast<std::size_t>(symbol->width * symbol->width));
      EXPECT_EQ(read_back(draw(*symbol)), "QR-Code " + text);
    }
  }
}

TEST(Qr, base45_costs_less_than_bytes) {
  const std::string upper(420, 'A');
  const std::string lower(420, 'a');
  EXPECT_LT(make_qr(upper, QrLevel::M)->width, make_qr(lower, QrLevel::M)->width);
}

TEST(Qr, empty_and_overlong_texts_are_refused) {
  for (const std::string& bad : {std::string(), std::string(2954, 'a'), std::string(8000, '1')}) {
    EXPECT_EQ(make_qr(bad, QrLevel::L).error().code, FailureCode::invalid_argument);
  }
  EXPECT_TRUE(make_qr(std::string(2953, 'a'), QrLevel::L));
}

}  // namespace
}  // namespace dk::codes
