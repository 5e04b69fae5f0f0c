// What one file holds behind the drive's cache: its synced content, and the changes made since.
// The fault VFS (fault_vfs.h) keeps one per file to know what a power cut leaves. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "base/bytes.h"

namespace dk::cache {

class DiskImage {
 public:
  explicit DiskImage(Bytes synced) : synced_(std::move(synced)) {}

  void write(std::uint64_t offset, ByteView data);
  void truncate(std::uint64_t size);
  void sync();
  // As Linux: what a failed sync did not write is forgotten by the next one too.
  void sync_failed() { pending_.clear(); }

  [[nodiscard]] const Bytes& synced() const { return synced_; }
  // The content after a power cut in which each unsynced 512-byte sector survived or not by the
  // toss of a coin, in any order: what drives may do.
  [[nodiscard]] Bytes some_sectors_kept(std::mt19937_64& coin) const;

 private:
  struct Change {
    std::uint64_t offset = 0;
    Bytes data;
    std::optional<std::uint64_t> truncate_to;
  };
  static void apply(Bytes& content, std::uint64_t offset, ByteView data);

  Bytes synced_;
  std::vector<Change> pending_;
};

}  // namespace dk::cache
