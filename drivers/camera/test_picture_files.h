// For tests: frames as picture files.
#pragma once

#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "base/bytes.h"
#include "drivers/camera/frame.h"

namespace dk::drivers {

inline Bytes png_of(const GreyFrame& frame) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(frame.width);
  image.height = static_cast<png_uint_32>(frame.height);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  Bytes file(size);
  EXPECT_TRUE(
      png_image_write_to_memory(&image, file.data(), &size, 0, frame.grey.data(), 0, nullptr));
  file.resize(size);
  return file;
}

inline Bytes jpeg_of(const GreyFrame& frame) {
  void* writer = tjInitCompress();
  unsigned char* data = nullptr;
  unsigned long size = 0;
  EXPECT_EQ(tjCompress2(writer, frame.grey.data(), frame.width, 0, frame.height, TJPF_GRAY, &data,
                        &size, TJSAMP_GRAY, 95, 0),
            0);
  Bytes file(data, data + size);
  tjFree(data);
  tjDestroy(writer);
  return file;
}

inline Bytes webp_of(const GreyFrame& frame) {
  Bytes rgb;
  for (const std::uint8_t pixel : frame.grey) rgb.insert(rgb.end(), 3, pixel);
  std::uint8_t* data = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGB(rgb.data(), frame.width, frame.height, frame.width * 3, &data);
  EXPECT_GT(size, 0U);
  Bytes file(data, data + size);
  WebPFree(data);
  return file;
}

}  // namespace dk::drivers
