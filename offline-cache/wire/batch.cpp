// Push batches (envelope.h): NDJSON in zstd frames, bounded on both sides.
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/secret.h"
#include "offline-cache/wire/columns.h"
#include "offline-cache/wire/envelope.h"

namespace dk::wire {
namespace {

constexpr int kLevel = 3;
constexpr int kColumnsLevel = 15;  // 19 costs twice as much for nothing, 12 gives a tenth more
constexpr std::string_view kZstdCoding = "zstd";
constexpr std::string_view kColumnsCoding = "dk-columns, zstd";
constexpr int kWindowLog = 23;  // 8 MiB, RFC 9659

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, what);
}

// At most kMaxInflatedBytes, whatever the frames promise about themselves.
Result<Bytes> inflate(ByteView body) {
  const std::unique_ptr<ZSTD_DStream, FreeStream> stream(ZSTD_createDStream());
  if (!stream) return fail(FailureCode::internal, "zstd: no memory");
  ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, kWindowLog);
  Bytes out;
  Bytes piece(64 * 1024);
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  std::size_t hint = 1;  // 0 = the frame is whole
  while (true) {
    ZSTD_outBuffer to{piece.data(), piece.size(), 0};
    const std::size_t before = in.pos;
    hint = ZSTD_decompressStream(stream.get(), &to, &in);
    if (ZSTD_isError(hint) != 0) return malformed("batch: not zstd");
    if (out.size() + to.pos > kMaxInflatedBytes) return malformed("batch: too large inflated");
    append(out, {piece.data(), to.pos});
    if (in.pos == in.size && to.pos < to.size) break;
    if (in.pos == before && to.pos == 0) break;  // no progress: cannot happen, never loop
  }
  wipe(piece.data(), piece.size());
  if (hint != 0 || in.pos != in.size) return malformed("batch: the frame is cut");
  return out;
}

// Wipes `text`.
Result<Bytes> deflate(std::string& text, int level) {
  Bytes out(ZSTD_compressBound(text.size()));
  const std::size_t size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), level);
  wipe(text.data(), text.size());
  if (ZSTD_isError(size) != 0) return fail(FailureCode::internal, "batch: zstd");
  out.resize(size);
  return out;
}

Status check_lines(const std::vector<std::string>& lines) {
  if (lines.size() > kMaxBatchEvents) {
    return fail(FailureCode::invalid_argument, "batch: too many events");
  }
  std::size_t bytes = 0;
  for (const std::string& line : lines) {
    if (line.empty() || line.size() > kMaxLineBytes || line.find('\n') != std::string::npos) {
      return fail(FailureCode::invalid_argument, "batch: a line is not one bounded line");
    }
    bytes += line.size() + 1;
  }
  if (bytes > kMaxInflatedBytes) return fail(FailureCode::invalid_argument, "batch: too large");
  return {};
}

}  // namespace

Result<Bytes> encode_batch(const std::vector<std::string>& lines) {
  DK_CHECK(check_lines(lines));
  std::string joined;
  for (const std::string& line : lines) joined.append(line) += '\n';
  return deflate(joined, kLevel);
}

Result<PackedBatch> pack_batch(const std::vector<std::string>& lines) {
  DK_CHECK(check_lines(lines));
  if (auto columns = to_columns(lines); columns && columns->size() <= kMaxInflatedBytes) {
    DK_TRY(body, deflate(*columns, kColumnsLevel));
    return PackedBatch{std::move(body), std::string(kColumnsCoding)};
  }
  DK_TRY(body, encode_batch(lines));
  return PackedBatch{std::move(body), std::string(kZstdCoding)};
}

Result<std::vector<std::string>> split_lines(ByteView body) {
  if (body.size() > kMaxInflatedBytes) return malformed("batch: too large");
  std::vector<std::string> lines;
  std::string_view rest = as_text(body);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end == 0) return malformed("batch: an empty line");
    if (end > kMaxLineBytes) return malformed("batch: a line is too long");
    if (lines.size() == kMaxBatchEvents) return malformed("batch: too many lines");
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

Result<std::vector<std::string>> decode_batch(ByteView body) {
  if (body.empty()) return malformed("batch: empty");
  DK_TRY(inflated, inflate(body));
  auto lines = split_lines(inflated);
  wipe(inflated.data(), inflated.size());
  return lines;
}

Result<std::vector<std::string>> unpack_batch(ByteView body, std::string_view coding) {
  if (coding == kZstdCoding) return decode_batch(body);
  if (coding != kColumnsCoding) return fail(FailureCode::unsupported, "batch: coding");
  if (body.empty()) return malformed("batch: empty");
  DK_TRY(inflated, inflate(body));
  auto lines = from_columns(as_text(inflated));
  wipe(inflated.data(), inflated.size());
  return lines;
}

}  // namespace dk::wire
