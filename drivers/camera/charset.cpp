#include "drivers/camera/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>

namespace dk::drivers {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// AIM ITS/04-023, as far as a hall sees them. ICU's names.
struct EciName {
  int number;
  const char* charset;
};
constexpr std::array kEciNames = {
    EciName{3, "ISO-8859-1"},    EciName{4, "ISO-8859-2"}, EciName{7, "ISO-8859-5"},
    EciName{17, "ISO-8859-15"},  EciName{20, "Shift_JIS"}, EciName{22, "windows-1251"},
    EciName{23, "windows-1252"}, EciName{25, "UTF-16BE"},  EciName{26, "UTF-8"},
    EciName{27, "US-ASCII"},     EciName{28, "Big5"},      EciName{29, "GB18030"},
    EciName{30, "EUC-KR"},       EciName{32, "GB18030"},   EciName{170, "US-ASCII"}};

// Strict: a byte that the set does not know, or a private or unassigned character, is no text.
std::optional<CodeText> decoded(ByteView bytes, const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset, &error));
  if (U_FAILURE(error)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  std::u16string wide(bytes.size() + 1, u'\0');
  const auto units = ucnv_toUChars(converter.get(), wide.data(), static_cast<int>(wide.size()),
                                   reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<int>(bytes.size()), &error);
  if (U_FAILURE(error)) return std::nullopt;
  wide.resize(static_cast<std::size_t>(units));
  for (std::size_t i = 0; i < wide.size();) {
    UChar32 c = 0;
    U16_NEXT(wide.data(), i, wide.size(), c);
    if (c == 0 || (c >= 0xe000 && c <= 0xf8ff) || (c >= 0x80 && c < 0xa0)) return std::nullopt;
  }
  CodeText text{std::string(wide.size() * 3, '\0'), charset};
  std::int32_t length = 0;
  u_strToUTF8(text.utf8.data(), static_cast<int>(text.utf8.size()), &length, wide.data(), units,
              &error);
  if (U_FAILURE(error)) return std::nullopt;
  text.utf8.resize(static_cast<std::size_t>(length));
  return text;
}

// JIS X 0201: ka to to and ha to ho (and u) can be voiced by DE, ha to ho also half by DF. Between
// them characters of two bytes may stand that begin with 81 to 9F.
bool is_half_width_katakana(ByteView bytes) {
  int marks = 0;
  std::uint8_t before = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = bytes[i];
    if (byte == 0xde || byte == 0xdf) {
      const bool ha_row = before >= 0xca && before <= 0xce;
      const bool voiced = byte == 0xde && ((before >= 0xb6 && before <= 0xc4) || before == 0xb3);
      if (!ha_row && !voiced) return false;
      ++marks;
    } else if (byte >= 0x81 && byte <= 0x9f) {
      ++i;  // the converter judges the second byte
    } else if (byte >= 0x80 && (byte < 0xa1 || byte > 0xdf)) {
      return false;
    }
    before = byte;
  }
  return marks >= 2;
}

// Kana of two bytes (82 9F..F1, 83 40..96) make up a third of Japanese text or more; in GB 18030
// these are characters that hardly any text has.
bool is_kana_text(ByteView bytes) {
  std::size_t characters = 0;
  std::size_t kana = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t lead = bytes[i];
    if (lead < 0x80) continue;
    ++characters;
    if (lead >= 0xa0 && lead <= 0xdf) continue;  // a half-width one
    if (++i == bytes.size()) return false;
    const std::uint8_t trail = bytes[i];
    if ((lead == 0x82 && trail >= 0x9f && trail <= 0xf1) ||
        (lead == 0x83 && trail >= 0x40 && trail <= 0x96)) {
      ++kana;
    }
  }
  return kana > 0 && kana * 5 >= characters;
}

}  // namespace

std::optional<CodeText> text_of(ByteView bytes, std::optional<int> eci) {
  if (bytes.size() > kTextMaxBytes) return std::nullopt;
  for (const EciName& name : kEciNames) {
    if (eci != name.number) continue;
    if (auto text = decoded(bytes, name.charset)) return text;
  }
  if (auto text = decoded(bytes, "UTF-8")) return text;
  if (is_half_width_katakana(bytes) || is_kana_text(bytes)) {
    if (auto text = decoded(bytes, "Shift_JIS")) return text;
  }
  return decoded(bytes, "GB18030");
}

}  // namespace dk::drivers
