// links: dk_codes
// decodes: base/codes/zlib_codec.cpp
#include <algorithm>
#include <cstdlib>

#include "base/codes/zlib_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxBytes = 8192;
  const auto plain = dk::codes::inflate_bounded(dk::ByteView(data, size), kMaxBytes);
  if (plain) {
    if (plain->size() > kMaxBytes) std::abort();
    const auto again = dk::codes::inflate_bounded(*dk::codes::deflate(*plain), kMaxBytes);
    if (!again || *again != *plain) std::abort();
  }
  // A good stream of any length (two bytes of it, then what it repeats): taken up to the bound and
  // not by one byte more. A fuzzer alone does not find the sum at a stream's end.
  if (size < 3) return 0;
  dk::Bytes content(static_cast<std::size_t>(data[0]) << 8 | data[1]);
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = data[2 + i % (size - 2)];
  const auto good = dk::codes::inflate_bounded(*dk::codes::deflate(content), kMaxBytes);
  if (good.has_value() != (content.size() <= kMaxBytes)) std::abort();
  if (good && *good != content) std::abort();
  return 0;
}
