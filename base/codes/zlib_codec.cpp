#include "base/codes/zlib_codec.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace dk::codes {
namespace {

constexpr std::size_t kMaxPlainBytes = std::size_t{1} << 20;

struct InflateStream {
  z_stream z{};
  bool open = false;
  InflateStream() { open = inflateInit(&z) == Z_OK; }
  ~InflateStream() {
    if (open) inflateEnd(&z);
  }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;
};

// zlib skips the bits between the last block and the next byte unseen; we look at them. With
// Z_BLOCK inflate stops there and tells their number (zlib.h, data_type).
bool padding_is_zero(const z_stream& z) {
  const unsigned unused = static_cast<unsigned>(z.data_type) & 7U;
  return unused == 0 || (z.next_in[-1] >> (8U - unused)) == 0;
}

}  // namespace

Result<Bytes> inflate_bounded(ByteView zlib, std::size_t max_bytes) {
  if (zlib.size() > std::numeric_limits<uInt>::max()) {
    return fail(FailureCode::code_too_large, "zlib: input");
  }
  InflateStream stream;
  if (!stream.open) return fail(FailureCode::internal, "zlib: no memory");
  z_stream& z = stream.z;
  // zlib wants a pointer to non-const and only reads.
  z.next_in = const_cast<Bytef*>(zlib.data());
  z.avail_in = static_cast<uInt>(zlib.size());

  Bytes plain;
  std::array<std::uint8_t, 2048> chunk;
  for (;;) {
    z.next_out = chunk.data();
    z.avail_out = static_cast<uInt>(chunk.size());
    const uInt in_before = z.avail_in;
    const int answer = ::inflate(&z, Z_BLOCK);
    const std::size_t made = chunk.size() - z.avail_out;
    if (answer != Z_OK && answer != Z_STREAM_END) {
      return fail(FailureCode::code_malformed, "zlib: damaged");
    }
    if (plain.size() + made > max_bytes) return fail(FailureCode::code_too_large, "zlib: output");
    append(plain, ByteView(chunk.data(), made));
    if (answer == Z_STREAM_END) break;
    const bool end_of_last_block = (z.data_type & 192) == 192;
    if (end_of_last_block && !padding_is_zero(z)) {
      return fail(FailureCode::code_malformed, "zlib: padding");
    }
    if (made == 0 && z.avail_in == in_before && z.avail_in == 0) {
      return fail(FailureCode::code_malformed, "zlib: cut");
    }
  }
  if (z.avail_in != 0) return fail(FailureCode::code_malformed, "zlib: bytes after the end");
  return plain;
}

Result<Bytes> deflate(ByteView plain) {
  if (plain.size() > kMaxPlainBytes) return fail(FailureCode::invalid_argument, "zlib: too large");
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  Bytes packed(size);
  if (compress2(packed.data(), &size, plain.data(), static_cast<uLong>(plain.size()),
                Z_BEST_COMPRESSION) != Z_OK) {
    return fail(FailureCode::internal, "zlib: deflate");
  }
  packed.resize(size);
  return packed;
}

}  // namespace dk::codes
