#include "offline-cache/faults/fault_vfs.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string_view>

#include "offline-cache/faults/disk_image.h"

namespace dk::cache {

bool changes_disk(DiskOperation operation) {
  return operation != DiskOperation::Open && operation != DiskOperation::Read;
}

struct FaultVfs::Disk {
  std::string name;
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs vfs{};
  bool keeping = true;
  std::mutex mutex;
  Hook hook;
  DiskCounts counts;
  std::uint64_t operations = 0;
  bool power = true;
  int last_error = 0;
  std::map<std::string, DiskImage> files;

  // What happens to this operation; None: it goes through.
  DiskFault ask(DiskOperation operation, DiskFile file, std::uint64_t bytes = 0) {
    if (!power) {
      errno = last_error;
      return DiskFault::PowerCut;
    }
    const std::uint64_t number = operation == DiskOperation::Read ? 0 : ++operations;
    switch (operation) {
      case DiskOperation::Read:
        ++counts.reads;
        break;
      case DiskOperation::Write:
        ++counts.writes;
        break;
      case DiskOperation::Truncate:
        ++counts.truncations;
        break;
      case DiskOperation::Sync:
        ++counts.syncs;
        if (file == DiskFile::Wal) ++counts.wal_syncs;
        break;
      case DiskOperation::Open:
      case DiskOperation::Delete:
        break;
    }
    const DiskFault fault = hook ? hook({operation, file, number, bytes}) : DiskFault::None;
    switch (fault) {
      case DiskFault::None:
        break;
      case DiskFault::Enospc:
        last_error = ENOSPC;
        break;
      case DiskFault::Erofs:
        last_error = EROFS;
        break;
      case DiskFault::PowerCut:
      case DiskFault::PowerCutTorn:
        power = false;
        [[fallthrough]];
      case DiskFault::Eio:
      case DiskFault::ShortWrite:
        last_error = EIO;
        break;
    }
    if (fault != DiskFault::None) errno = last_error;
    return fault;
  }
};

namespace {

using Disk = FaultVfs::Disk;

// SQLite allocates this (szOsFile bytes); the real VFS's file lies behind it.
struct ShimFile {
  sqlite3_file base;
  Disk* disk;
  DiskImage* image;  // null: temporary, not followed
  DiskFile kind;
};
ShimFile* shim(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(shim(file) + 1); }
Disk& disk_of(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

Bytes content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

int on_close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int on_read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  const std::lock_guard lock(shim(file)->disk->mutex);
  if (shim(file)->disk->ask(DiskOperation::Read, shim(file)->kind) != DiskFault::None) {
    return SQLITE_IOERR_READ;
  }
  return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int on_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  const ShimFile& self = *shim(file);
  const std::lock_guard lock(self.disk->mutex);
  const bool dead = !self.disk->power;
  const DiskFault fault =
      self.disk->ask(DiskOperation::Write, self.kind, static_cast<std::uint64_t>(size));
  const bool half = fault == DiskFault::ShortWrite || fault == DiskFault::Enospc ||
                    fault == DiskFault::PowerCutTorn;
  const int written = fault == DiskFault::None ? size : half && !dead ? size / 2 : 0;
  if (written > 0) {
    if (self.image != nullptr) {
      self.image->write(static_cast<std::uint64_t>(offset), {static_cast<const std::uint8_t*>(from),
                                                             static_cast<std::size_t>(written)});
    }
    const int code = real(file)->pMethods->xWrite(real(file), from, written, offset);
    if (code != SQLITE_OK) return code;
  }
  if (fault == DiskFault::None) return SQLITE_OK;
  return fault == DiskFault::Enospc ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
  const ShimFile& self = *shim(file);
  const std::lock_guard lock(self.disk->mutex);
  if (self.disk->ask(DiskOperation::Truncate, self.kind) != DiskFault::None) {
    return SQLITE_IOERR_TRUNCATE;
  }
  if (self.image != nullptr) self.image->truncate(static_cast<std::uint64_t>(size));
  return real(file)->pMethods->xTruncate(real(file), size);
}

// With an image the real file is not synced: what is durable is what the image says.
int on_sync(sqlite3_file* file, int flags) {
  const ShimFile& self = *shim(file);
  const std::lock_guard lock(self.disk->mutex);
  const DiskFault fault = self.disk->ask(DiskOperation::Sync, self.kind);
  if (fault != DiskFault::None) {
    // A power cut before the sync leaves the writes pending; a failed sync forgets them.
    if (self.image != nullptr && self.disk->power) self.image->sync_failed();
    return SQLITE_IOERR_FSYNC;
  }
  if (!self.disk->keeping) return real(file)->pMethods->xSync(real(file), flags);
  if (self.image != nullptr) self.image->sync();
  return SQLITE_OK;
}

int on_file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int on_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int on_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int on_check_lock(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int on_file_control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int on_sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int on_characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

// Version 1: no shared memory, no mmap. Nothing gets to the disk behind our back.
constexpr sqlite3_io_methods kMethods = {1,
                                         on_close,
                                         on_read,
                                         on_write,
                                         on_truncate,
                                         on_sync,
                                         on_file_size,
                                         on_lock,
                                         on_unlock,
                                         on_check_lock,
                                         on_file_control,
                                         on_sector_size,
                                         on_characteristics,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};

DiskFile kind_of(const char* path, int flags) {
  if (path != nullptr && std::string_view(path).ends_with("/reserve.bin")) return DiskFile::Reserve;
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return DiskFile::Database;
  if ((flags & SQLITE_OPEN_WAL) != 0) return DiskFile::Wal;
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) return DiskFile::Journal;
  return DiskFile::Other;
}

int on_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  Disk& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  file->pMethods = nullptr;
  ShimFile& self = *shim(file);
  self.disk = &disk;
  self.image = nullptr;
  self.kind = kind_of(path, flags);
  if (disk.ask(DiskOperation::Open, self.kind) != DiskFault::None) return SQLITE_CANTOPEN;
  const int code = disk.real->xOpen(disk.real, path, real(file), flags, out_flags);
  if (code != SQLITE_OK) {
    disk.last_error = errno;
    return code;
  }
  if (disk.keeping && path != nullptr && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0) {
    // Everything that was there before we looked counts as synced.
    const auto found = disk.files.find(path);
    self.image = found != disk.files.end()
                     ? &found->second
                     : &disk.files.emplace(path, DiskImage(content_of(path))).first->second;
  }
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int on_delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  Disk& disk = disk_of(vfs);
  const std::lock_guard lock(disk.mutex);
  if (disk.ask(DiskOperation::Delete, kind_of(path, 0)) != DiskFault::None) {
    return SQLITE_IOERR_DELETE;
  }
  const int code = disk.real->xDelete(disk.real, path, sync_folder);
  if (code == SQLITE_OK) disk.files.erase(path);
  return code;
}

int on_access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
  return disk_of(vfs).real->xAccess(disk_of(vfs).real, path, flags, out);
}
int on_full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return disk_of(vfs).real->xFullPathname(disk_of(vfs).real, path, size, out);
}
int on_randomness(sqlite3_vfs* vfs, int size, char* out) {
  return disk_of(vfs).real->xRandomness(disk_of(vfs).real, size, out);
}
int on_sleep(sqlite3_vfs* vfs, int microseconds) {
  return disk_of(vfs).real->xSleep(disk_of(vfs).real, microseconds);
}
int on_time(sqlite3_vfs* vfs, double* out) {
  return disk_of(vfs).real->xCurrentTime(disk_of(vfs).real, out);
}
int on_time_ms(sqlite3_vfs* vfs, sqlite3_int64* out) {
  return disk_of(vfs).real->xCurrentTimeInt64(disk_of(vfs).real, out);
}
int on_last_error(sqlite3_vfs* vfs, int, char*) { return disk_of(vfs).last_error; }

}  // namespace

