// Bytes and the plain text forms of bytes.
//
// Everything that crosses a wire, a disk or a key is `Bytes`; a borrowed view is `ByteView` (never
// stored beyond the call). Decoders refuse what is not exactly their alphabet. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dk {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes to_bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}
inline void append(Bytes& to, ByteView more) { to.insert(to.end(), more.begin(), more.end()); }

// Lower-case hex; from_hex takes both cases and refuses odd lengths.
[[nodiscard]] std::string to_hex(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

// RFC 4648 section 4, with padding; from_base64 skips line ends (EST bodies carry them).
[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace dk
