#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <charconv>
#include <exception>

#include "drivers/camera/engines.h"

namespace dk::drivers {
namespace {

// Micro QR stays off: libzxing 1.4 ends the process on some pictures when it is on. UPC-A is off so
// that it is read as the EAN-13 that it is. MaxiCode and DataBar are not used here and would be
// found where nothing is.
constexpr std::array kFormats = {
    std::pair{ZXing::BarcodeFormat::QRCode, SymbolFormat::QRCode},
    std::pair{ZXing::BarcodeFormat::DataMatrix, SymbolFormat::DataMatrix},
    std::pair{ZXing::BarcodeFormat::Aztec, SymbolFormat::Aztec},
    std::pair{ZXing::BarcodeFormat::PDF417, SymbolFormat::PDF417},
    std::pair{ZXing::BarcodeFormat::Code128, SymbolFormat::Code128},
    std::pair{ZXing::BarcodeFormat::Code93, SymbolFormat::Code93},
    std::pair{ZXing::BarcodeFormat::Code39, SymbolFormat::Code39},
    std::pair{ZXing::BarcodeFormat::EAN13, SymbolFormat::EAN13},
    std::pair{ZXing::BarcodeFormat::EAN8, SymbolFormat::EAN8},
    std::pair{ZXing::BarcodeFormat::ITF, SymbolFormat::ITF},
    std::pair{ZXing::BarcodeFormat::Codabar, SymbolFormat::Codabar}};

ZXing::BarcodeFormats wanted(bool bars_only) {
  ZXing::BarcodeFormats formats;
  for (const auto& [theirs, ours] : kFormats) {
    if (!bars_only || is_linear(ours)) formats |= theirs;
  }
  return formats;
}

// ZXing writes the bytes "following the ECI protocol": "\" and six digits before the characters of
// each set, "\" doubled. One set for the whole symbol is what we can use.
std::optional<int> named_charset(const ZXing::Result& result) {
  const ZXing::ByteArray eci = result.bytesECI();
  std::optional<int> found;
  for (std::size_t at = 0; at < eci.size(); ++at) {
    if (eci[at] != '\\') continue;
    if (at + 1 < eci.size() && eci[at + 1] == '\\') {
      ++at;
      continue;
    }
    if (at + 7 > eci.size()) return std::nullopt;
    const auto* digits = reinterpret_cast<const char*>(eci.data()) + at + 1;
    int number = 0;
    if (std::from_chars(digits, digits + 6, number).ptr != digits + 6) return std::nullopt;
    if (found && *found != number) return std::nullopt;
    found = number;
    at += 6;
  }
  return found;
}

}  // namespace

std::vector<Symbol> read_with_zxing(const GreyFrame& frame, ZxingEffort effort) {
  std::vector<Symbol> symbols;
  try {
    const bool thorough = effort == ZxingEffort::Thorough;
    const auto hints = ZXing::DecodeHints()
                           .setFormats(wanted(effort == ZxingEffort::Bars))
                           .setTryHarder(thorough)
                           .setTryRotate(effort != ZxingEffort::Quick)
                           .setReturnCodabarStartEnd(true)  // as ZBar does
                           .setTryDownscale(false);         // the decoder has scales of its own
    const ZXing::ImageView view(frame.grey.data(), frame.width, frame.height,
                                ZXing::ImageFormat::Lum);
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
      for (const auto& [theirs, ours] : kFormats) {
        if (result.format() != theirs || !result.isValid() || result.bytes().empty()) continue;
        Symbol symbol{ours, result.bytes(), result.symbologyIdentifier(), {}, {}};
        symbol.eci = named_charset(result);
        for (std::size_t i = 0; i < 4; ++i) {
          const auto& corner = result.position()[i];
          symbol.corners[i] = {static_cast<double>(corner.x), static_cast<double>(corner.y)};
        }
        symbols.push_back(std::move(symbol));
      }
    }
  } catch (const std::exception&) {
    return symbols;
  }
  return symbols;
}

}  // namespace dk::drivers
