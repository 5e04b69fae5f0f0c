// links: dk_codes
#include <cstdlib>

#include "base/codes/zlib_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxBytes = 8192;
  const auto plain = dk::codes::inflate_bounded(dk::ByteView(data, size), kMaxBytes);
  if (!plain) return 0;
  if (plain->size() > kMaxBytes) std::abort();
  const auto again = dk::codes::inflate_bounded(*dk::codes::deflate(*plain), kMaxBytes);
  if (!again || *again != *plain) std::abort();
  return 0;
}
