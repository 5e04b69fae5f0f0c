// links: dk_emulators
// decodes: drivers/receipt-printer/emulator/escpos.cpp
// decodes: drivers/receipt-printer/emulator/escpos_data.cpp
// decodes: drivers/receipt-printer/emulator/gb18030.cpp
// The emulated printer's interpreter: any bytes, no paper longer than two metres.
#include <algorithm>
#include <cstdlib>

#include "drivers/receipt-printer/emulator/escpos.h"
#include "drivers/receipt-printer/raster.h"

namespace {

class NoLetters : public dk::drivers::TextRasterizer {
 public:
  dk::Result<dk::drivers::RasterImage> cell(char32_t, int width, int height, bool) override {
    return dk::drivers::make_raster(dk::drivers::kCellWidthDots * width,
                                    dk::drivers::kCellHeightDots * height);
  }
  int columns(char32_t character) override { return character < 0x80 ? 1 : 2; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  Paper paper(384);
  NoLetters letters;
  EscPos printer(
      {}, paper, letters,
      {[&](bool) { paper.tear(); }, [](int) {}, [](std::uint8_t) {}, [](std::uint8_t) {}});
  dk::ByteView rest(data, std::min<std::size_t>(size, 4096));
  while (const std::size_t used = printer.execute(rest)) {
    if (used > rest.size()) std::abort();
    rest = rest.subspan(used);
  }
  if (paper.rows() > 16'000) std::abort();
  return 0;
}
