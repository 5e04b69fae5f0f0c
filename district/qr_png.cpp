#include "district/qr_png.h"

#include <png.h>

#include "base/codes/symbols.h"

namespace dk::district {
namespace {

constexpr int kQuietModules = 4;

}  // namespace

Result<Bytes> qr_png(std::string_view text, int module_px) {
  DK_TRY(symbol, codes::make_qr(text, codes::QrLevel::M));
  const int side = (symbol.width + 2 * kQuietModules) * module_px;
  const auto side_px = static_cast<std::size_t>(side);
  // One byte a pixel here; libpng's simplified interface has no 1-bit form and deflate does not
  // mind.
  Bytes pixels(side_px * side_px, 0xFF);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int column = x / module_px - kQuietModules;
      const int row = y / module_px - kQuietModules;
      if (column < 0 || row < 0 || column >= symbol.width || row >= symbol.width) continue;
      const auto at = static_cast<std::size_t>(row * symbol.width + column);
      if (symbol.modules[at] != 0) {
        pixels[static_cast<std::size_t>(y) * side_px + static_cast<std::size_t>(x)] = 0;
      }
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(side);
  image.height = static_cast<png_uint_32>(side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) == 0) {
    return fail(FailureCode::internal, "libpng");
  }
  Bytes png(size);
  if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels.data(), 0, nullptr) == 0) {
    return fail(FailureCode::internal, "libpng");
  }
  png.resize(size);
  return png;
}

}  // namespace dk::district
