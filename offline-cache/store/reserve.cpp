#include "offline-cache/store/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>

#include "base/file_descriptor.h"
#include "base/log.h"
#include "offline-cache/store/vfs_file.h"

namespace dk::cache {

Reserve::Reserve(std::string folder, std::uint64_t bytes, std::string vfs)
    : path_(std::move(folder) + "/reserve.bin"), bytes_(bytes), vfs_(std::move(vfs)) {
  refill();
}

void Reserve::refill() {
  if (available()) return;
  *available_ = fill();
  if (!*available_) {
    static_cast<void>(VfsFile::remove(path_, vfs_));  // half of it would only take room
    log::warn("outbox_reserve_missing");
  }
}

// Written, not only allocated: what a file system promises to a hole it need not keep. As much
// again must be free beside it, or the next person would find the disk full once more.
bool Reserve::fill() {
  struct statvfs room{};
  const std::string folder = path_.substr(0, path_.rfind('/'));
  if (::statvfs(folder.c_str(), &room) == 0 && room.f_bavail * room.f_frsize < 2 * bytes_) {
    return false;
  }
  {
    const FileDescriptor made(
        ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!made) return false;
  }
  auto file = VfsFile::open(path_, vfs_, VfsFile::Kind::Reserve);
  if (!file) return false;
  // Complete files only are left behind, so the size says whether it is whole.
  if (const auto size = file->size(); size && *size >= bytes_) return true;
  const Bytes zeros(static_cast<std::size_t>(std::min<std::uint64_t>(bytes_, VfsFile::kMostBytes)));
  for (std::uint64_t at = 0; at < bytes_; at += zeros.size()) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes_ - at, zeros.size()));
    if (!file->write(at, ByteView(zeros).first(count))) return false;
  }
  return file->sync().has_value();
}

bool Reserve::release() {
  if (!*available_) return false;
  *available_ = false;
  const Status removed = VfsFile::remove(path_, vfs_);
  log::warn("outbox_reserve_released", {{"bytes", bytes_}, {"removed", removed.has_value()}});
  return removed.has_value();
}

}  // namespace dk::cache
