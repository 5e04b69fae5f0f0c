// A camera of the kernel (Video4Linux2, capture by memory-mapped buffers). See the kernel's
// "Video for Linux API": VIDIOC_S_FMT may choose another size than was asked for, VIDIOC_DQBUF says
// ENODEV when the camera was pulled, and EIO or V4L2_BUF_FLAG_ERROR when one frame is damaged.
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <vector>

#include "base/file_descriptor.h"
#include "drivers/camera/camera_frame.h"
#include "drivers/camera/frame_source.h"
#include "drivers/transport/fd_transport.h"

namespace dk::drivers {
namespace {

constexpr unsigned kBuffers = 4;
constexpr std::chrono::milliseconds kStale{150};  // an older frame is of what was there before

// Memory of the camera that is mapped here.
class Mapping {
 public:
  Mapping(int fd, const v4l2_buffer& buffer)
      : start_(::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
                      static_cast<off_t>(buffer.m.offset))),
        size_(buffer.length) {}
  ~Mapping() {
    if (good()) ::munmap(start_, size_);
  }
  Mapping(Mapping&& other) noexcept
      : start_(std::exchange(other.start_, MAP_FAILED)), size_(other.size_) {}
  Mapping& operator=(Mapping&&) = delete;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  [[nodiscard]] bool good() const { return start_ != MAP_FAILED; }
  [[nodiscard]] ByteView view(std::size_t used) const {
    return {static_cast<const std::uint8_t*>(start_), std::min(used, size_)};
  }

 private:
  void* start_;
  std::size_t size_;
};

class V4l2Source : public FrameSource {
 public:
  explicit V4l2Source(V4l2Address address)
      : address_(std::move(address)), wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  ~V4l2Source() override { V4l2Source::close(); }
  V4l2Source(const V4l2Source&) = delete;
  V4l2Source& operator=(const V4l2Source&) = delete;

