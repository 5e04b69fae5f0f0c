// How much heap a simulated terminal uses, and how much of it are the tubes that its desk keeps by
// design. Bytes, as glibc counts and hands them out; of the whole process. Any thread.
#pragma once

#include <cstddef>

#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

// From this size on a block is on its own: so are the two growing files (database and log) of the
// simulated disk, which are part of the world, and nothing that the terminal holds for long. Their
// bytes are not counted, but how many such blocks there are is.
inline constexpr std::size_t kGrowingFiles = 2;
// Once, before anything is measured: the size of such a block does not move by itself.
void fix_large_blocks();

struct Heap {
  std::size_t rest = 0;    // in smaller blocks: everything but SQLite and the kept tubes
  std::size_t sqlite = 0;  // its page cache fills up to a limit, anew after each start
  std::size_t kept = 0;    // the tubes
  std::size_t large = 0;   // number of large blocks
};
[[nodiscard]] Heap heap_in_use(const Durable& durable);

}  // namespace dk::kiosk::sampling
