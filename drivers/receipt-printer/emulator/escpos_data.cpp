// The part of the interpreter that draws: lines of text, pictures, symbols.
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <utility>

#include "drivers/receipt-printer/emulator/code128_bars.h"
#include "drivers/receipt-printer/emulator/escpos.h"
#include "drivers/receipt-printer/emulator/gb18030.h"
#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

constexpr std::size_t kMaxFunctionBytes = 8192;
constexpr std::size_t kMaxRowBytes = 512;
constexpr std::size_t kMaxLineCells = 256;

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

int unsigned_16(ByteView bytes, std::size_t at) { return bytes[at] + 256 * bytes[at + 1]; }

}  // namespace

void EscPos::put(char32_t character) {
  const int wide = character < 0x80 ? 1 : 2;
  const int dots = wide * kCellWidthDots * style_.width;
  if (line_dots_ + dots > paper_.width_dots() || line_.size() >= kMaxLineCells) end_line();
  line_.push_back({character, style_});
  line_dots_ += dots;
}

void EscPos::end_line() {
  const auto cells = std::exchange(line_, {});
  const int dots = std::exchange(line_dots_, 0);
  int height = 0;
  std::u32string words;
  for (const Cell& cell : cells) {
    height = std::max(height, kCellHeightDots * cell.style.height);
    words.push_back(cell.character);
  }
  if (cells.empty()) {
    paper_.feed(line_spacing_);
    return;
  }
  RasterImage image = make_raster(dots, height);
  int x = 0;
  for (const Cell& cell : cells) {
    const int width = (cell.character < 0x80 ? 1 : 2) * kCellWidthDots * cell.style.width;
    const int top = height - kCellHeightDots * cell.style.height;
    auto glyph =
        rasterizer_.cell(cell.character, cell.style.width, cell.style.height, cell.style.bold);
    if (glyph) {
      const int inset = std::max((width - glyph->width_dots) / 2, 0);
      draw(image, *glyph, x + inset, top);
    }
    if (cell.style.underline) fill(image, x, height - 2, width, 2);
    if (cell.style.reverse) {
      RasterImage turned = make_raster(width, height);
      for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
          if (!dot(image, x + column, row)) set_dot(turned, column, row);
        }
      }
      for (int row = 0; row < height; ++row) {
        for (int column = x; column < x + width; ++column) {
          auto& byte = image.rows[static_cast<std::size_t>(row) * row_bytes(dots) +
                                  static_cast<std::size_t>(column / 8)];
          byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (column % 8)));
        }
      }
      draw(image, turned, x, 0);
    }
    x += width;
  }
  print_aligned(image);
  paper_.feed(std::max(line_spacing_ - height, 0));
  paper_.note(to_utf8(words));
}

void EscPos::print_aligned(const RasterImage& image) {
  const int free_dots = std::max(paper_.width_dots() - image.width_dots, 0);
  paper_.print(image, align_ == 0 ? 0 : align_ == 1 ? free_dots / 2 : free_dots);
}

