// `LHM1:` the code with which a citizen carries a half-done session to another terminal.
//
// Layout: "LHM1:" + base45( CBOR map ), RFC 9285, RFC 8949 section 4.2.1:
//   {1: handle (16 bytes), 2: half of the key (32 bytes), 3: expires (s since 1970), 4: district}
// It names nobody. Its half of the key opens nothing without the district's half, and the district
// gives that only for the same person (offline-cache/wire/handover.h). Not signed: a made-up code
// finds no session. One form only: what would not be written so is not read; text <= 256
// characters. Failures: code_malformed, code_too_large. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace dk::codes {

inline constexpr std::string_view kHandoverPrefix = "LHM1:";
inline constexpr std::size_t kHandoverHandleBytes = 16;
inline constexpr std::size_t kHandoverHalfBytes = 32;
inline constexpr std::size_t kMaxHandoverCharacters = 256;

struct HandoverCode {
  Bytes handle;
  Secret half;
  std::int64_t expires_s = 0;
  std::string district;  // "440309": a terminal of another district cannot take it over
};

// All characters are of QR's alphanumeric mode. The text is as secret as the half; its owner wipes
// it.
[[nodiscard]] Result<std::string> make_handover_code(const HandoverCode& code);
[[nodiscard]] Result<HandoverCode> parse_handover_code(std::string_view text);

}  // namespace dk::codes
