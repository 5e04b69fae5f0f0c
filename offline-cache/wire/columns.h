// The content coding "dk-columns": lines of JSON turned on their side, so that zstd finds like
// beside like. Lossless for any lines without control characters; nothing of JSON is changed. What
// an integrator need not write and a district must read (docs/protocol/README.md, section on
// events); meant to be compressed afterwards.
//
//   "dk-columns/1" LF
//   number of shapes, blank, number of lines, LF
//   each shape LF: a line with 0x1F in the place of each value (string, number, true, false, null)
//   for each line: the index of its shape, LF
//   for each shape, for each of its values, for each line of that shape in order: one character
//     (0x20 + how many bytes it shares with the beginning of the value before it in this column,
//     94 at most), the rest of the value, LF
//
// Pure; any thread. from_columns() is bounded (kMaxColumnValues, and the bounds of a batch) and
// strict: answer_malformed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::wire {

inline constexpr std::size_t kMaxColumnValues = 200'000;

// Nothing when the lines do not suit (control characters, more values than the bound).
[[nodiscard]] std::optional<std::string> to_columns(const std::vector<std::string>& lines);
[[nodiscard]] Result<std::vector<std::string>> from_columns(std::string_view text);

// A batch as a terminal sends it and the codings that it went through, as Content-Encoding names
// them: "dk-columns, zstd", or "zstd" where the lines do not suit.
struct PackedBatch {
  Bytes body;
  std::string coding;
};
[[nodiscard]] Result<PackedBatch> pack_batch(const std::vector<std::string>& lines);
// Either coding, within the bounds of envelope.h; unsupported for any other.
[[nodiscard]] Result<std::vector<std::string>> unpack_batch(ByteView body, std::string_view coding);

}  // namespace dk::wire
