// Where frames come from, opened by address:
//   v4l2:/dev/video0     v4l2:/dev/video0?width=1280&height=720   (a camera, as near as it can)
//   frames:/some/folder  (each picture that is put there is a frame; the emulator of a camera)
//
// One thread owns a source; only interrupt() may be called from another one. The newest frame wins:
// what came while nobody asked is left out. After device_offline close() and open() it again.
// Failures of open: device_absent, device_busy, unsupported (no camera, or no format that we
// unpack), permission_unsafe, io_error.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/camera/frame.h"

namespace dk::drivers {

class FrameSource {
 public:
  virtual ~FrameSource() = default;
  [[nodiscard]] virtual Status open() = 0;
  // The next frame by `timeout` at the latest; none = nothing came, or interrupt() was called.
  // Failures: device_offline = gone; data_damaged, unsupported, invalid_argument = this frame is no
  // picture or half of one, the next may be.
  [[nodiscard]] virtual Result<std::optional<GreyFrame>> next(Milliseconds timeout) = 0;
  virtual void close() = 0;
  virtual void interrupt() = 0;  // ends a waiting or the next next() early
  [[nodiscard]] virtual std::uint64_t bytes_in() const = 0;  // since construction
};

struct V4l2Address {
  std::string path;  // absolute
  int width = 1280;  // what the camera is asked for; it may give another size
  int height = 720;
  bool operator==(const V4l2Address&) const = default;
};
struct FolderAddress {
  std::string path;  // absolute
  bool operator==(const FolderAddress&) const = default;
};
using CameraAddress = std::variant<V4l2Address, FolderAddress>;
// At most 512 bytes. Failures: unsupported (another scheme), config_invalid.
[[nodiscard]] Result<CameraAddress> parse_camera_address(std::string_view text);

// Not opened yet.
[[nodiscard]] std::unique_ptr<FrameSource> make_v4l2_source(V4l2Address address);
[[nodiscard]] std::unique_ptr<FrameSource> make_folder_source(FolderAddress address);

// What the driver takes, so that tests can put a simulated camera in its place.
using FrameSourceFactory = std::function<Result<std::unique_ptr<FrameSource>>(std::string_view)>;
[[nodiscard]] FrameSourceFactory system_frame_sources();

}  // namespace dk::drivers
