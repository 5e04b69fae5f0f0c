#include "drivers/scanner/emulator/picture.h"

#include <zbar.h>

#include <memory>

namespace dk::drivers {
namespace {

struct DestroyScanner {
  void operator()(zbar::zbar_image_scanner_t* scanner) const {
    zbar::zbar_image_scanner_destroy(scanner);
  }
};
struct DestroyImage {
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

std::string aim_of(zbar::zbar_symbol_type_t type) {
  switch (type) {
    case zbar::ZBAR_QRCODE:
      return "]Q1";
    case zbar::ZBAR_CODE128:
      return "]C0";
    case zbar::ZBAR_CODE39:
      return "]A0";
    case zbar::ZBAR_CODE93:
      return "]G0";
    case zbar::ZBAR_CODABAR:
      return "]F0";
    case zbar::ZBAR_I25:
      return "]I0";
    case zbar::ZBAR_EAN8:
      return "]E4";
    case zbar::ZBAR_EAN13:
    case zbar::ZBAR_UPCA:
    case zbar::ZBAR_UPCE:
      return "]E0";
    case zbar::ZBAR_DATABAR:
    case zbar::ZBAR_DATABAR_EXP:
      return "]e0";
    default:
      return "]X0";
  }
}

}  // namespace

Result<PictureCode> read_code(const GreyPicture& picture) {
  const std::unique_ptr<zbar::zbar_image_scanner_t, DestroyScanner> scanner(
      zbar::zbar_image_scanner_create());
  const std::unique_ptr<zbar::zbar_image_t, DestroyImage> image(zbar::zbar_image_create());
  if (!scanner || !image) return fail(FailureCode::internal, "ZBar has no memory");
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 1);
  // Without it ZBar guesses a character set and rewrites the bytes.
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
  constexpr unsigned long kGrey =
      'Y' | '8' << 8 | '0' << 16 | static_cast<unsigned long>('0') << 24;
  zbar::zbar_image_set_format(image.get(), kGrey);
  zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(picture.width),
                            static_cast<unsigned>(picture.height));
  zbar::zbar_image_set_data(image.get(), picture.grey.data(), picture.grey.size(), nullptr);
  if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) {
    return fail(FailureCode::not_found, "no code in the picture");
  }
  const auto* symbol = zbar::zbar_image_first_symbol(image.get());
  const auto* data = reinterpret_cast<const std::uint8_t*>(zbar::zbar_symbol_get_data(symbol));
  return PictureCode{Bytes(data, data + zbar::zbar_symbol_get_data_length(symbol)),
                     aim_of(zbar::zbar_symbol_get_type(symbol))};
}

Result<PictureCode> read_code_from_file(const std::string& path) {
  DK_TRY(picture, read_png(path));
  return read_code(picture);
}

}  // namespace dk::drivers
