// The bytes of one V4L2 buffer as a grey frame: GREY, YUYV, UYVY, NV12, YU12 and MJPEG. Only the
// brightness is taken. A buffer that is shorter than its format says is half a frame.
// Failures: unsupported (another format), data_damaged (half a frame, or a damaged JPEG),
// invalid_argument (sizes beyond picture_file.h). Pure; any thread.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/camera/frame.h"

namespace dk::drivers {

struct CameraFormat {
  std::uint32_t fourcc = 0;  // V4L2's, "YUYV" from the lowest byte on
  int width = 0;
  int height = 0;
  int row_bytes = 0;  // of the first plane; not looked at for MJPEG
};
[[nodiscard]] constexpr std::uint32_t fourcc(const char (&name)[5]) {
  std::uint32_t code = 0;
  for (int i = 3; i >= 0; --i) code = code << 8 | static_cast<std::uint8_t>(name[i]);
  return code;
}
// Those that can be unpacked, the cheapest first.
[[nodiscard]] std::span<const std::uint32_t> camera_fourccs();

[[nodiscard]] Result<GreyFrame> unpack_camera_frame(const CameraFormat& format, ByteView buffer);

}  // namespace dk::drivers
