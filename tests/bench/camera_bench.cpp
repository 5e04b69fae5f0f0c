// How long a photograph takes and how many are read: ours, ZBar alone and ZXing-C++ alone, in turns
// over the same grey frames in memory:
//
//   camera_bench [FOLDER, not used]
//
// The photographs are those of KIOSK_SHARED/qr (../shared/qr); without them there is nothing to
// measure. Prints a row for each folder: read by each, median milliseconds of each.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "drivers/camera/charset.h"
#include "drivers/camera/decoder.h"
#include "drivers/camera/picture_file.h"

namespace {

using namespace dk;
using namespace dk::drivers;
namespace fs = std::filesystem;

constexpr int kRounds = 5;
constexpr std::array kNames = {"ours", "ZBar", "ZXing"};

struct Column {
  int read = 0;
  std::vector<double> ms;
};
struct Folder {
  int pictures = 0;
  std::array<Column, 3> columns;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

bool has(const std::vector<Symbol>& symbols, const std::string& truth) {
  return std::ranges::any_of(symbols, [&](const Symbol& symbol) {
    const auto text = text_of(symbol.bytes, symbol.eci);
    return as_text(symbol.bytes) == truth || (text && text->utf8 == truth);
  });
}

// The median of some rounds: other work on the machine hits all three alike.
void measure(const GreyFrame& frame, const std::string& truth, Folder& folder, Folder& together,
             const std::array<std::function<std::vector<Symbol>(const GreyFrame&)>, 3>& readers) {
  std::array<std::vector<double>, 3> times;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < readers.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      const auto symbols = readers[i](frame);
      const std::chrono::duration<double, std::milli> spent =
          std::chrono::steady_clock::now() - start;
      times[i].push_back(spent.count());
      if (round > 0) continue;
      const int read = truth.empty() ? !symbols.empty() : has(symbols, truth);
      folder.columns[i].read += read;
      together.columns[i].read += read;
    }
  }
  ++folder.pictures;
  ++together.pictures;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    folder.columns[i].ms.push_back(median(times[i]));
    together.columns[i].ms.push_back(median(times[i]));
  }
}

}  // namespace

int main() {
  const char* shared = std::getenv("KIOSK_SHARED");
  const fs::path root = fs::path(shared != nullptr ? shared : "../shared") / "qr";
  if (!fs::is_directory(root)) {
    std::printf("no photographs at %s: set KIOSK_SHARED\n", root.c_str());
    return 0;
  }
  const SystemClock clock;
  SymbolDecoder decoder(clock);
  ZbarEngine zbar;
  PosixFiles files;
  std::map<std::string, Folder> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto file = files.read(fs::absolute(entry.path()), kPictureMaxFileBytes);
    const auto picture = file ? read_picture(*file) : Result<Picture>(fail(FailureCode::not_found));
    if (!picture) continue;  // a text beside a picture
    std::string truth;
    for (const char* ending : {".txt", ".bin"}) {
      const auto text = files.read(fs::absolute(fs::path(entry.path()).replace_extension(ending)),
                                   kPictureMaxFileBytes);
      if (text) truth = as_text(*text);
    }
    const std::string name = entry.path().parent_path().filename();
    measure(picture->frame, truth, folders[name], folders["together"],
            {[&](const GreyFrame& frame) { return decoder.decode(frame); },
             [&](const GreyFrame& frame) { return zbar.read(frame); },
             [](const GreyFrame& frame) { return read_with_zxing(frame, ZxingEffort::Thorough); }});
  }
  for (const auto& [name, folder] : folders) {
    std::printf("%-18s %4d pictures", name.c_str(), folder.pictures);
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      std::printf(" | %s %3d, %6.2f ms", kNames[i], folder.columns[i].read,
                  median(folder.columns[i].ms));
    }
    std::printf("\n");
  }
  return 0;
}
