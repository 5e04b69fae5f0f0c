#include "offline-cache/store/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_descriptor.h"
#include "base/log.h"

namespace dk::cache {

Reserve::Reserve(std::string folder, std::uint64_t bytes)
    : path_(std::move(folder) + "/reserve.bin"), bytes_(bytes) {
  refill();
}

void Reserve::refill() {
  if (available_ || bytes_ == 0) return;
  const FileDescriptor file(
      ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file) return;
  // Allocated, not only long: a hole would be no reserve.
  const int error = ::posix_fallocate(file.get(), 0, static_cast<off_t>(bytes_));
  available_ = error == 0 && ::fsync(file.get()) == 0;
  if (!available_) {
    ::unlink(path_.c_str());
    log::warn("outbox_reserve_missing", {{"errno", error}});
  }
}

bool Reserve::release() {
  if (!available_) return false;
  available_ = false;
  const bool removed = ::unlink(path_.c_str()) == 0;
  log::warn("outbox_reserve_released", {{"bytes", bytes_}, {"removed", removed}});
  return removed;
}

}  // namespace dk::cache
