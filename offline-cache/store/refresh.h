// Makes a file durable that the kernel may only believe to be durable.
//
// After a failed fsync Linux marks the pages clean: a program that starts again reads them from
// memory, a later fsync covers nothing, and a power cut takes them away, together with everything
// in the write-ahead log that was built on them. So a log that was left behind is written once more
// in place, byte for byte, and synced, before anything is added to it.
#pragma once

#include <string>

#include "base/result.h"

namespace dk::cache {

// `path` may be absent or empty (nothing to do). The caller holds the store's lock, and nobody
// writes meanwhile. `vfs` empty: the system's. Failures: io_error, disk_full, disk_read_only.
[[nodiscard]] Status refresh_file(const std::string& path, const std::string& vfs);

}  // namespace dk::cache
