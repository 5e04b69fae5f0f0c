#include "drivers/camera/picture_file.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <memory>
#include <type_traits>

namespace dk::drivers {
namespace {

Result<GreyFrame> frame_of(std::int64_t width, std::int64_t height) {
  if (width < 1 || height < 1) return fail(FailureCode::data_damaged, "a picture without pixels");
  if (width > kPictureMaxSide || height > kPictureMaxSide ||
      static_cast<std::size_t>(width * height) > kPictureMaxPixels) {
    return fail(FailureCode::invalid_argument, "picture has too many pixels");
  }
  GreyFrame frame{static_cast<int>(width), static_cast<int>(height), {}};
  frame.grey.resize(frame.pixels(), 0x80);
  return frame;
}

Result<Picture> read_png(ByteView file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) {
    return fail(FailureCode::data_damaged, "damaged PNG picture");
  }
  auto frame = frame_of(image.width, image.height);
  if (!frame) {
    png_image_free(&image);
    return std::unexpected(frame.error());
  }
  image.format = PNG_FORMAT_GRAY;
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, frame->grey.data(), 0, nullptr) == 0) {
    return fail(FailureCode::data_damaged, "damaged PNG picture");
  }
  return Picture{std::move(*frame), false};
}

struct DestroyJpeg {
  void operator()(void* reader) const { tjDestroy(reader); }
};

Result<Picture> read_jpeg(ByteView file) {
  const std::unique_ptr<void, DestroyJpeg> reader(tjInitDecompress());
  if (!reader) return fail(FailureCode::internal, "libjpeg-turbo has no memory");
  const auto size = static_cast<unsigned long>(file.size());
  int width = 0;
  int height = 0;
  int sampling = 0;
  int colours = 0;
  if (tjDecompressHeader3(reader.get(), file.data(), size, &width, &height, &sampling, &colours) !=
      0) {
    return fail(FailureCode::data_damaged, "damaged JPEG picture");
  }
  if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
    return fail(FailureCode::unsupported, "a JPEG picture for a printing press");
  }
  DK_TRY(frame, frame_of(width, height));
  // Each scan of a progressive file costs a whole picture: a small file must not cost minutes.
  const int done = tjDecompress2(reader.get(), file.data(), size, frame.grey.data(), width, 0,
                                 height, TJPF_GRAY, TJFLAG_LIMITSCANS);
  if (done != 0 && tjGetErrorCode(reader.get()) != TJERR_WARNING) {
    return fail(FailureCode::data_damaged, "damaged JPEG picture");
  }
  return Picture{std::move(frame), done != 0};
}

// Rec. 601 luma over a white background.
std::uint8_t luma(const std::uint8_t* rgba) {
  const int lit = 306 * rgba[0] + 601 * rgba[1] + 117 * rgba[2];
  const int alpha = rgba[3];
  return static_cast<std::uint8_t>((lit / 1024 * alpha + 255 * (255 - alpha)) / 255);
}

Result<Picture> read_webp(ByteView file) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(file.data(), file.size(), &features) != VP8_STATUS_OK) {
    return fail(FailureCode::data_damaged, "damaged WebP picture");
  }
  if (features.has_animation != 0) return fail(FailureCode::unsupported, "an animated picture");
  DK_TRY(frame, frame_of(features.width, features.height));
  Bytes rgba(frame.pixels() * 4);
  if (WebPDecodeRGBAInto(file.data(), file.size(), rgba.data(), rgba.size(), frame.width * 4) ==
      nullptr) {
    return fail(FailureCode::data_damaged, "damaged WebP picture");
  }
  for (std::size_t i = 0; i < frame.grey.size(); ++i) frame.grey[i] = luma(&rgba[i * 4]);
  return Picture{std::move(frame), false};
}

}  // namespace

Result<Picture> read_picture(ByteView file) {
  if (file.size() > kPictureMaxFileBytes) {
    return fail(FailureCode::invalid_argument, "picture file too large");
  }
  const std::string_view head = as_text(file.first(std::min<std::size_t>(file.size(), 16)));
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return read_png(file);
  if (head.starts_with("\xff\xd8\xff")) return read_jpeg(file);
  if (head.starts_with("RIFF") && head.size() >= 12 && head.substr(8, 4) == "WEBP")
    return read_webp(file);
  return fail(FailureCode::unsupported, "not a PNG, JPEG or WebP picture");
}

}  // namespace dk::drivers
