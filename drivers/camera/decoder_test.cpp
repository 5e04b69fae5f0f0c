#include "drivers/camera/decoder.h"

#define ZX_USE_UTF8 1
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <gtest/gtest.h>

#include <set>

#include "drivers/camera/frame_filters.h"
#include "drivers/camera/test_photo.h"

namespace dk::drivers {
namespace {

std::set<std::string> texts(const std::vector<Symbol>& symbols) {
  std::set<std::string> all;
  for (const Symbol& symbol : symbols) all.emplace(as_text(symbol.bytes));
  return all;
}

class Decoder : public ::testing::Test {
 protected:
  static bool reads(const std::vector<Symbol>& symbols, const std::string& text) {
    return texts(symbols).contains(text);
  }
  // The budget never ends: a slow machine reads the same as a fast one.
  SimulatedClock clock_{TimePoint{}};
  SymbolDecoder decoder_{clock_};
};

GreyFrame with_bars(const std::string& text, int module_pixels, int height) {
  const auto bars = codes::make_code128(text).value();
  int modules = 20;
  for (const auto bar : bars) modules += bar;
  GreyFrame frame{modules * module_pixels, height + 80, {}};
  frame.grey.assign(frame.pixels(), 230);
  int x = 10 * module_pixels;
  bool black = true;
  for (const auto bar : bars) {
    for (int i = 0; i < bar * module_pixels; ++i, ++x) {
      for (int y = 40; black && y < 40 + height; ++y) frame.row(y)[x] = 30;
    }
    black = !black;
  }
  return frame;
}

TEST_F(Decoder, corners_are_where_the_symbol_is_at_every_angle) {
  for (const double angle : {0.0, 30.0, 90.0, 145.0, 180.0, 270.0, 305.0}) {
    const Photo photo = take_photo({.module_pixels = 9, .angle_degrees = angle, .tilt = 0.1});
    const auto symbols = decoder_.decode(photo.frame);
    ASSERT_EQ(symbols.size(), 1U) << angle;
    EXPECT_EQ(symbols[0].format, SymbolFormat::QRCode);
    EXPECT_EQ(symbols[0].aim, "]Q1");
    EXPECT_EQ(as_text(symbols[0].bytes), photo.texts[0]);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(symbols[0].corners[i].x, photo.corners[0][i].x, 9) << angle << " corner " << i;
      EXPECT_NEAR(symbols[0].corners[i].y, photo.corners[0][i].y, 9) << angle << " corner " << i;
    }
  }
}

TEST_F(Decoder, two_libraries_name_the_corners_in_the_same_order) {
  ZbarEngine zbar;
  for (const double angle : {0.0, 60.0, 130.0, 220.0, 300.0}) {
    const Photo photo = take_photo({.width = 640, .height = 480, .angle_degrees = angle});
    const auto one = read_with_zxing(photo.frame, ZxingEffort::Thorough);
    const auto other = zbar.read(photo.frame);
    ASSERT_EQ(one.size(), 1U);
    ASSERT_EQ(other.size(), 1U);
    EXPECT_EQ(one[0].bytes, other[0].bytes);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(one[0].corners[i].x, other[0].corners[i].x, 8) << angle << " corner " << i;
      EXPECT_NEAR(one[0].corners[i].y, other[0].corners[i].y, 8) << angle << " corner " << i;
    }
  }
}

TEST_F(Decoder, box_of_labels_is_read_completely) {
  const Photo photo = take_photo({.module_pixels = 4, .angle_degrees = 12, .copies = 12});
  const auto symbols = decoder_.decode(photo.frame);
  EXPECT_EQ(texts(symbols), std::set<std::string>(photo.texts.begin(), photo.texts.end()));
  EXPECT_EQ(symbols.size(), photo.texts.size()) << "each place once";
}

TEST_F(Decoder, same_label_twice_is_two_symbols) {
  Photo photo = take_photo({.width = 400, .height = 400});
  GreyFrame both{800, 400, {}};
  for (int y = 0; y < 400; ++y) {
    for (int i = 0; i < 2; ++i) {
      both.grey.insert(both.grey.end(), photo.frame.row(y), photo.frame.row(y) + 400);
    }
  }
  const auto symbols = decoder_.decode(both);
  ASSERT_EQ(symbols.size(), 2U);
  EXPECT_EQ(symbols[0].bytes, symbols[1].bytes);
}

