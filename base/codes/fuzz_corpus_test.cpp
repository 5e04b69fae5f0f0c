// The kept corpora of the fuzz targets, replayed through the very bodies of those targets, so that
// what once broke (and each kind of input) is looked at in every ordinary build.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#define LLVMFuzzerTestOneInput dk_fuzz_base45
#include "tests/fuzz/base45_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_inflate
#include "tests/fuzz/inflate_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_cbor
#include "tests/fuzz/cbor_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_cose
#include "tests/fuzz/cose_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_identity_code
#include "tests/fuzz/identity_code_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_health_certificate
#include "tests/fuzz/health_certificate_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_scanned
#include "tests/fuzz/scanned_fuzz.cpp"
#undef LLVMFuzzerTestOneInput

namespace dk::codes {
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
    // And a few neighbours of each.
    for (int i = 0; i < 200 && !input.empty(); ++i) {
      Bytes neighbour = input;
      neighbour[random.below(neighbour.size())] = random.bytes(1)[0];
      if (i % 4 == 0) neighbour.resize(random.below(neighbour.size() + 1));
      target(neighbour.data(), neighbour.size());
    }
  }
  EXPECT_GT(inputs, 2) << "a corpus has something in it";
}

TEST(FuzzCorpus, base45) { replay("base45", dk_fuzz_base45); }
TEST(FuzzCorpus, inflate) { replay("inflate", dk_fuzz_inflate); }
TEST(FuzzCorpus, cbor) { replay("cbor", dk_fuzz_cbor); }
TEST(FuzzCorpus, cose) { replay("cose", dk_fuzz_cose); }
TEST(FuzzCorpus, identity_code) { replay("identity_code", dk_fuzz_identity_code); }
TEST(FuzzCorpus, health_certificate) { replay("health_certificate", dk_fuzz_health_certificate); }
TEST(FuzzCorpus, scanned) { replay("scanned", dk_fuzz_scanned); }

}  // namespace
}  // namespace dk::codes
