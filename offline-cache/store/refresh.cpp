#include "offline-cache/store/refresh.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <memory>

#include "base/bytes.h"

namespace dk::cache {
namespace {

constexpr sqlite3_int64 kPieceBytes = 64 * 1024;  // the unix VFS takes less than 128 KiB

// A file of SQLite's VFS, so that the fault injection sees what is done here too.
class VfsFile {
 public:
  explicit VfsFile(sqlite3_vfs& vfs)
      : storage_(std::make_unique<std::max_align_t[]>(
            static_cast<std::size_t>(vfs.szOsFile) / sizeof(std::max_align_t) + 1)),
        file_(reinterpret_cast<sqlite3_file*>(storage_.get())) {}
  ~VfsFile() {
    if (file_->pMethods != nullptr) file_->pMethods->xClose(file_);
  }
  VfsFile(const VfsFile&) = delete;
  VfsFile& operator=(const VfsFile&) = delete;
  [[nodiscard]] sqlite3_file* get() { return file_; }
  [[nodiscard]] const sqlite3_io_methods& methods() const { return *file_->pMethods; }

 private:
  std::unique_ptr<std::max_align_t[]> storage_;  // zeroed: no methods yet
  sqlite3_file* file_;
};

Status checked(int code, const char* what) {
  if (code == SQLITE_OK) return {};
  const std::string detail = std::string("refresh: ") + what + ", sqlite " + std::to_string(code);
  if ((code & 0xff) == SQLITE_FULL) return fail(FailureCode::disk_full, detail);
  if ((code & 0xff) == SQLITE_READONLY) return fail(FailureCode::disk_read_only, detail);
  return fail(FailureCode::io_error, detail);
}

}  // namespace

Status refresh_file(const std::string& path, const std::string& vfs_name) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(vfs_name.empty() ? nullptr : vfs_name.c_str());
  if (vfs == nullptr) return fail(FailureCode::internal, "no such VFS");
  std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
  // SQLITE_OK_SYMLINK is as good as SQLITE_OK: the folder may be reached through a link.
  const int named = vfs->xFullPathname(vfs, path.c_str(), vfs->mxPathname + 1, full.data());
  DK_CHECK(checked(named & 0xff, "path"));
  int exists = 0;
  DK_CHECK(checked(vfs->xAccess(vfs, full.c_str(), SQLITE_ACCESS_EXISTS, &exists), "access"));
  if (exists == 0) return {};

  VfsFile file(*vfs);
  int flags = 0;
  DK_CHECK(checked(
      vfs->xOpen(vfs, full.c_str(), file.get(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, &flags),
      "open"));
  sqlite3_int64 size = 0;
  DK_CHECK(checked(file.methods().xFileSize(file.get(), &size), "size"));
  if (size == 0) return {};
  Bytes piece(static_cast<std::size_t>(std::min(size, kPieceBytes)));
  for (sqlite3_int64 at = 0; at < size; at += kPieceBytes) {
    const int count = static_cast<int>(std::min(size - at, kPieceBytes));
    DK_CHECK(checked(file.methods().xRead(file.get(), piece.data(), count, at), "read"));
    DK_CHECK(checked(file.methods().xWrite(file.get(), piece.data(), count, at), "write"));
  }
  return checked(file.methods().xSync(file.get(), SQLITE_SYNC_FULL), "sync");
}

}  // namespace dk::cache
