// Characters of a receipt: UTF-8 taken apart, and what the printer's own GBK font can set.
//
// "Own font" is strict: printable ASCII in one byte, GBK in two bytes. Latin letters with accents
// stand in GBK, but as wide cells that tear a name apart, so they are not taken from there. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace dk::drivers {

// Malformed bytes become U+FFFD, one for each byte: text for people is never refused here.
[[nodiscard]] std::u32string decode_utf8(std::string_view text);

// One or two bytes, or nothing when the printer's font does not have it.
[[nodiscard]] std::optional<Bytes> to_gbk(char32_t character);

}  // namespace dk::drivers
