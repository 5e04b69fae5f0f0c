// links: dk_camera
// decodes: drivers/camera/camera_address.cpp
#include <cstdlib>

#include "drivers/camera/frame_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  const auto address = parse_camera_address({reinterpret_cast<const char*>(data), size});
  if (!address) return 0;
  const auto* camera = std::get_if<V4l2Address>(&*address);
  const std::string& path =
      camera != nullptr ? camera->path : std::get<FolderAddress>(*address).path;
  if (!path.starts_with('/')) std::abort();
  if (camera != nullptr && (camera->width < 16 || camera->height < 16)) std::abort();
  return 0;
}
