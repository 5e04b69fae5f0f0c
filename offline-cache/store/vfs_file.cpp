#include "offline-cache/store/vfs_file.h"

#include <sqlite3.h>

#include <cerrno>

#include "offline-cache/store/sqlite.h"

namespace dk::cache {
namespace {

Status checked(int code, const char* what) {
  const int error = errno;
  if (code == SQLITE_OK) return {};
  const std::string detail = std::string(what) + ", sqlite " + std::to_string(code);
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
    return fail(FailureCode::io_error, std::string(kFsyncFailedDetail) + ", " + detail);
  }
  if ((code & 0xff) == SQLITE_FULL || error == ENOSPC || error == EDQUOT) {
    return fail(FailureCode::disk_full, detail);
  }
  if ((code & 0xff) == SQLITE_READONLY || error == EROFS) {
    return fail(FailureCode::disk_read_only, detail);
  }
  return fail(FailureCode::io_error, detail);
}

Result<sqlite3_vfs*> find_vfs(const std::string& name) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(name.empty() ? nullptr : name.c_str());
  if (vfs == nullptr) return fail(FailureCode::internal, "no such VFS");
  return vfs;
}

Result<std::string> full_path(sqlite3_vfs* vfs, const std::string& path) {
  std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
  errno = 0;
  // SQLITE_OK_SYMLINK is as good as SQLITE_OK: the folder may be reached through a link.
  const int named = vfs->xFullPathname(vfs, path.c_str(), vfs->mxPathname + 1, full.data());
  DK_CHECK(checked(named & 0xff, "path"));
  return full;
}

}  // namespace

void VfsFile::Close::operator()(sqlite3_file* file) const {
  if (file->pMethods != nullptr) file->pMethods->xClose(file);
}

Result<VfsFile> VfsFile::open(const std::string& path, const std::string& vfs_name, Kind kind) {
  DK_TRY(vfs, find_vfs(vfs_name));
  VfsFile out;
  DK_TRY(full, full_path(vfs, path));
  out.path_ = std::move(full);
  out.storage_ = std::make_unique<std::max_align_t[]>(  // zeroed: no methods yet
      static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
  out.file_.reset(reinterpret_cast<sqlite3_file*>(out.storage_.get()));
  // Of the types that SQLite knows these two neither lock nor make anything beside the file.
  const int type = kind == Kind::Wal ? SQLITE_OPEN_WAL : SQLITE_OPEN_SUPER_JOURNAL;
  int flags = 0;
  errno = 0;
  DK_CHECK(checked(
      vfs->xOpen(vfs, out.path_.c_str(), out.file_.get(), SQLITE_OPEN_READWRITE | type, &flags),
      "open"));
  return out;
}

Result<bool> VfsFile::exists(const std::string& path, const std::string& vfs_name) {
  DK_TRY(vfs, find_vfs(vfs_name));
  DK_TRY(full, full_path(vfs, path));
  int there = 0;
  errno = 0;
  DK_CHECK(checked(vfs->xAccess(vfs, full.c_str(), SQLITE_ACCESS_EXISTS, &there), "access"));
  return there != 0;
}

Status VfsFile::remove(const std::string& path, const std::string& vfs_name) {
  DK_TRY(vfs, find_vfs(vfs_name));
  DK_TRY(full, full_path(vfs, path));
  errno = 0;
  const int code = vfs->xDelete(vfs, full.c_str(), 0);
  return code == SQLITE_IOERR_DELETE_NOENT ? Status() : checked(code, "delete");
}

Result<std::uint64_t> VfsFile::size() {
  sqlite3_int64 bytes = 0;
  errno = 0;
  DK_CHECK(checked(file_->pMethods->xFileSize(file_.get(), &bytes), "size"));
  return static_cast<std::uint64_t>(bytes);
}

Status VfsFile::read(std::uint64_t offset, std::span<std::uint8_t> to) {
  errno = 0;
  return checked(file_->pMethods->xRead(file_.get(), to.data(), static_cast<int>(to.size()),
                                        static_cast<sqlite3_int64>(offset)),
                 "read");
}

Status VfsFile::write(std::uint64_t offset, ByteView from) {
  errno = 0;
  return checked(file_->pMethods->xWrite(file_.get(), from.data(), static_cast<int>(from.size()),
                                         static_cast<sqlite3_int64>(offset)),
                 "write");
}

Status VfsFile::sync() {
  errno = 0;
  return checked(file_->pMethods->xSync(file_.get(), SQLITE_SYNC_FULL), "sync");
}

}  // namespace dk::cache
