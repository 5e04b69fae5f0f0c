// links: dk_codes
// decodes: base/codes/base45.cpp
#include <cstdlib>

#include "base/codes/base45.h"

namespace {

// Strict: a text that decodes is the only text of its bytes.
void check(std::string_view text) {
  const auto bytes = dk::codes::base45_decode(text);
  if (bytes && dk::codes::base45_encode(*bytes) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dk::ByteView input(data, size);
  check(dk::as_text(input));
  // The same within the alphabet: few random bytes are, and the end of a text is what matters.
  std::string letters;
  for (const std::uint8_t byte : input) {
    letters += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[byte % 45];
  }
  check(letters);
  if (*dk::codes::base45_decode(dk::codes::base45_encode(input)) != dk::Bytes(data, data + size)) {
    std::abort();
  }
  return 0;
}
