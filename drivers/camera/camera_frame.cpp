#include "drivers/camera/camera_frame.h"

#include <algorithm>
#include <array>
#include <utility>

#include "drivers/camera/picture_file.h"

namespace dk::drivers {
namespace {

constexpr std::array kFourccs = {fourcc("GREY"), fourcc("NV12"), fourcc("YU12"), fourcc("YUYV"),
                                 fourcc("UYVY"), fourcc("MJPG"), fourcc("JPEG")};

// Where brightness lies in a row: the first byte of it and the step to the next.
struct Layout {
  std::uint32_t fourcc;
  std::size_t first;
  std::size_t step;
};
constexpr std::array kLayouts = {Layout{fourcc("GREY"), 0, 1}, Layout{fourcc("NV12"), 0, 1},
                                 Layout{fourcc("YU12"), 0, 1}, Layout{fourcc("YUYV"), 0, 2},
                                 Layout{fourcc("UYVY"), 1, 2}};

Result<GreyFrame> unpack_jpeg(ByteView buffer) {
  DK_TRY(picture, read_picture(buffer));
  if (picture.damaged) return fail(FailureCode::data_damaged, "half a frame");
  return std::move(picture.frame);
}

}  // namespace

std::span<const std::uint32_t> camera_fourccs() { return kFourccs; }

Result<GreyFrame> unpack_camera_frame(const CameraFormat& format, ByteView buffer) {
  if (format.fourcc == fourcc("MJPG") || format.fourcc == fourcc("JPEG")) {
    return unpack_jpeg(buffer);
  }
  const auto* layout = std::ranges::find(kLayouts, format.fourcc, &Layout::fourcc);
  if (layout == kLayouts.end()) return fail(FailureCode::unsupported, "format of frames");
  if (format.width < 1 || format.height < 1 || format.width > kPictureMaxSide ||
      format.height > kPictureMaxSide) {
    return fail(FailureCode::invalid_argument, "size of frames");
  }
  const auto width = static_cast<std::size_t>(format.width);
  const auto height = static_cast<std::size_t>(format.height);
  if (width * height > kPictureMaxPixels) {
    return fail(FailureCode::invalid_argument, "size of frames");
  }
  const std::size_t row_bytes =
      std::max(width * layout->step, static_cast<std::size_t>(std::max(format.row_bytes, 0)));
  // The last row may end with its last pixel.
  if (buffer.size() < row_bytes * (height - 1) + width * layout->step) {
    return fail(FailureCode::data_damaged, "half a frame");
  }
  GreyFrame frame{format.width, format.height, {}};
  frame.grey.resize(frame.pixels());
  for (std::size_t y = 0; y < height; ++y) {
    const std::uint8_t* from = buffer.data() + y * row_bytes + layout->first;
    std::uint8_t* to = frame.row(static_cast<int>(y));
    if (layout->step == 1) {
      std::copy_n(from, width, to);
    } else {
      for (std::size_t x = 0; x < width; ++x) to[x] = from[2 * x];
    }
  }
  return frame;
}

}  // namespace dk::drivers
