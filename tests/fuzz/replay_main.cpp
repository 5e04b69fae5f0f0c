// Runs every seed of a corpus through one fuzz target, without a fuzzer: `x_replay FOLDER`.
// A target says that something is wrong by ending the program; the seed's name is printed before.
// Exit codes: 0 all went through, 1 the folder is missing, empty or unreadable, 2 wrong usage.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

// Exactly as large as the file, so that a read behind its end is seen by a sanitizer.
bool replay(const fs::path& seed) {
  std::error_code error;
  const auto size = fs::file_size(seed, error);
  if (error) return false;
  const auto bytes = std::make_unique<std::uint8_t[]>(size);
  std::ifstream file(seed, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(bytes.get()), static_cast<std::streamsize>(size))) {
    return false;
  }
  LLVMFuzzerTestOneInput(bytes.get(), static_cast<std::size_t>(size));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
    return 2;
  }
  std::error_code error;
  std::vector<fs::path> seeds;
  for (const auto& entry : fs::directory_iterator(argv[1], error)) {
    if (entry.is_regular_file()) seeds.push_back(entry.path());
  }
  if (error || seeds.empty()) {
    std::fprintf(stderr, "no seeds in %s\n", argv[1]);
    return 1;
  }
  std::sort(seeds.begin(), seeds.end());
  for (const fs::path& seed : seeds) {
    std::fprintf(stderr, "%s\n", seed.c_str());
    if (!replay(seed)) {
      std::fprintf(stderr, "cannot read %s\n", seed.c_str());
      return 1;
    }
  }
  std::fprintf(stderr, "%zu seeds\n", seeds.size());
  return 0;
}
