// For tests only: which suite this run of a test program is about. ctest starts the programs that
// seal and sign a second time with DK_TEST_SUITE=shangmi; their fixtures take keys and policy here.
#pragma once

#include <cstdlib>

#include "base/crypto/suite.h"

namespace dk::crypto::test {

inline Suite test_suite() {
  const char* name = std::getenv("DK_TEST_SUITE");
  if (name == nullptr || *name == '\0') return Suite::International;
  const auto suite = suite_from_name(name);
  if (!suite) std::abort();  // a run that would prove nothing
  return *suite;
}

}  // namespace dk::crypto::test
