// What the tests of the engines share: where the tables are, and engines typed at.
#pragma once

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "kiosk/input/letter_engine.h"
#include "kiosk/input/rime_service.h"

namespace dk::kiosk::input {

inline Folders installed() { return {.share = DK_RIME_DIR}; }

inline void type_all(LetterEngine& engine, std::string_view keys) {
  for (const char key : keys) (void)engine.type(key);
}

inline std::vector<std::string> texts_of(LetterEngine& engine, std::string_view keys,
                                         std::size_t count) {
  engine.clear();
  type_all(engine, keys);
  std::vector<std::string> texts;
  for (const Secret& text : engine.candidates(0, count).texts) texts.emplace_back(text.text());
  return texts;
}

inline std::string first_of(LetterEngine& engine, std::string_view keys) {
  const auto texts = texts_of(engine, keys, 1);
  return texts.empty() ? "" : texts.front();
}

inline std::string hex_of(char32_t c) {
  char text[9];
  std::snprintf(text, sizeof text, "%04X", static_cast<unsigned>(c));
  return text;
}

// By ICU in the other direction.
inline std::string gb18030_of(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  static UConverter* const converter = ucnv_open("gb18030", &error);
  const UChar units[2] = {static_cast<UChar>(c < 0x10000 ? c : 0xd7c0 + (c >> 10)),
                          static_cast<UChar>(0xdc00 | (c & 0x3ff))};
  char bytes[8];
  const int size =
      ucnv_fromUChars(converter, bytes, sizeof bytes, units, c < 0x10000 ? 1 : 2, &error);
  std::string hex = to_hex(as_bytes({bytes, static_cast<std::size_t>(size)}));
  for (char& digit : hex) digit = static_cast<char>(std::toupper(digit));
  return hex;
}

}  // namespace dk::kiosk::input
