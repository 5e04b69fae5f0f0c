// Base45 (RFC 9285), the alphabet of QR's alphanumeric mode.
//
// The decoder is strict: a character outside the alphabet, a lone last character, a triple above
// 65535 or a pair above 255 is code_malformed; so every byte string has exactly one text. The
// output is at most 2/3 of the input. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::codes {

[[nodiscard]] std::string base45_encode(ByteView bytes);
[[nodiscard]] Result<Bytes> base45_decode(std::string_view text);
// All characters belong to the alphabet (QR can carry the text in alphanumeric mode).
[[nodiscard]] bool is_base45_alphabet(std::string_view text);

}  // namespace dk::codes
