// links: dk_emulators
// decodes: drivers/receipt-printer/codec.cpp drivers/receipt-printer/characters.cpp
// decodes: drivers/receipt-printer/raster.cpp
// Names and codes as strangers write them, on their way to the paper: nothing in a text becomes a
// command. The emulated printer, written from the manual, reads what the encoder made.
#include <cstdlib>

#include "drivers/receipt-printer/codec.h"
#include "drivers/receipt-printer/emulator/escpos.h"
#include "drivers/receipt-printer/raster.h"

namespace {

using namespace dk::drivers;

class NoLetters : public TextRasterizer {
 public:
  dk::Result<RasterImage> cell(char32_t, int width, int height, bool) override {
    return make_raster(kCellWidthDots * width, kCellHeightDots * height);
  }
  int columns(char32_t character) override { return character < 0x80 ? 1 : 2; }
};

PrintItem item_of(std::uint8_t kind, std::string text) {
  const auto size = static_cast<int>(kind >> 4);
  if (kind % 4 == 0) return QrItem{.text = std::move(text), .module_dots = size};
  if (kind % 4 == 1) return Code128Item{.text = std::move(text), .height_dots = size * 10};
  return TextLine{.text = std::move(text), .width = size % 4 + 1, .bold = kind % 4 == 3};
}

}  // namespace

// The first byte is the printer, the second the item, the rest its text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 600) return 0;
  const PrinterProfile profile{.width_dots = (data[0] & 1) != 0 ? 384 : 576,
                               .chinese_mode = (data[0] & 2) == 0,
                               .native_qr = (data[0] & 4) == 0,
                               .native_code128 = (data[0] & 8) == 0};
  NoLetters letters;
  const PrintPage page{
      {item_of(data[1], std::string(dk::as_text({data + 2, size - 2}))), CutItem{}}};
  const auto bytes = encode_page(page, profile, letters);
  if (!bytes) return 0;
  if (holds_real_time_command(*bytes)) std::abort();
  Paper paper(profile.width_dots);
  int cuts = 0;
  const auto never = [](auto) { std::abort(); };
  EscPos printer({}, paper, letters, {[&](bool) { ++cuts; }, never, never, never});
  dk::ByteView rest(*bytes);
  while (const std::size_t used = printer.execute(rest)) rest = rest.subspan(used);
  if (!rest.empty() || cuts != 1 || printer.unknown_commands() != 0) std::abort();
  return 0;
}
