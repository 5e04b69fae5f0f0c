// zlib containers (RFC 1950) in memory, bounded.
//
// inflate_bounded never makes more than `max_bytes` of output: a bomb costs that much memory and
// no more (code_too_large). Refused as code_malformed: a wrong header, a preset dictionary, a
// wrong Adler-32, a cut stream, bytes after the end, and padding bits that are not zero (they
// would make several texts of one content). Pure; any thread.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::codes {

[[nodiscard]] Result<Bytes> inflate_bounded(ByteView zlib, std::size_t max_bytes);
// Level 9. Failure: invalid_argument (over 1 MiB: codes are small), internal.
[[nodiscard]] Result<Bytes> deflate(ByteView plain);

}  // namespace dk::codes
