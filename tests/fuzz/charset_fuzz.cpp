// links: dk_camera dk_codes
// decodes: drivers/camera/charset.cpp
// The first byte is the ECI that the symbol names, 255 = none.
#include <cstdlib>

#include "base/codes/utf8.h"
#include "drivers/camera/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  if (size < 1) return 0;
  const dk::ByteView bytes(data + 1, size - 1);
  const std::optional<int> eci = data[0] == 255 ? std::nullopt : std::optional<int>(data[0]);
  const auto text = text_of(bytes, eci);
  if (!text) return 0;
  if (!dk::codes::is_utf8(text->utf8) || text->charset.empty()) std::abort();
  if (text->utf8.find('\0') != std::string::npos) std::abort();
  if (text->charset == "UTF-8" && text->utf8 != dk::as_text(bytes)) std::abort();
  return 0;
}
