// links: dk_base
// decodes: base/bytes.cpp base/clock.cpp base/uuid.cpp
// Hex, base64, UUID and RFC 3339: what is accepted says itself again.
#include <cstdlib>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/uuid.h"

namespace {
void must(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const dk::ByteView bytes(data, size);
  const std::string_view text = dk::as_text(bytes);
  must(dk::from_hex(dk::to_hex(bytes)) == dk::Bytes(bytes.begin(), bytes.end()));
  must(dk::from_base64(dk::to_base64(bytes)) == dk::Bytes(bytes.begin(), bytes.end()));
  if (const auto read = dk::from_hex(text)) must(dk::from_hex(dk::to_hex(*read)) == read);
  if (const auto read = dk::from_base64(text)) must(dk::from_base64(dk::to_base64(*read)) == read);
  if (const auto read = dk::uuid_from_string(text)) {
    must(dk::uuid_from_string(dk::to_string(*read)) == read);
  }
  if (const auto read = dk::from_rfc3339(text)) {
    // Offsets can lead out of the four-digit years, which are not written.
    const std::string again = dk::to_rfc3339(*read);
    must(dk::to_rfc3339(*dk::from_rfc3339(again)) == again);
  }
  return 0;
}
