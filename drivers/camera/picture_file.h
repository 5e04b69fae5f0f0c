// PNG, JPEG and WebP pictures as grey frames. Orientation tags are ignored (see frame.h),
// transparent is white, the first eight bytes say which format it is, not the name.
//
// Bad files are normal: nothing larger than the limits is unpacked. A JPEG that breaks off gives
// the rows that came, the rest is grey, and `damaged` says so. Failures: unsupported (none of the
// three, animated, or a colour space that has no grey), data_damaged, invalid_argument (too large).
// Pure; any thread.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/camera/frame.h"

namespace dk::drivers {

inline constexpr std::size_t kPictureMaxFileBytes = 32'000'000;
inline constexpr int kPictureMaxSide = 16'384;
inline constexpr std::size_t kPictureMaxPixels = 50'000'000;

struct Picture {
  GreyFrame frame;
  bool damaged = false;
};
[[nodiscard]] Result<Picture> read_picture(ByteView file);

}  // namespace dk::drivers
