// What Sign1 and Encrypt0 have in common: an array that begins with protected and unprotected
// headers (RFC 9052 section 3). Only cose*.cpp uses this.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/codes/cbor.h"
#include "base/result.h"

namespace dk::codes::cose {

enum Header : std::int64_t { kAlgorithm = 1, kCritical = 2, kContentType = 3, kKeyId = 4, kIv = 5 };

struct Headers {
  Bytes protected_bytes;  // as received
  CborValue protected_map;
  CborValue unprotected;
};

// Takes off the tags 61 (CWT) and `tag`; at most one of each, in this order.
[[nodiscard]] const CborValue& without_tags(const CborValue& item, std::uint64_t tag);
// The first two elements of the array. Failure: code_malformed, also for a critical header that
// we do not know.
[[nodiscard]] Result<Headers> read_headers(const CborValue& array);
// Integer at `label` of the protected map; 0 when absent.
[[nodiscard]] std::int64_t algorithm_of(const Headers& headers);
// The key id, protected first; empty when absent. Failure: code_malformed (not bytes).
[[nodiscard]] Result<std::pair<Bytes, bool>> key_id_of(const Headers& headers);
// [context, protected, parts...] as deterministic CBOR: what is signed or authenticated.
[[nodiscard]] Result<Bytes> structure(std::string_view context, ByteView protected_bytes,
                                      std::initializer_list<ByteView> parts);

}  // namespace dk::codes::cose
