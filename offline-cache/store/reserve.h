// Disk space put aside (reserve.bin, allocated and empty), given back once when the disk is full,
// so that the person who stands at the desk can still be finished. One thread.
#pragma once

#include <cstdint>
#include <string>

namespace dk::cache {

class Reserve {
 public:
  // Puts the space aside unless it is there already; `bytes` 0 keeps none. A disk that has no room
  // for it is no failure: then there is none (available() is false).
  Reserve(std::string folder, std::uint64_t bytes);

  [[nodiscard]] bool available() const { return available_; }
  // Gives the space back to the file system; true when there was any.
  bool release();
  // Tries to put it aside again (after erasure, at start).
  void refill();

 private:
  std::string path_;
  std::uint64_t bytes_;
  bool available_ = false;
};

}  // namespace dk::cache