  Status open() override {
    close();
    camera_ = FileDescriptor(::open(address_.path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    if (!camera_) return std::unexpected(system_failure("open camera", errno));
    if (auto ready = start_stream(); !ready) {
      close();
      return ready;
    }
    return {};
  }

  void close() override {
    if (camera_) {
      int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      (void)ask(VIDIOC_STREAMOFF, &type);
    }
    buffers_.clear();
    camera_.reset();
  }
  void interrupt() override { (void)::eventfd_write(wake_.get(), 1); }
  [[nodiscard]] std::uint64_t bytes_in() const override { return bytes_in_; }

  Result<std::optional<GreyFrame>> next(Milliseconds timeout) override {
    if (!camera_) return fail(FailureCode::device_offline, "not open");
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (true) {
      const auto left =
          std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
      std::array<pollfd, 2> ready{pollfd{camera_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
      ::poll(ready.data(), ready.size(), static_cast<int>(std::max<std::int64_t>(0, left.count())));
      eventfd_t ignored = 0;
      if (::eventfd_read(wake_.get(), &ignored) == 0) return std::nullopt;
      if (ready[0].revents == 0) return std::nullopt;
      DK_TRY(newest, take_newest());
      if (newest) return newest;
    }
  }

 private:
  // ioctl() again when a signal came between; 0 or errno.
  int ask(unsigned long request, void* argument) const {
    while (::ioctl(camera_.get(), request, argument) != 0) {
      if (errno != EINTR) return errno;
    }
    return 0;
  }

  Status start_stream() {
    v4l2_capability can{};
    if (ask(VIDIOC_QUERYCAP, &can) != 0) {
      return fail(FailureCode::unsupported, "this is no camera");
    }
    const std::uint32_t offers =
        (can.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? can.device_caps : can.capabilities;
    if ((offers & V4L2_CAP_VIDEO_CAPTURE) == 0 || (offers & V4L2_CAP_STREAMING) == 0) {
      return fail(FailureCode::unsupported, "this device gives no frames");
    }
    DK_CHECK(choose_format());
    v4l2_requestbuffers request{};
    request.count = kBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = ask(VIDIOC_REQBUFS, &request); error != 0) {
      return std::unexpected(system_failure("buffers of the camera", error));
    }
    for (unsigned i = 0; i < request.count; ++i) {
      v4l2_buffer buffer = numbered(i);
      if (const int error = ask(VIDIOC_QUERYBUF, &buffer); error != 0) {
        return std::unexpected(system_failure("buffer of the camera", error));
      }
      buffers_.emplace_back(camera_.get(), buffer);
      if (!buffers_.back().good()) return fail(FailureCode::io_error, "buffer of the camera");
      if (const int error = ask(VIDIOC_QBUF, &buffer); error != 0) {
        return std::unexpected(system_failure("buffer of the camera", error));
      }
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (const int error = ask(VIDIOC_STREAMON, &type); error != 0) {
      return std::unexpected(system_failure("start of the camera", error));
    }
    return {};
  }

  Status choose_format() {
    for (const std::uint32_t wanted : camera_fourccs()) {
      v4l2_format format{};
      format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      format.fmt.pix.width = static_cast<std::uint32_t>(address_.width);
      format.fmt.pix.height = static_cast<std::uint32_t>(address_.height);
      format.fmt.pix.pixelformat = wanted;
      format.fmt.pix.field = V4L2_FIELD_ANY;
      const int error = ask(VIDIOC_S_FMT, &format);
      if (error == EBUSY) return fail(FailureCode::device_busy, "somebody else has the camera");
      if (error != 0 || format.fmt.pix.pixelformat != wanted) continue;
      format_ = {wanted, static_cast<int>(format.fmt.pix.width),
                 static_cast<int>(format.fmt.pix.height),
                 static_cast<int>(format.fmt.pix.bytesperline)};
      return {};
    }
    return fail(FailureCode::unsupported, "no format of this camera can be unpacked");
  }

  static v4l2_buffer numbered(unsigned index) {
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    buffer.index = index;
    return buffer;
  }

  // All that is ready goes back to the camera but the newest, which is unpacked first.
  Result<std::optional<GreyFrame>> take_newest() {
    std::optional<v4l2_buffer> newest;
    int error = 0;
    while (true) {
      v4l2_buffer buffer = numbered(0);
      error = ask(VIDIOC_DQBUF, &buffer);
      if (error != 0 || buffer.index >= buffers_.size()) break;
      if (newest) (void)ask(VIDIOC_QBUF, &*newest);
      newest = buffer;
    }
    if (!newest && error == EIO) return fail(FailureCode::data_damaged, "a damaged frame");
    if (!newest && error != EAGAIN) return fail(FailureCode::device_offline, std::strerror(error));
    if (!newest) return std::nullopt;
    bytes_in_ += newest->bytesused;
    Result<std::optional<GreyFrame>> frame = std::nullopt;
    if ((newest->flags & V4L2_BUF_FLAG_ERROR) != 0) {
      frame = fail(FailureCode::data_damaged, "a damaged frame");
    } else if (!is_stale(*newest)) {
      frame = unpack_camera_frame(format_, buffers_[newest->index].view(newest->bytesused));
    }
    (void)ask(VIDIOC_QBUF, &*newest);
    return frame;
  }

  // While the last frame was decoded the buffers filled up and the camera waited.
  static bool is_stale(const v4l2_buffer& buffer) {
    if ((buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) != V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC) {
      return false;
    }
    const auto taken = std::chrono::seconds(buffer.timestamp.tv_sec) +
                       std::chrono::microseconds(buffer.timestamp.tv_usec);
    return std::chrono::steady_clock::now().time_since_epoch() - taken > kStale;
  }

  V4l2Address address_;
  FileDescriptor wake_;
  FileDescriptor camera_;
  CameraFormat format_;
  std::vector<Mapping> buffers_;
  std::uint64_t bytes_in_ = 0;
};

}  // namespace

std::unique_ptr<FrameSource> make_v4l2_source(V4l2Address address) {
  return std::make_unique<V4l2Source>(std::move(address));
}

}  // namespace dk::drivers
