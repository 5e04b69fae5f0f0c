// Disk space put aside (reserve.bin, full of zeros), given back once when the disk is full, so that
// the person who stands at the desk can still be finished. One thread, but available().
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace dk::cache {

class Reserve {
 public:
  // Puts the space aside unless it is there already; `bytes` 0 keeps none. A disk that has no room
  // for it is no failure: then there is none (available() is false). `vfs`: as the store's.
  Reserve(std::string folder, std::uint64_t bytes, std::string vfs = {});

  // Whether what shall be put aside is there. Any thread.
  [[nodiscard]] bool available() const { return *available_ || bytes_ == 0; }
  // Gives the space back to the file system; true when there was any.
  bool release();
  // Tries to put it aside again (after erasure, at start, when somebody made room).
  void refill();

 private:
  [[nodiscard]] bool fill();

  std::string path_;
  std::uint64_t bytes_;
  std::string vfs_;
  std::unique_ptr<std::atomic<bool>> available_ = std::make_unique<std::atomic<bool>>(false);
};

}  // namespace dk::cache
