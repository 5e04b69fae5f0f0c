// links: dk_camera
// decodes: drivers/camera/picture_file.cpp drivers/camera/camera_frame.cpp
// The first byte chooses: a picture file, or a camera's buffer of a format with sizes of two bytes.
#include <cstdlib>

#include "drivers/camera/camera_frame.h"
#include "drivers/camera/picture_file.h"

namespace {

void check(const dk::Result<dk::drivers::GreyFrame>& frame) {
  if (!frame) return;
  if (!frame->whole() || frame->pixels() > dk::drivers::kPictureMaxPixels) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  if (size < 1) return 0;
  const auto formats = camera_fourccs();
  const std::size_t choice = data[0] % (formats.size() + 2);
  if (choice == 0) {
    auto picture = read_picture({data + 1, size - 1});
    if (picture) check(std::move(picture->frame));
    return 0;
  }
  if (size < 7) return 0;
  CameraFormat format{.fourcc = choice <= formats.size() ? formats[choice - 1] : 0};
  format.width = data[1] << 8 | data[2];
  format.height = data[3] << 8 | data[4];
  format.row_bytes = data[5] << 8 | data[6];
  check(unpack_camera_frame(format, {data + 7, size - 7}));
  return 0;
}
