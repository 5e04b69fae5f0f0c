// The project's own set of models, in the form of the DMN TCK: every hit policy and aggregation,
// every boxed kind, imports, services, types; written in DMN 1.2 to 1.5.
#include <gtest/gtest.h>

#include <cstdint>

#include "flows/main/tck.h"

namespace dk::flows {
namespace {

std::vector<TckResult> own_set() {
  return run_tck(std::string(DK_PROJECT_DIR) + "/flows/dmn/testdata");
}

TEST(OwnSet, every_expected_result) {
  const auto results = own_set();
  EXPECT_GE(results.size(), 115U);
  for (const TckResult& result : results) {
    EXPECT_TRUE(result.passed) << result.file << ' ' << result.test_case << ' ' << result.node
                               << ": " << result.why;
  }
}

// A decision is evidence: another build of the same version must find the same, to the last digit.
// A change of the set changes the number; a change of the number without one is a bug.
TEST(OwnSet, results_are_the_same_bit_for_bit_in_every_build) {
  std::uint64_t digest = 0xcbf29ce484222325;  // FNV-1a
  for (const TckResult& result : own_set()) {
    for (const char c : result.node + "=" + result.found + "\n") {
      digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
  }
  EXPECT_EQ(digest, 10358751315984542655U);
}

}  // namespace
}  // namespace dk::flows
