// Photographs with their texts that other people took (KIOSK_SHARED/qr, not part of this
// repository): per folder at least as good as the better of the two libraries alone, measured here
// and now, and nothing where there is nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "drivers/camera/charset.h"
#include "drivers/camera/decoder.h"
#include "drivers/camera/picture_file.h"

namespace dk::drivers {
namespace {

namespace fs = std::filesystem;

fs::path corpus_root() {
  const char* shared = std::getenv("KIOSK_SHARED");
  return (shared != nullptr ? fs::path(shared) : fs::path(DK_PROJECT_DIR) / "../shared") / "qr";
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Score {
  int pictures = 0;
  int ours = 0;
  int zbar = 0;
  int zxing = 0;
};

bool has(const std::vector<Symbol>& symbols, const std::string& truth) {
  return std::ranges::any_of(symbols, [&](const Symbol& symbol) {
    const auto text = text_of(symbol.bytes, symbol.eci);
    return as_text(symbol.bytes) == truth || (text && text->utf8 == truth);
  });
}

TEST(QrCorpus, every_folder_as_good_as_the_better_library) {
  if (!fs::is_directory(corpus_root())) {
    GTEST_SKIP() << "the photographs are not at " << corpus_root() << " (set KIOSK_SHARED)";
  }
  const SimulatedClock clock{TimePoint{}};  // the budget never ends
  SymbolDecoder decoder(clock);
  ZbarEngine zbar;
  std::map<std::string, Score> folders;
  for (const auto& entry : fs::recursive_directory_iterator(corpus_root())) {
    const fs::path path = entry.path();
    if (path.extension() != ".png" && path.extension() != ".jpg" && path.extension() != ".webp") {
      continue;
    }
    const std::string file = content(path);
    const auto picture = read_picture(as_bytes(file));
    ASSERT_TRUE(picture) << path << ": " << picture.error().detail;
    const auto symbols = decoder.decode(picture->frame);
    const std::string folder = path.parent_path().filename().string();
    Score& score = folders[folder];
    ++score.pictures;
    if (folder.starts_with("falsepositives")) {
      EXPECT_TRUE(symbols.empty()) << path;
      continue;
    }
    fs::path beside = path;
    if (!fs::exists(beside.replace_extension(".txt"))) beside.replace_extension(".bin");
    const std::string truth = content(beside);
    ASSERT_FALSE(truth.empty()) << path;
    score.ours += has(symbols, truth);
    score.zbar += has(zbar.read(picture->frame), truth);
    score.zxing += has(read_with_zxing(picture->frame, ZxingEffort::Thorough), truth);
  }
  EXPECT_FALSE(folders.empty());
  for (const auto& [name, score] : folders) {
    std::printf("%-18s %3d pictures: ours %3d, ZBar %3d, ZXing %3d\n", name.c_str(), score.pictures,
                score.ours, score.zbar, score.zxing);
    EXPECT_GE(score.ours, std::max(score.zbar, score.zxing)) << name;
  }
}

}  // namespace
}  // namespace dk::drivers
