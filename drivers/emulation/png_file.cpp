#include "drivers/emulation/png_file.h"

#include <png.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

constexpr std::uintmax_t kMaxFileBytes = 20'000'000;
constexpr std::int64_t kMaxDots = 40'000'000;
constexpr png_uint_32 kDotsPerMetre = 7992;  // 203 dpi

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// The plain part that libpng may leave by longjmp: nothing in it has a destructor to run.
bool write_rows(png_structp png, png_infop info, std::FILE* file, const RasterImage& image) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;  // NOLINT: libpng's error way
  png_init_io(png, file);
  png_set_IHDR(png, info, static_cast<png_uint_32>(image.width_dots),
               static_cast<png_uint_32>(image.height_dots), 1, PNG_COLOR_TYPE_GRAY,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs(png, info, kDotsPerMetre, kDotsPerMetre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  png_set_invert_mono(png);  // ours: 1 = black
  for (int y = 0; y < image.height_dots; ++y) {
    png_write_row(png,
                  image.rows.data() + static_cast<std::size_t>(y) * row_bytes(image.width_dots));
  }
  png_write_end(png, info);
  return true;
}

}  // namespace

Result<GreyPicture> read_png(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return fail(FailureCode::not_found, "no picture there");
  if (size > kMaxFileBytes) return fail(FailureCode::invalid_argument, "picture file too large");
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
    return fail(FailureCode::unsupported, "not a PNG picture");
  }
  GreyPicture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  if (std::int64_t{picture.width} * picture.height > kMaxDots) {
    png_image_free(&image);
    return fail(FailureCode::invalid_argument, "picture too large");
  }
  image.format = PNG_FORMAT_GRAY;
  picture.grey.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, picture.grey.data(), 0, nullptr) == 0) {
    return fail(FailureCode::data_damaged, "damaged PNG picture");
  }
  return picture;
}

Status write_png(const std::string& path, const RasterImage& image) {
  if (!is_whole(image)) return fail(FailureCode::invalid_argument, "empty picture");
  const std::string beside = path + ".part";
  {
    const File file(std::fopen(beside.c_str(), "wbe"));
    if (!file) return fail(FailureCode::io_error, "cannot write " + beside);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    const bool written = info != nullptr && write_rows(png, info, file.get(), image);
    png_destroy_write_struct(&png, &info);
    if (!written || std::fflush(file.get()) != 0) {
      return fail(FailureCode::io_error, "cannot write " + beside);
    }
  }
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  if (error) return fail(FailureCode::io_error, "cannot rename to " + path);
  return {};
}

}  // namespace dk::drivers