FaultVfs::FaultVfs(const std::string& name, Keeping keeping) : disk_(std::make_unique<Disk>()) {
  Disk& disk = *disk_;
  disk.keeping = keeping == Keeping::Images;
  disk.name = name;
  disk.real = sqlite3_vfs_find("unix");
  if (disk.real == nullptr || sqlite3_vfs_find(name.c_str()) != nullptr) std::abort();  // our bug
  disk.vfs.iVersion = 2;
  disk.vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + disk.real->szOsFile;
  disk.vfs.mxPathname = disk.real->mxPathname;
  disk.vfs.zName = disk.name.c_str();
  disk.vfs.pAppData = &disk;
  disk.vfs.xOpen = on_open;
  disk.vfs.xDelete = on_delete;
  disk.vfs.xAccess = on_access;
  disk.vfs.xFullPathname = on_full_path;
  disk.vfs.xRandomness = on_randomness;
  disk.vfs.xSleep = on_sleep;
  disk.vfs.xCurrentTime = on_time;
  disk.vfs.xGetLastError = on_last_error;
  disk.vfs.xCurrentTimeInt64 = on_time_ms;
  sqlite3_vfs_register(&disk.vfs, 0);
}

FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(&disk_->vfs); }

const std::string& FaultVfs::name() const { return disk_->name; }
void FaultVfs::set_hook(Hook hook) {
  const std::lock_guard lock(disk_->mutex);
  disk_->hook = std::move(hook);
}
FaultVfs::Hook FaultVfs::hook() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->hook;
}
DiskCounts FaultVfs::counts() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->counts;
}
std::uint64_t FaultVfs::operations() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->operations;
}
void FaultVfs::reset_counts() {
  const std::lock_guard lock(disk_->mutex);
  disk_->counts = {};
  disk_->operations = 0;
}
void FaultVfs::cut_power() {
  const std::lock_guard lock(disk_->mutex);
  disk_->power = false;
  disk_->last_error = EIO;
}
bool FaultVfs::has_power() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->power;
}

void FaultVfs::restore_power(Unsynced unsynced, std::uint64_t seed) {
  const std::lock_guard lock(disk_->mutex);
  std::mt19937_64 coin(seed);
  for (const auto& [path, image] : disk_->files) {
    const Bytes content =
        unsynced == Unsynced::AllLost ? image.synced() : image.some_sectors_kept(coin);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()),
              static_cast<std::streamsize>(content.size()));
    if (!out.flush()) std::abort();  // a test's own disk is broken: nothing can be proven
  }
  disk_->files.clear();  // opened again: what is there is what is synced
  disk_->power = true;
}

}  // namespace dk::cache
