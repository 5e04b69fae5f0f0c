#include "base/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/secret.h"

namespace dk {

void forbid_core_dumps() {
  // The limit does not hold for cores that are piped to a program; not being dumpable holds for
  // all.
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    std::perror("cannot forbid core dumps");
    std::abort();
  }
}

void overwrite_freed_memory(char** argv) {
  // Without the caches of single threads: what lies in them is not overwritten.
  constexpr const char* kName = "GLIBC_TUNABLES";
  constexpr const char* kTunables = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0";
  const char* now = std::getenv(kName);
  if (now != nullptr && std::string_view(now) == kTunables) return;
  if (::setenv(kName, kTunables, 1) == 0) ::execv("/proc/self/exe", argv);
  std::perror("cannot start again with overwritten memory");
  std::abort();
}

void wipe_stack() {
  // Deeper than any frame of ours goes; a thread has eight megabytes.
  std::array<unsigned char, 512 * 1024> below;  // NOLINT: not initialised on purpose
  wipe(below.data(), below.size());
}

}  // namespace dk
