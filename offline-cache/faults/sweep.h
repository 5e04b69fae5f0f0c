// Sweeps: every point at which a scenario touches its disk fails once in each way that a disk can.
// For tests. A scenario is run once without faults to count its points, then once per point and
// way.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "offline-cache/faults/fault_vfs.h"

namespace dk::cache {

struct Way {
  const char* name;
  DiskFault fault;
  FaultVfs::Unsynced unsynced = FaultVfs::Unsynced::AllLost;
  bool cut_after = false;  // the power goes at the end, before anything is tidied up
};
// At a sync, EIO is the failed fsync.
inline constexpr Way kWays[] = {
    {"EIO", DiskFault::Eio},
    {"EIO, then power cut", DiskFault::Eio, FaultVfs::Unsynced::AllLost, true},
    {"short write", DiskFault::ShortWrite},
    {"short write, then power cut", DiskFault::ShortWrite, FaultVfs::Unsynced::SomeSectorsKept,
     true},
    {"ENOSPC", DiskFault::Enospc},
    {"EROFS", DiskFault::Erofs},
    {"power cut, unsynced lost", DiskFault::PowerCut},
    {"power cut, some sectors kept", DiskFault::PowerCut, FaultVfs::Unsynced::SomeSectorsKept},
    {"torn write at power cut", DiskFault::PowerCutTorn, FaultVfs::Unsynced::SomeSectorsKept},
};

inline FaultVfs::Hook fail_at(std::uint64_t number, DiskFault fault) {
  return [=](const DiskEvent& event) { return event.number == number ? fault : DiskFault::None; };
}

// `run(at, way)` is one run with its own checks; the first that fails ends the sweep. `fewest`: the
// sweep has lost its subject when there are fewer points than that.
template <class Run>
void sweep_points(const char* name, std::uint64_t points, std::uint64_t fewest, Run run) {
  ASSERT_GE(points, fewest) << name << ": points of the scenario";
  std::uint64_t runs = 0;
  for (const Way& way : kWays) {
    for (std::uint64_t at = 1; at <= points; ++at) {
      SCOPED_TRACE(std::string(name) + ": " + way.name + " at point " + std::to_string(at));
      run(at, way);
      ++runs;
      if (::testing::Test::HasFailure()) return;
    }
  }
  std::printf("[  sweep   ] %s: %llu points x %zu ways = %llu runs\n", name,
              static_cast<unsigned long long>(points), std::size(kWays),
              static_cast<unsigned long long>(runs));
}

}  // namespace dk::cache