TEST_F(Decoder, tube_label_is_read_straight_and_askew) {
  const GreyFrame label = with_bars("LH1122-0457-15", 3, 120);
  const auto straight = decoder_.decode(label);
  ASSERT_EQ(straight.size(), 1U);
  EXPECT_EQ(straight[0].format, SymbolFormat::Code128);
  EXPECT_EQ(as_text(straight[0].bytes), "LH1122-0457-15");
  const GreyFrame askew = turned(label);
  const auto symbols = decoder_.decode(askew);
  ASSERT_EQ(symbols.size(), 1U);
  EXPECT_EQ(as_text(symbols[0].bytes), "LH1122-0457-15");
  // Its middle is the middle of the picture.
  double x = 0;
  double y = 0;
  for (const PixelPoint& corner : symbols[0].corners) {
    x += corner.x / 4;
    y += corner.y / 4;
  }
  EXPECT_NEAR(x, askew.width / 2.0, 40);
  EXPECT_NEAR(y, askew.height / 2.0, 40);
}

TEST_F(Decoder, every_format_has_one_name) {
  const struct {
    ZXing::BarcodeFormat drawn;
    const char* content;
    const char* name;
  } labels[] = {{ZXing::BarcodeFormat::QRCode, "LH1122-0457-15", "QRCode"},
                {ZXing::BarcodeFormat::DataMatrix, "LH1122-0457-15", "DataMatrix"},
                {ZXing::BarcodeFormat::Aztec, "LH1122-0457-15", "Aztec"},
                {ZXing::BarcodeFormat::PDF417, "LH1122-0457-15", "PDF417"},
                {ZXing::BarcodeFormat::Code128, "LH1122-0457-15", "Code128"},
                {ZXing::BarcodeFormat::Code128, "A1", "Code128"},
                {ZXing::BarcodeFormat::Code93, "LH1122-0457-15", "Code93"},
                {ZXing::BarcodeFormat::Code39, "LH1122-0457", "Code39"},
                {ZXing::BarcodeFormat::EAN13, "6901234567892", "EAN-13"},
                {ZXing::BarcodeFormat::EAN13, "0123456789012", "EAN-13"},
                {ZXing::BarcodeFormat::EAN8, "96385074", "EAN-8"},
                {ZXing::BarcodeFormat::ITF, "12345678", "ITF"},
                {ZXing::BarcodeFormat::Codabar, "A123456A", "Codabar"}};
  for (const auto& label : labels) {
    const auto matrix = ZXing::MultiFormatWriter(label.drawn)
                            .setMargin(20)
                            .encode(std::string(label.content), 400, 160);
    GreyFrame frame{matrix.width(), matrix.height(), {}};
    for (int y = 0; y < matrix.height(); ++y) {
      for (int x = 0; x < matrix.width(); ++x) frame.grey.push_back(matrix.get(x, y) ? 20 : 240);
    }
    const auto symbols = decoder_.decode(frame);
    ASSERT_EQ(symbols.size(), 1U) << label.name << " " << label.content;
    EXPECT_EQ(name_of(symbols[0].format), label.name);
    EXPECT_EQ(as_text(symbols[0].bytes), label.content);
  }
}

TEST_F(Decoder, nothing_is_read_where_nothing_is) {
  SeededRandom dice(11);
  for (const int period : {0, 2, 3, 5, 8}) {
    GreyFrame frame{320, 240, {}};
    frame.grey.resize(frame.pixels());
    for (int y = 0; y < frame.height; ++y) {
      for (int x = 0; x < frame.width; ++x) {
        const std::uint64_t stripe = period == 0 ? dice.below(256) : (x / period) % 2 * 200U;
        frame.row(y)[x] =
            static_cast<std::uint8_t>(std::min<std::uint64_t>(255, stripe + dice.below(20)));
      }
    }
    EXPECT_TRUE(decoder_.decode(frame).empty()) << "stripes of " << period;
  }
  EXPECT_TRUE(decoder_.decode({}).empty());
  EXPECT_TRUE(decoder_.decode({1, 1, {0}}).empty());
  EXPECT_TRUE(decoder_.decode({640, 480, Bytes(100)}).empty()) << "half a frame";
  EXPECT_TRUE(decoder_.decode({640, 480, Bytes(640 * 480, 255)}).empty());
}

TEST_F(Decoder, budget_that_is_used_up_ends_the_search_after_the_first_step) {
  SymbolDecoder hasty(clock_, {.budget = Milliseconds(0)});
  const GreyFrame empty{640, 480, Bytes(640 * 480, 128)};
  EXPECT_TRUE(hasty.decode(empty).empty());
  EXPECT_EQ(hasty.steps_taken(), 1);
}

}  // namespace
}  // namespace dk::drivers
