// The bytes of a symbol as text, where they are text. Bytes are never changed, only looked at.
//
// In this order: the character set that the symbol names by ECI; UTF-8; Shift_JIS where it has the
// marks of it (see below); GB 18030-2022. What is none of these, or has a NUL or a private
// character in it, has no text: it is a binary code. GB 18030 takes nearly every pair of bytes, so
// that two kinds of Shift_JIS, which ISO/IEC 18004 has a mode for, are told apart first: kana of
// two bytes where GB 18030 has only rare characters, and half-width katakana with two or more
// voiced marks, each after a letter that can carry one. At most kTextMaxBytes are looked at. Pure;
// any thread.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace dk::drivers {

inline constexpr std::size_t kTextMaxBytes = 8192;  // the largest symbol holds 7,089 characters

struct CodeText {
  std::string utf8;
  std::string charset;  // "UTF-8", "GB18030", "Shift_JIS", or the one that the ECI names
};
[[nodiscard]] std::optional<CodeText> text_of(ByteView bytes, std::optional<int> eci = {});

}  // namespace dk::drivers
