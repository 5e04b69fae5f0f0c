#include "base/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

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

}  // namespace dk
