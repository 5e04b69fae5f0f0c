#include "drivers/camera/picture_file.h"

#include <gtest/gtest.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "drivers/camera/test_picture_files.h"

namespace dk::drivers {
namespace {

GreyFrame ramp(int width, int height) {
  GreyFrame frame{width, height, {}};
  for (int i = 0; i < width * height; ++i) {
    frame.grey.push_back(static_cast<std::uint8_t>(i % width * 255 / width));
  }
  return frame;
}

void expect_like(const GreyFrame& got, const GreyFrame& wanted) {
  ASSERT_EQ(got.width, wanted.width);
  ASSERT_EQ(got.height, wanted.height);
  ASSERT_TRUE(got.whole());
  for (std::size_t i = 0; i < got.grey.size(); ++i) {
    ASSERT_NEAR(got.grey[i], wanted.grey[i], 6) << "pixel " << i;
  }
}

TEST(PictureFile, three_formats_give_the_same_picture) {
  const GreyFrame frame = ramp(37, 21);
  for (const Bytes& file : {png_of(frame), jpeg_of(frame), webp_of(frame)}) {
    const auto picture = read_picture(file);
    ASSERT_TRUE(picture);
    EXPECT_FALSE(picture->damaged);
    expect_like(picture->frame, frame);
  }
}

TEST(PictureFile, not_a_picture) {
  EXPECT_EQ(read_picture({}).error().code, FailureCode::unsupported);
  EXPECT_EQ(read_picture(as_bytes("GIF89a")).error().code, FailureCode::unsupported);
  EXPECT_EQ(read_picture(as_bytes("RIFF----WAVE")).error().code, FailureCode::unsupported);
  EXPECT_EQ(read_picture(as_bytes("\xff\xd8\xff")).error().code, FailureCode::data_damaged);
  EXPECT_EQ(read_picture(as_bytes("\x89PNG\r\n\x1a\n")).error().code, FailureCode::data_damaged);
  EXPECT_EQ(read_picture(as_bytes("RIFF----WEBP")).error().code, FailureCode::data_damaged);
}

TEST(PictureFile, file_cut_anywhere_is_a_failure_or_damaged) {
  const GreyFrame frame = ramp(64, 48);
  for (const Bytes& file : {png_of(frame), jpeg_of(frame), webp_of(frame)}) {
    for (std::size_t length = 0; length + 12 < file.size(); ++length) {
      const auto picture = read_picture(ByteView(file).first(length));
      ASSERT_TRUE(!picture || picture->damaged) << length << " of " << file.size();
      ASSERT_TRUE(!picture || picture->frame.whole());
    }
  }
}

TEST(PictureFile, header_that_promises_too_much_costs_no_memory) {
  Bytes png = png_of(ramp(8, 8));
  png[16] = 0x7f;  // the width's first byte; the checksum of the header is wrong then too
  EXPECT_FALSE(read_picture(png));
  Bytes jpeg = jpeg_of(ramp(8, 8));
  for (std::size_t i = 0; i + 8 < jpeg.size(); ++i) {
    if (jpeg[i] != 0xff || jpeg[i + 1] != 0xc0) continue;
    jpeg[i + 5] = jpeg[i + 7] = 0x7f;  // 32,520 x 32,520
    break;
  }
  EXPECT_EQ(read_picture(jpeg).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(read_picture(Bytes(kPictureMaxFileBytes + 1)).error().code,
            FailureCode::invalid_argument);
}

TEST(PictureFile, orientation_tag_is_ignored) {
  const GreyFrame frame = ramp(40, 20);
  const Bytes plain = jpeg_of(frame);
  // "rotate by 90 degrees" in an APP1 segment after the first two bytes.
  const Bytes exif =
      *from_hex("ffe1002245786966000049492a0008000000010012010300010000000600000000000000");
  Bytes tagged(plain.begin(), plain.begin() + 2);
  append(tagged, exif);
  append(tagged, ByteView(plain).subspan(2));
  const auto picture = read_picture(tagged);
  ASSERT_TRUE(picture);
  expect_like(picture->frame, frame);
}

}  // namespace
}  // namespace dk::drivers
