#include "drivers/receipt-printer/emulator/gb18030.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

namespace dk::drivers {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// ICU here, iconv in the encoder: two opinions about the same table.
char32_t decode(ByteView bytes) {
  UErrorCode error = U_ZERO_ERROR;
  thread_local const std::unique_ptr<UConverter, CloseConverter> converter(
      ucnv_open("GB18030", &error));
  if (!converter) return 0xfffd;
  ucnv_reset(converter.get());
  error = U_ZERO_ERROR;
  const char* from = reinterpret_cast<const char*>(bytes.data());
  const UChar32 character = ucnv_getNextUChar(converter.get(), &from, from + bytes.size(), &error);
  return U_FAILURE(error) ? 0xfffd : static_cast<char32_t>(character);
}

bool between(std::uint8_t byte, int low, int high) { return byte >= low && byte <= high; }

}  // namespace

Gb18030Character first_gb18030(ByteView bytes) {
  if (bytes.empty()) return {0, 0};
  if (bytes[0] < 0x80) return {bytes[0], 1};
  if (!between(bytes[0], 0x81, 0xfe)) return {0xfffd, 1};
  if (bytes.size() < 2) return {0, 0};
  if (between(bytes[1], 0x40, 0xfe) && bytes[1] != 0x7f) return {decode(bytes.first(2)), 2};
  if (!between(bytes[1], 0x30, 0x39)) return {0xfffd, 1};
  if (bytes.size() < 4) return {0, 0};
  if (!between(bytes[2], 0x81, 0xfe) || !between(bytes[3], 0x30, 0x39)) return {0xfffd, 1};
  return {decode(bytes.first(4)), 4};
}

std::string to_utf8(const std::u32string& text) {
  icu::UnicodeString units;
  for (const char32_t character : text) units.append(static_cast<UChar32>(character));
  std::string out;
  units.toUTF8String(out);
  return out;
}

}  // namespace dk::drivers
