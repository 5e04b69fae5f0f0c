#include <charconv>

#include "drivers/camera/frame_source.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kMaxAddressBytes = 512;
constexpr int kMaxSide = 8192;

std::unexpected<Failure> wrong(std::string detail) {
  return fail(FailureCode::config_invalid, "camera address: " + std::move(detail));
}

Status read_option(std::string_view option, V4l2Address& address) {
  const auto equals = option.find('=');
  if (equals == std::string_view::npos) return wrong("options are key=value");
  const std::string_view key = option.substr(0, equals);
  const std::string_view value = option.substr(equals + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < 16 ||
      number > kMaxSide) {
    return wrong("width and height are 16 to 8192");
  }
  if (key != "width" && key != "height") return wrong("options are width and height");
  (key == "width" ? address.width : address.height) = number;
  return {};
}

bool is_path(std::string_view path) {
  return path.starts_with('/') && path.find('\0') == std::string_view::npos;
}

}  // namespace

Result<CameraAddress> parse_camera_address(std::string_view text) {
  if (text.size() > kMaxAddressBytes) return wrong("too long");
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return wrong("SCHEME:PLACE");
  const std::string_view scheme = text.substr(0, colon);
  std::string_view place = text.substr(colon + 1);
  if (scheme == "frames") {
    if (!is_path(place)) return wrong("frames:/FOLDER");
    return FolderAddress{std::string(place)};
  }
  if (scheme != "v4l2") return fail(FailureCode::unsupported, "not an address of a camera");
  V4l2Address address;
  const auto question = place.find('?');
  std::string_view options =
      question == std::string_view::npos ? std::string_view() : place.substr(question + 1);
  place = place.substr(0, question);
  if (!is_path(place)) return wrong("v4l2:/dev/videoN");
  while (!options.empty()) {
    const auto end = options.find('&');
    DK_CHECK(read_option(options.substr(0, end), address));
    options = end == std::string_view::npos ? std::string_view() : options.substr(end + 1);
  }
  address.path = place;
  return address;
}

FrameSourceFactory system_frame_sources() {
  return [](std::string_view text) -> Result<std::unique_ptr<FrameSource>> {
    DK_TRY(address, parse_camera_address(text));
    if (auto* camera = std::get_if<V4l2Address>(&address)) {
      return make_v4l2_source(std::move(*camera));
    }
    return make_folder_source(std::move(std::get<FolderAddress>(address)));
  };
}

}  // namespace dk::drivers
