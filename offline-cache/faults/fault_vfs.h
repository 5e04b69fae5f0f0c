// A disk that fails on request, under SQLite: a shim over the system's VFS for tests and for the
// development program's test door.
//
// Every read, write, sync, truncation, opening and deletion asks `hook` first, which may let it
// pass, fail it as a real disk does, or cut the power. Reads and writes pass through to real files;
// beside that the shim keeps, per file, what was written since that file's last sync. After a power
// cut every operation fails (the process is "dead"); close all connections, then `restore_power()`
// puts the files back to what a disk may hold: all unsynced writes gone, or a seeded choice of
// their 512-byte sectors there. A failed sync leaves its writes unsynced for ever, as Linux does
// (a later sync does not cover them).
//
// Simplified: names are durable at once (a made or deleted file stays made or deleted). Needs
// EXCLUSIVE locking (no shared memory) and no mmap, which is how our stores are opened.
// With `Keeping::Nothing` syncs go to the real disk and nothing is remembered: faults, but no power
// cuts. That is what a program runs on for hours.
// Thread-safe; the hook is called with the shim's lock held and must not call back.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dk::cache {

enum class DiskOperation { Open, Read, Write, Sync, Truncate, Delete };
enum class DiskFile { Database, Wal, Journal, Reserve, Other };

enum class DiskFault {
  None,
  Eio,          // EIO; nothing was written
  ShortWrite,   // the first half was written, then EIO
  Enospc,       // ENOSPC; the first half was written
  Erofs,        // the file system went read-only
  PowerCut,     // before the operation
  PowerCutTorn  // a write: half of it reached the drive's cache, then the power went
};

struct DiskEvent {
  DiskOperation operation;
  DiskFile file;
  std::uint64_t number;  // 1, 2, 3 ... of all operations but reads; 0 for reads
  std::uint64_t bytes;   // of a write
};

struct DiskCounts {
  std::uint64_t reads = 0;
  std::uint64_t writes = 0;
  std::uint64_t syncs = 0;
  std::uint64_t truncations = 0;
  std::uint64_t wal_syncs = 0;
};

// Operations that change the disk are writes, syncs, truncations and deletions.
[[nodiscard]] bool changes_disk(DiskOperation operation);

class FaultVfs {
 public:
  using Hook = std::function<DiskFault(const DiskEvent&)>;

  enum class Keeping { Images, Nothing };
  // Registers itself with SQLite under `name` until destroyed (after all its connections).
  explicit FaultVfs(const std::string& name, Keeping keeping = Keeping::Images);
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  [[nodiscard]] const std::string& name() const;
  void set_hook(Hook hook);  // empty: nothing fails
  [[nodiscard]] Hook hook() const;
  [[nodiscard]] DiskCounts counts() const;
  [[nodiscard]] std::uint64_t operations() const;  // all but reads, so far
  void reset_counts();

  void cut_power();  // as PowerCut from the hook
  [[nodiscard]] bool has_power() const;
  enum class Unsynced { AllLost, SomeSectorsKept };
  // All connections must be closed. Puts the files into their state after the cut; counts go on.
  void restore_power(Unsynced unsynced, std::uint64_t seed = 0);

  struct Disk;  // the shim's side of it, in the .cpp

 private:
  std::unique_ptr<Disk> disk_;
};

}  // namespace dk::cache
