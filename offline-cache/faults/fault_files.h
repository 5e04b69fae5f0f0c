// A disk that fails on request, under PosixFiles: the twin of FaultVfs for plain files. For tests.
//
// Calls go to real files below `root`; beside that the shim keeps what a disk would hold: of a file
// what was there at its last fsync, of a folder the names at its last fsync. Each opening for
// writing, write, fsync, truncation, rename, unlink and mkdir asks the hook first. After a power
// cut everything fails; `restore_power()` puts `root` back to what the disk holds: nothing
// unsynced, or of the changed names, in their order, as many as a seed decides (a journal's
// prefix), and files without fsync in half. A failed fsync of a file leaves its content unsynced
// until it is written again, as Linux does.
//
// What lay below `root` when the shim was made counts as synced. Files of others below `root` (a
// database) are left alone when their names start with `not_ours`. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file_calls.h"
#include "offline-cache/faults/fault_vfs.h"

namespace dk::cache {

class FaultFiles : public FileCalls {
 public:
  explicit FaultFiles(std::string root, std::string not_ours = "outbox.db");

  // `number` counts from 1; the file is always DiskFile::Other.
  void set_hook(FaultVfs::Hook hook) { hook_ = std::move(hook); }
  [[nodiscard]] std::uint64_t operations() const { return operations_; }
  void reset_counts() { operations_ = 0; }

  void cut_power() { power_ = false; }
  [[nodiscard]] bool has_power() const { return power_; }
  void restore_power(FaultVfs::Unsynced unsynced, std::uint64_t seed = 0);

  int open(const char* path, int flags, mode_t mode) override;
  ssize_t write(int file, const void* from, std::size_t size) override;
  int fsync(int file) override;
  int ftruncate(int file, off_t size) override;
  int rename(const char* from, const char* to) override;
  int unlink(const char* path) override;
  int mkdir(const char* path, mode_t mode) override;

 private:
  struct Node {  // a file or a folder, whatever its names are
    bool folder = false;
    Bytes synced;
    Bytes now;
    bool dirty = false;
    bool lost = false;  // its last fsync failed: the kernel believes it clean
  };
  using Names = std::map<std::string, std::shared_ptr<Node>>;  // by path
  struct Change {
    std::string folder;  // whose fsync makes it durable
    std::string gone;    // name that goes, or empty
    std::string made;    // name that comes, or empty
    std::shared_ptr<Node> node;
  };

  DiskFault ask(DiskOperation operation, std::uint64_t bytes = 0);
  [[nodiscard]] int failed(DiskFault fault) const;
  static void apply(Names& names, const Change& change);
  void change(Change change);
  void scan();

  std::string root_;
  std::string not_ours_;
  FaultVfs::Hook hook_;
  std::uint64_t operations_ = 0;
  bool power_ = true;
  Names names_;
  Names durable_;
  std::vector<Change> pending_;
  std::map<int, std::pair<std::string, std::shared_ptr<Node>>> opened_;
};

}  // namespace dk::cache
