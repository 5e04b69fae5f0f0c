// A plain file reached through one of SQLite's VFSs, so that whatever stands between the store and
// its disk (fault injection in tests) sees what is done beside the database too.
//
// One thread. Failures: io_error, disk_full, disk_read_only; a failed sync has kFsyncFailedDetail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3_file;  // the headers stay in the .cpp
struct sqlite3_vfs;

namespace dk::cache {

class VfsFile {
 public:
  enum class Kind { Wal, Reserve };
  // The file must exist; `vfs` empty: the system's.
  [[nodiscard]] static Result<VfsFile> open(const std::string& path, const std::string& vfs,
                                            Kind kind);
  [[nodiscard]] static Result<bool> exists(const std::string& path, const std::string& vfs);
  // Absent is success. The name's end is not synced.
  [[nodiscard]] static Status remove(const std::string& path, const std::string& vfs);

  VfsFile(VfsFile&&) noexcept = default;
  VfsFile& operator=(VfsFile&&) noexcept = default;
  VfsFile(const VfsFile&) = delete;
  VfsFile& operator=(const VfsFile&) = delete;
  ~VfsFile() = default;

  [[nodiscard]] Result<std::uint64_t> size();
  // At most kMostBytes at once.
  static constexpr std::size_t kMostBytes = 64 * 1024;
  [[nodiscard]] Status read(std::uint64_t offset, std::span<std::uint8_t> to);
  [[nodiscard]] Status write(std::uint64_t offset, ByteView from);
  [[nodiscard]] Status sync();

 private:
  struct Close {
    void operator()(sqlite3_file* file) const;
  };
  VfsFile() = default;

  std::string path_;  // the VFS keeps pointing at it
  std::unique_ptr<std::max_align_t[]> storage_;
  std::unique_ptr<sqlite3_file, Close> file_;  // in the storage; closed before it goes
};

}  // namespace dk::cache
