// Pictures that are put into a folder, as frames. The kernel tells (inotify) when a file is whole:
// written and closed, or renamed into place. What lay there before is not a frame.
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <array>
#include <cerrno>

#include "base/file_descriptor.h"
#include "base/files.h"
#include "drivers/camera/frame_source.h"
#include "drivers/camera/picture_file.h"
#include "drivers/transport/fd_transport.h"

namespace dk::drivers {
namespace {

constexpr std::uint32_t kWatched =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

class FolderSource : public FrameSource {
 public:
  explicit FolderSource(FolderAddress address)
      : folder_(std::move(address.path)), wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

  Status open() override {
    watch_ = FileDescriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!watch_ || ::inotify_add_watch(watch_.get(), folder_.c_str(), kWatched) < 0) {
      const int error = errno;
      close();
      return std::unexpected(system_failure("folder of frames", error == ENOTDIR ? ENOENT : error));
    }
    return {};
  }
  void close() override { watch_.reset(); }
  void interrupt() override { (void)::eventfd_write(wake_.get(), 1); }
  [[nodiscard]] std::uint64_t bytes_in() const override { return bytes_in_; }

  Result<std::optional<GreyFrame>> next(Milliseconds timeout) override {
    if (!watch_) return fail(FailureCode::device_offline, "not open");
    std::array<pollfd, 2> ready{pollfd{watch_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
    ::poll(ready.data(), ready.size(), static_cast<int>(timeout.count()));
    eventfd_t ignored = 0;
    (void)::eventfd_read(wake_.get(), &ignored);
    DK_TRY(newest, newest_name());
    if (newest.empty()) return std::nullopt;
    const auto file = files_.read(folder_ + "/" + newest, kPictureMaxFileBytes);
    if (!file) {
      // Taken away again before it was looked at.
      if (file.error().code == FailureCode::not_found) return std::nullopt;
      return std::unexpected(file.error());
    }
    bytes_in_ += file->size();
    DK_TRY(picture, read_picture(*file));
    if (picture.damaged) return fail(FailureCode::data_damaged, "half a picture");
    return std::move(picture.frame);
  }

 private:
  // Empty when there is none. device_offline when the folder has gone.
  Result<std::string> newest_name() {
    std::string newest;
    alignas(inotify_event) std::array<char, 4096> events{};
    for (ssize_t size = 0; (size = ::read(watch_.get(), events.data(), events.size())) > 0;) {
      for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
        const auto* event = reinterpret_cast<const inotify_event*>(&events[at]);
        at += sizeof(inotify_event) + event->len;
        if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) != 0) {
          return fail(FailureCode::device_offline, "the folder of frames has gone");
        }
        const std::string name = event->len > 0 ? event->name : "";
        // Programs that rename into place write beside it first.
        if (!name.empty() && !name.starts_with('.') && !name.ends_with(".part")) newest = name;
      }
    }
    return newest;
  }

  std::string folder_;
  FileDescriptor wake_;
  FileDescriptor watch_;
  PosixFiles files_;
  std::uint64_t bytes_in_ = 0;
};

}  // namespace

std::unique_ptr<FrameSource> make_folder_source(FolderAddress address) {
  return std::make_unique<FolderSource>(std::move(address));
}

}  // namespace dk::drivers
