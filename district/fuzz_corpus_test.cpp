// The kept corpora of the fuzz targets, replayed through the very bodies of those targets.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"

#define LLVMFuzzerTestOneInput dk_fuzz_signing_request
#include "tests/fuzz/signing_request_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_byte_range
#include "tests/fuzz/byte_range_fuzz.cpp"
#undef LLVMFuzzerTestOneInput

namespace dk::district {
namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

void replay(const char* name, Target target) {
  const auto folder = std::filesystem::path(DK_PROJECT_DIR) / "tests/fuzz/corpus" / name;
  ASSERT_TRUE(std::filesystem::is_directory(folder)) << folder;
  SeededRandom random(1);
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const Bytes input{std::istreambuf_iterator<char>(stream), {}};
    target(input.data(), input.size());
    ++inputs;
    for (int i = 0; i < 100 && !input.empty(); ++i) {
      Bytes neighbour = input;
      neighbour[random.below(neighbour.size())] = random.bytes(1)[0];
      if (i % 4 == 0) neighbour.resize(random.below(neighbour.size() + 1));
      target(neighbour.data(), neighbour.size());
    }
  }
  EXPECT_GT(inputs, 2) << "a corpus has something in it";
}

TEST(FuzzCorpus, signing_request) { replay("signing_request", dk_fuzz_signing_request); }
TEST(FuzzCorpus, byte_range) { replay("byte_range", dk_fuzz_byte_range); }

}  // namespace
}  // namespace dk::district
