// The kept corpora of the fuzz targets, replayed through the very bodies of those targets, so that
// what once broke (and each kind of input) is looked at in every ordinary build.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"

#define LLVMFuzzerTestOneInput dk_fuzz_envelope
#include "tests/fuzz/envelope_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_answer
#include "tests/fuzz/answer_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_batch
#include "tests/fuzz/batch_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_signed_objects
#include "tests/fuzz/signed_objects_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_site
#include "tests/fuzz/site_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_staff_roster
#include "tests/fuzz/staff_roster_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput dk_fuzz_key_person_list
#include "tests/fuzz/key_person_list_fuzz.cpp"
#undef LLVMFuzzerTestOneInput

namespace dk::wire {
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
    for (int i = 0; i < 100 && !input.empty(); ++i) {
      Bytes neighbour = input;
      neighbour[random.below(neighbour.size())] = random.bytes(1)[0];
      if (i % 4 == 0) neighbour.resize(random.below(neighbour.size() + 1));
      target(neighbour.data(), neighbour.size());
    }
  }
  EXPECT_GT(inputs, 2) << "a corpus has something in it";
}

TEST(FuzzCorpus, envelope) { replay("envelope", dk_fuzz_envelope); }
TEST(FuzzCorpus, answer) { replay("answer", dk_fuzz_answer); }
TEST(FuzzCorpus, batch) { replay("batch", dk_fuzz_batch); }
TEST(FuzzCorpus, signed_objects) { replay("signed_objects", dk_fuzz_signed_objects); }
TEST(FuzzCorpus, site) { replay("site", dk_fuzz_site); }
TEST(FuzzCorpus, staff_roster) { replay("staff_roster", dk_fuzz_staff_roster); }
TEST(FuzzCorpus, key_person_list) { replay("key_person_list", dk_fuzz_key_person_list); }

}  // namespace
}  // namespace dk::wire
