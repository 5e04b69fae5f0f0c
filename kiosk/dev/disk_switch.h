// The disk under the outbox, broken and mended by the test door while the program runs: a SQLite
// VFS that passes everything through to the real disk until it is told to fail.
//
// Faults: "full" (no space but the reserve's, once that is given back), "eio" (writes fail),
// "read_only", "fsync" (syncs fail), "none". Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "offline-cache/faults/fault_vfs.h"

namespace dk::kiosk::dev {

class DiskSwitch {
 public:
  DiskSwitch();
  [[nodiscard]] const std::string& vfs() const { return vfs_.name(); }
  [[nodiscard]] Status set(const std::string& fault);  // invalid_argument

 private:
  enum class Fault { None, Full, Eio, ReadOnly, Fsync };
  [[nodiscard]] cache::DiskFault answer(const cache::DiskEvent& event);
  [[nodiscard]] bool is_room_for(const cache::DiskEvent& event);

  std::atomic<Fault> fault_{Fault::None};
  std::atomic<bool> reserve_given_back_{false};
  std::atomic<std::uint64_t> used_bytes_{0};  // of what was given back
  cache::FaultVfs vfs_{"test-door-disk", cache::FaultVfs::Keeping::Nothing};
};

}  // namespace dk::kiosk::dev
