#include "drivers/receipt-printer/emulator/escpos.h"

#include <algorithm>
#include <utility>

#include "drivers/receipt-printer/emulator/gb18030.h"

namespace dk::drivers {
namespace {

constexpr std::uint8_t kEsc = 0x1b;
constexpr std::uint8_t kFs = 0x1c;
constexpr std::uint8_t kGs = 0x1d;
constexpr std::uint8_t kDle = 0x10;
constexpr int kHeadToKnifeRows = 96;  // 12 mm

}  // namespace

EscPos::EscPos(EscPosAbilities abilities, Paper& paper, TextRasterizer& rasterizer, Machine machine)
    : abilities_(abilities), paper_(paper), rasterizer_(rasterizer), machine_(std::move(machine)) {
  reset();
}

void EscPos::reset() {
  style_ = {};
  two_byte_ = abilities_.chinese;
  align_ = 0;
  line_spacing_ = 30;
  bar_height_ = 162;
  bar_module_ = 3;
  bar_text_ = 0;
  qr_module_ = 3;
  qr_level_ = 0;
  qr_data_.clear();
  line_.clear();
  line_dots_ = 0;
  taking_ = {};
}

std::size_t EscPos::execute(ByteView bytes) {
  if (bytes.empty()) return 0;
  if (taking_.what != Taking::What::Nothing) return take_data(bytes);
  switch (bytes[0]) {
    case 0x0a:
      end_line();
      return 1;
    case 0x0c:
      flush_line();
      return 1;
    case 0x09: {  // to the next multiple of eight letters; large letters may step over it
      const int stop = 8 * kCellWidthDots;
      const int next = (line_dots_ / stop + 1) * stop;
      for (int letters = 0; letters < 8 && (letters == 0 || line_dots_ < next); ++letters) put(' ');
      return 1;
    }
    case kEsc:
      return bytes.size() < 2 ? 0 : esc(bytes);
    case kFs:
      return bytes.size() < 2 ? 0 : fs(bytes);
    case kGs:
      return bytes.size() < 2 ? 0 : gs(bytes);
    case kDle:  // answered when it arrived, here only in the way
      if (bytes.size() < 2) return 0;
      if (bytes[1] == 0x04 || bytes[1] == 0x05) return bytes.size() < 3 ? 0 : 3;
      return skip(1);
    default:
      break;
  }
  if (bytes[0] < 0x20 || bytes[0] == 0x7f) return 1;
  return text(bytes);
}

std::size_t EscPos::text(ByteView bytes) {
  if (bytes[0] < 0x80) {
    put(bytes[0]);
    return 1;
  }
  if (!two_byte_) {
    put(0xfffd);  // a code page that nobody asked for
    return 1;
  }
  const Gb18030Character next = first_gb18030(bytes);
  if (next.bytes > 0) put(next.character);
  return next.bytes;
}

std::size_t EscPos::esc(ByteView bytes) {
  const std::uint8_t n = bytes.size() > 2 ? bytes[2] : 0;
  switch (bytes[1]) {
    case '@': {
      const auto unknown = unknown_;
      reset();
      unknown_ = unknown;
      return 2;
    }
    case '2':
      line_spacing_ = 30;
      return 2;
    case 'i':
    case 'm':
      cut(bytes[1] == 'i', 0);
      return 2;
    default:
      break;
  }
  if (bytes.size() < 3) return 0;
  switch (bytes[1]) {
    case 'a':
      align_ = std::min(n & 0x0f, 2);
      return 3;  // 0..2 or '0'..'2'
    case 'E':
      style_.bold = (n & 1) != 0;
      return 3;
    case '-':
      style_.underline = (n & 0x0f) != 0;
      return 3;
    case '3':
      line_spacing_ = n;
      return 3;
    case '!':
      style_.bold = (n & 0x08) != 0;
      style_.height = (n & 0x10) != 0 ? 2 : 1;
      style_.width = (n & 0x20) != 0 ? 2 : 1;
      style_.underline = (n & 0x80) != 0;
      return 3;
    case 'd':
      flush_line();
      paper_.feed(n * line_spacing_);
      return 3;
    case 'J':
      flush_line();
      paper_.feed(n);
      return 3;
    case 'p':
      return bytes.size() < 5 ? 0 : 5;  // drawer
    case 't':
    case 'R':
      return 3;
    default:
      return skip(3);
  }
}

std::size_t EscPos::fs(ByteView bytes) {
  switch (bytes[1]) {
    case '&':
      two_byte_ = abilities_.chinese;
      return 2;
    case '.':
      two_byte_ = false;
      return 2;
    default:
      break;
  }
  if (bytes.size() < 3) return 0;
  const std::uint8_t n = bytes[2];
  switch (bytes[1]) {
    case '!':
      style_.width = (n & 0x04) != 0 ? 2 : 1;
      style_.height = (n & 0x08) != 0 ? 2 : 1;
      style_.underline = (n & 0x80) != 0;
      return 3;
    case '-':
      style_.underline = (n & 0x0f) != 0;
      return 3;
    case 'W':
      style_.width = style_.height = (n & 1) != 0 ? 2 : 1;
      return 3;
    case 'C':
      return 3;
    default:
      return skip(3);
  }
}

std::size_t EscPos::gs(ByteView bytes) {
  switch (bytes[1]) {
    case 'v':
      return gs_raster(bytes);
    case 'k':
      return gs_barcode(bytes);
    case 'V':
      return gs_cut(bytes);
    case '(':
      if (bytes.size() < 5) return 0;
      taking_ = {Taking::What::Function,
                 static_cast<std::size_t>(bytes[3]) + 256U * bytes[4],
                 0,
                 0,
                 bytes[2],
                 {}};
      if (taking_.left == 0) function_done();
      return 5;
    default:
      break;
  }
  if (bytes.size() < 3) return 0;
  const std::uint8_t n = bytes[2];
  switch (bytes[1]) {
    case '!':
      style_.width = (n >> 4 & 7) + 1;
      style_.height = (n & 7) + 1;
      return 3;
    case 'B':
      style_.reverse = (n & 1) != 0;
      return 3;
    case 'h':
      bar_height_ = std::max<int>(n, 1);
      return 3;
    case 'w':
      bar_module_ = std::clamp<int>(n, 1, 6);
      return 3;
    case 'H':
      bar_text_ = n & 3;
      return 3;
    case 'r':
      flush_line();
      if (abilities_.fence) machine_.paper_status(n & 0x0f);
      return 3;
    case 'a':
      if (abilities_.asb) machine_.asb(n);
      return 3;
    case 'I':
      machine_.reply(0x20);
      return 3;
    case 'L':
    case 'W':
    case 'P':
    case '$':
    case '\\':
      return bytes.size() < 4 ? 0 : 4;
    default:
      return skip(3);
  }
}

std::size_t EscPos::gs_cut(ByteView bytes) {
  if (bytes.size() < 3) return 0;
  const std::uint8_t m = bytes[2];
  if (m == 0x41 || m == 0x42) {
    if (bytes.size() < 4) return 0;
    cut(m == 0x41, kHeadToKnifeRows + bytes[3]);
    return 4;
  }
  if (m == 0 || m == 1 || m == 0x30 || m == 0x31) {
    cut((m & 1) == 0, 0);
    return 3;
  }
  return skip(3);
}

void EscPos::cut(bool full, int extra_rows) {
  flush_line();
  paper_.feed(extra_rows);
  if (abilities_.cutter) machine_.cut(full);
}

}  // namespace dk::drivers
