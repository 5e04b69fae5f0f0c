#include "drivers/camera/decode_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "drivers/camera/test_photo.h"
#include "drivers/camera/test_picture_files.h"

namespace dk::drivers {
namespace {

nlohmann::json parsed(const DecodeReport& report) {
  EXPECT_EQ(report.line.find('\n'), std::string::npos);
  return nlohmann::json::parse(report.line, nullptr, false);
}

TEST(DecodeReport, photograph_becomes_one_line) {
  const SimulatedClock clock{TimePoint{}};
  SymbolDecoder decoder(clock);
  const Photo photo = take_photo({.text = "深圳市", .width = 400, .height = 300});
  const auto report = report_picture("a.png", png_of(photo.frame), decoder);
  EXPECT_TRUE(report.good);
  const auto line = parsed(report);
  EXPECT_EQ(line["file"], "a.png");
  EXPECT_TRUE(line["ms"].is_number());
  EXPECT_FALSE(line.contains("error"));
  ASSERT_EQ(line["symbols"].size(), 1U);
  const auto& symbol = line["symbols"][0];
  EXPECT_EQ(symbol["format"], "QRCode");
  EXPECT_EQ(symbol["text"], "深圳市");
  EXPECT_EQ(from_base64(symbol["bytes_base64"].get<std::string>()), to_bytes("深圳市"));
  ASSERT_EQ(symbol["corners"].size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(symbol["corners"][i][0].get<double>(), photo.corners[0][i].x, 6);
    EXPECT_NEAR(symbol["corners"][i][1].get<double>(), photo.corners[0][i].y, 6);
  }
}

TEST(DecodeReport, file_that_cannot_be_read_says_why) {
  const SimulatedClock clock{TimePoint{}};
  SymbolDecoder decoder(clock);
  const auto absent = report_picture("no\xff.png", fail(FailureCode::not_found, "x"), decoder);
  EXPECT_FALSE(absent.good);
  EXPECT_EQ(parsed(absent)["error"]["code"], "not_found");
  EXPECT_TRUE(parsed(absent)["symbols"].empty());
  const auto text = report_picture("a.txt", to_bytes("text"), decoder);
  EXPECT_EQ(parsed(text)["error"]["code"], "unsupported");
}

TEST(DecodeReport, torn_jpeg_gives_what_is_in_its_upper_half) {
  const SimulatedClock clock{TimePoint{}};
  SymbolDecoder decoder(clock);
  GreyFrame tall = take_photo({.width = 300, .height = 300}).frame;
  tall.grey.resize(tall.grey.size() * 3, 110);
  tall.height *= 3;
  Bytes file = jpeg_of(tall);
  file.resize(file.size() * 9 / 10);
  const auto report = report_picture("torn.jpg", file, decoder);
  EXPECT_FALSE(report.good);
  EXPECT_EQ(parsed(report)["error"]["code"], "data_damaged");
  EXPECT_EQ(parsed(report)["symbols"].size(), 1U);
}

}  // namespace
}  // namespace dk::drivers
