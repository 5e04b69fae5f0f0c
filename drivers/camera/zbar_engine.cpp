#include <zbar.h>

#include <algorithm>
#include <optional>

#include "drivers/camera/engines.h"

namespace dk::drivers {
namespace {

struct Format {
  zbar::zbar_symbol_type_t theirs;
  SymbolFormat ours;
  const char* aim;
};
constexpr std::array kFormats = {Format{zbar::ZBAR_QRCODE, SymbolFormat::QRCode, "]Q1"},
                                 Format{zbar::ZBAR_CODE128, SymbolFormat::Code128, "]C0"},
                                 Format{zbar::ZBAR_CODE93, SymbolFormat::Code93, "]G0"},
                                 Format{zbar::ZBAR_CODE39, SymbolFormat::Code39, "]A0"},
                                 Format{zbar::ZBAR_EAN13, SymbolFormat::EAN13, "]E0"},
                                 Format{zbar::ZBAR_EAN8, SymbolFormat::EAN8, "]E4"},
                                 Format{zbar::ZBAR_I25, SymbolFormat::ITF, "]I0"},
                                 Format{zbar::ZBAR_CODABAR, SymbolFormat::Codabar, "]F0"}};

constexpr unsigned long kGrey = 'Y' | '8' << 8 | '0' << 16 | static_cast<unsigned long>('0') << 24;

struct DestroyImage {
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

// A QR code has its four corners; a bar code has a cloud of points along the lines that read it.
Corners corners_of(const zbar::zbar_symbol_t* symbol) {
  const unsigned count = zbar::zbar_symbol_get_loc_size(symbol);
  const auto point = [symbol](unsigned i) {
    return PixelPoint{static_cast<double>(zbar::zbar_symbol_get_loc_x(symbol, i)),
                      static_cast<double>(zbar::zbar_symbol_get_loc_y(symbol, i))};
  };
  if (count == 4) return {point(0), point(3), point(2), point(1)};  // counter-clockwise
  PixelPoint low = count > 0 ? point(0) : PixelPoint{};
  PixelPoint high = low;
  for (unsigned i = 1; i < count; ++i) {
    const PixelPoint at = point(i);
    low = {std::min(low.x, at.x), std::min(low.y, at.y)};
    high = {std::max(high.x, at.x), std::max(high.y, at.y)};
  }
  return {low, {high.x, low.y}, high, {low.x, high.y}};
}

}  // namespace

struct ZbarEngine::Scanner {
  struct Destroy {
    void operator()(zbar::zbar_image_scanner_t* scanner) const {
      zbar::zbar_image_scanner_destroy(scanner);
    }
  };
  std::unique_ptr<zbar::zbar_image_scanner_t, Destroy> scanner;
  std::unique_ptr<zbar::zbar_image_t, DestroyImage> image;
};

ZbarEngine::ZbarEngine() : scanner_(std::make_unique<Scanner>()) {
  scanner_->scanner.reset(zbar::zbar_image_scanner_create());
  scanner_->image.reset(zbar::zbar_image_create());
  auto* scanner = scanner_->scanner.get();
  if (scanner == nullptr || !scanner_->image) return;
  zbar::zbar_image_set_format(scanner_->image.get(), kGrey);
  zbar::zbar_image_scanner_set_config(scanner, zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  for (const Format& format : kFormats) {
    zbar::zbar_image_scanner_set_config(scanner, format.theirs, zbar::ZBAR_CFG_ENABLE, 1);
  }
  // Without it ZBar guesses a character set and rewrites the bytes.
  zbar::zbar_image_scanner_set_config(scanner, zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
}

ZbarEngine::~ZbarEngine() = default;

std::vector<Symbol> ZbarEngine::read(const GreyFrame& frame, int density) {
  auto* scanner = scanner_->scanner.get();
  auto* image = scanner_->image.get();
  std::vector<Symbol> symbols;
  if (scanner == nullptr || image == nullptr) return symbols;
  zbar::zbar_image_scanner_set_config(scanner, zbar::ZBAR_NONE, zbar::ZBAR_CFG_X_DENSITY, density);
  zbar::zbar_image_scanner_set_config(scanner, zbar::ZBAR_NONE, zbar::ZBAR_CFG_Y_DENSITY, density);
  zbar::zbar_image_set_size(image, static_cast<unsigned>(frame.width),
                            static_cast<unsigned>(frame.height));
  zbar::zbar_image_set_data(image, frame.grey.data(), frame.grey.size(), nullptr);
  const int found = zbar::zbar_scan_image(scanner, image);
  for (const auto* symbol = found > 0 ? zbar::zbar_image_first_symbol(image) : nullptr;
       symbol != nullptr; symbol = zbar::zbar_symbol_next(symbol)) {
    for (const Format& format : kFormats) {
      if (zbar::zbar_symbol_get_type(symbol) != format.theirs) continue;
      const auto* data = reinterpret_cast<const std::uint8_t*>(zbar::zbar_symbol_get_data(symbol));
      const auto length = zbar::zbar_symbol_get_data_length(symbol);
      if (length == 0) continue;
      symbols.push_back(
          {format.ours, Bytes(data, data + length), format.aim, {}, corners_of(symbol)});
    }
  }
  zbar::zbar_image_set_data(image, nullptr, 0, nullptr);  // the frame is the caller's again
  return symbols;
}

}  // namespace dk::drivers