// GS v 0 m xL xH yL yH: x in bytes a row, y in rows.
std::size_t EscPos::gs_raster(ByteView bytes) {
  if (bytes.size() < 3) return 0;
  if (bytes[2] != '0') return skip(2);
  if (bytes.size() < 8) return 0;
  flush_line();
  taking_ = {};
  taking_.mode = bytes[3] & 3;
  taking_.stride = static_cast<std::size_t>(unsigned_16(bytes, 4));
  taking_.rows_left = static_cast<std::size_t>(unsigned_16(bytes, 6));
  taking_.left = taking_.stride;
  if (taking_.stride > 0 && taking_.rows_left > 0) {
    taking_.what = Taking::What::Raster;
    const auto width = static_cast<int>(std::min<std::size_t>(taking_.stride * 8, 100'000));
    paper_.note("[picture " + std::to_string(width) + "x" + std::to_string(taking_.rows_left) +
                "]");
  }
  return 8;
}

std::size_t EscPos::gs_barcode(ByteView bytes) {
  if (bytes.size() < 3) return 0;
  const int m = bytes[2];
  flush_line();
  taking_ = {};
  taking_.mode = m;
  if (m <= 6) {
    taking_.what = Taking::What::BarcodeTerminated;
    return 3;
  }
  if (m < 65 || m > 79) return skip(3);
  if (bytes.size() < 4) return 0;
  taking_.left = bytes[3];
  if (taking_.left > 0) taking_.what = Taking::What::BarcodeCounted;
  return 4;
}

std::size_t EscPos::take_data(ByteView bytes) {
  if (taking_.what == Taking::What::BarcodeTerminated) {
    if (bytes[0] == 0 || taking_.data.size() >= 255) {
      barcode_done();
    } else {
      taking_.data.push_back(bytes[0]);
    }
    return 1;
  }
  const std::size_t count = std::min(taking_.left, bytes.size());
  const std::size_t most = taking_.what == Taking::What::Raster ? kMaxRowBytes : kMaxFunctionBytes;
  const std::size_t kept = std::min(count, most - std::min(most, taking_.data.size()));
  append(taking_.data, bytes.first(kept));
  taking_.left -= count;
  if (taking_.left > 0) return count;
  switch (taking_.what) {
    case Taking::What::Raster:
      raster_row();
      break;
    case Taking::What::Function:
      function_done();
      break;
    default:
      barcode_done();
      break;
  }
  return count;
}

void EscPos::raster_row() {
  const int scale_x = (taking_.mode & 1) != 0 ? 2 : 1;
  const int scale_y = (taking_.mode & 2) != 0 ? 2 : 1;
  RasterImage row{static_cast<int>(taking_.data.size()) * 8, 1, std::move(taking_.data)};
  taking_.data = {};
  RasterImage scaled = make_raster(row.width_dots * scale_x, scale_y);
  draw(scaled, row, 0, 0, scale_x, scale_y);
  print_aligned(scaled);
  taking_.left = taking_.stride;
  if (--taking_.rows_left == 0) taking_ = {};
}

// GS ( k with cn = 49: model, module size, level, store, print. Other functions do nothing here.
void EscPos::function_done() {
  const Taking done = std::exchange(taking_, {});
  const Bytes& d = done.data;
  if (done.mode != 'k' || d.size() < 3 || d[0] != 0x31 || !abilities_.native_qr) {
    ++unknown_;
    return;
  }
  switch (d[1]) {
    case 0x41:
      break;
    case 0x43:
      qr_module_ = std::clamp<int>(d[2], 1, 16);
      break;
    case 0x45:
      qr_level_ = std::clamp(d[2] - 0x30, 0, 3);
      break;
    case 0x50:
      qr_data_.assign(d.begin() + 3, d.end());
      break;
    case 0x51: {
      flush_line();
      if (qr_data_.empty()) break;
      const std::unique_ptr<QRcode, FreeCode> code(
          QRcode_encodeData(static_cast<int>(qr_data_.size()), qr_data_.data(), 0,
                            static_cast<QRecLevel>(qr_level_)));
      if (!code) break;
      codes::QrSymbol symbol{code->width, {}};
      for (int i = 0; i < code->width * code->width; ++i) {
        symbol.modules.push_back(code->data[i] & 1);
      }
      print_aligned(draw_qr(symbol, qr_module_));
      paper_.note("[qr " + std::string(as_text(qr_data_)) + "]");
      break;
    }
    default:
      ++unknown_;
      break;
  }
}

void EscPos::barcode_done() {
  const Taking done = std::exchange(taking_, {});
  if (done.mode != 73) {  // only Code 128 is drawn
    ++unknown_;
    return;
  }
  const auto read = code128_bars(done.data);
  if (!read) {
    ++unknown_;
    return;
  }
  RasterImage bars = draw_bars(read->bars, bar_module_, bar_height_);
  if (bars.width_dots > paper_.width_dots()) {
    ++unknown_;  // a real one prints nothing when it does not fit
    return;
  }
  const auto letters = [&] {
    std::u32string text(read->text.begin(), read->text.end());
    if (auto line = rasterize_line(rasterizer_, text, 1, 1, false)) print_aligned(*line);
  };
  if ((bar_text_ & 1) != 0) letters();
  print_aligned(bars);
  if ((bar_text_ & 2) != 0) letters();
  paper_.note("[code128 " + read->text + "]");
}

}  // namespace dk::drivers
