#include <qrencode.h>

#include <algorithm>
#include <memory>

#include "base/codes/base45.h"
#include "base/codes/calendar.h"
#include "base/codes/symbols.h"
#include "base/codes/utf8.h"

namespace dk::codes {
namespace {

constexpr unsigned kEciUtf8 = 26;
constexpr std::size_t kMaxBytes = 7089;  // digits in version 40-L, the most that any QR holds

struct FreeInput {
  void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

QRecLevel level_of(QrLevel level) {
  switch (level) {
    case QrLevel::L:
      return QR_ECLEVEL_L;
    case QrLevel::M:
      return QR_ECLEVEL_M;
    case QrLevel::Q:
      return QR_ECLEVEL_Q;
    case QrLevel::H:
      break;
  }
  return QR_ECLEVEL_H;
}

// One mode for the whole text: the alphabet of QR's alphanumeric mode is that of base45.
QRencodeMode mode_for(std::string_view text) {
  if (all_digits(text)) return QR_MODE_NUM;
  return is_base45_alphabet(text) ? QR_MODE_AN : QR_MODE_8;
}

}  // namespace

Result<QrSymbol> make_qr(std::string_view text, QrLevel level) {
  if (text.empty() || text.size() > kMaxBytes)
    return fail(FailureCode::invalid_argument, "QR: length");
  const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(0, level_of(level)));
  if (!input) return fail(FailureCode::internal, "QR: no memory");
  const ByteView bytes = as_bytes(text);
  // Readers guess the charset of bytes (ZBar takes short Chinese texts for Big5): name it.
  const bool ascii = std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte < 0x80; });
  if (!ascii && is_utf8(text) && QRinput_appendECIheader(input.get(), kEciUtf8) != 0) {
    return fail(FailureCode::internal, "QR: no memory");
  }
  if (QRinput_append(input.get(), mode_for(text), static_cast<int>(bytes.size()), bytes.data()) !=
      0) {
    return fail(FailureCode::invalid_argument, "QR: not encodable");
  }
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
  if (!code) return fail(FailureCode::invalid_argument, "QR: too long for this level");
  QrSymbol symbol;
  symbol.width = code->width;
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  symbol.modules.reserve(count);
  for (std::size_t i = 0; i < count; ++i) symbol.modules.push_back(code->data[i] & 1U);
  return symbol;
}

}  // namespace dk::codes
