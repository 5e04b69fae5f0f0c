#include "flows/documents/picture.h"

#include <png.h>

#include "flows/documents/limits.h"

namespace dk::documents {

std::expected<Picture, std::string> read_png(std::string_view bytes, std::int64_t most_dots) {
  if (bytes.size() > limits::kPictureBytes) {
    return std::unexpected("the picture has more bytes than the limit picture_bytes");
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
    return std::unexpected("the file is no PNG picture");
  }
  if (std::int64_t{image.width} * image.height > most_dots) {
    png_image_free(&image);
    return std::unexpected("the pictures have more dots than the limit picture_dots");
  }
  image.format = PNG_FORMAT_RGBA;
  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.rgba.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, picture.rgba.data(), 0, nullptr) == 0) {
    return std::unexpected("the picture is damaged");
  }
  return picture;
}

}  // namespace dk::documents
