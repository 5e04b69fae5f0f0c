// links: dk_codes
#include <cstdlib>

#include "base/codes/base45.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dk::ByteView input(data, size);
  const auto bytes = dk::codes::base45_decode(dk::as_text(input));
  // Strict: a text that decodes is the only text of its bytes.
  if (bytes && dk::codes::base45_encode(*bytes) != dk::as_text(input)) std::abort();
  if (*dk::codes::base45_decode(dk::codes::base45_encode(input)) != dk::Bytes(data, data + size)) {
    std::abort();
  }
  return 0;
}
