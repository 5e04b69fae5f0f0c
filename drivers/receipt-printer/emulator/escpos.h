// An ESC/POS printer's own understanding of its bytes, written from the command table in
// PROTOCOL.md and not from our encoder: text in GB 18030, pictures, QR, Code 128, feeds, cuts.
//
// execute() takes bytes in any pieces, does at most one thing and says how many it used up. Sizes
// that a hostile sender claims are never allocated: data is taken as it comes. Unknown commands are
// counted and skipped by their usual length. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "drivers/receipt-printer/emulator/paper.h"
#include "drivers/receipt-printer/text_rasterizer.h"

namespace dk::drivers {

struct EscPosAbilities {
  bool chinese = true;
  bool native_qr = true;
  bool cutter = true;
  bool fence = true;  // GS r
  bool asb = true;    // GS a
};

class EscPos {
 public:
  // What a command asks of the machine around the paper.
  struct Machine {
    std::function<void(bool full)> cut;
    std::function<void(int question)> paper_status;  // GS r n
    std::function<void(std::uint8_t mask)> asb;      // GS a n
    std::function<void(std::uint8_t byte)> reply;    // GS I n
  };
  EscPos(EscPosAbilities abilities, Paper& paper, TextRasterizer& rasterizer, Machine machine);

  // Bytes used; 0 = more bytes are needed first (or none are there).
  [[nodiscard]] std::size_t execute(ByteView bytes);
  void reset();  // power-on state; the unfinished line is lost
  [[nodiscard]] std::uint64_t unknown_commands() const { return unknown_; }

 private:
  struct Style {
    int width = 1;
    int height = 1;
    bool bold = false;
    bool underline = false;
    bool reverse = false;
    bool operator==(const Style&) const = default;
  };
  struct Cell {
    char32_t character = 0;
    Style style;
  };
  // Data that belongs to a command which has begun.
  struct Taking {
    enum class What { Nothing, Raster, Function, BarcodeCounted, BarcodeTerminated } what{};
    std::size_t left = 0;  // bytes to come (Raster: of this row)
    std::size_t rows_left = 0;
    std::size_t stride = 0;
    int mode = 0;
    Bytes data;
  };

  std::size_t take_data(ByteView bytes);
  void raster_row();
  void function_done();
  void barcode_done();
  std::size_t esc(ByteView bytes);
  std::size_t fs(ByteView bytes);
  std::size_t gs(ByteView bytes);
  std::size_t gs_raster(ByteView bytes);
  std::size_t gs_barcode(ByteView bytes);
  std::size_t gs_cut(ByteView bytes);
  std::size_t text(ByteView bytes);
  void put(char32_t character);
  void end_line();
  void flush_line() {
    if (!line_.empty()) end_line();
  }
  void print_aligned(const RasterImage& image);
  [[nodiscard]] RasterImage draw_line();
  [[nodiscard]] int line_columns_dots() const { return line_dots_; }
  void cut(bool full, int extra_rows);
  void set_size(std::uint8_t n);
  std::size_t skip(std::size_t count) {
    ++unknown_;
    return count;
  }

  EscPosAbilities abilities_;
  Paper& paper_;
  TextRasterizer& rasterizer_;
  Machine machine_;
  Style style_;
  bool two_byte_ = true;
  int align_ = 0;
  int line_spacing_ = 30;
  int bar_height_ = 162;
  int bar_module_ = 3;
  int bar_text_ = 0;
  int qr_module_ = 3;
  int qr_level_ = 0;
  Bytes qr_data_;
  std::deque<Cell> line_;
  int line_dots_ = 0;
  Taking taking_;
  std::uint64_t unknown_ = 0;
};

}  // namespace dk::drivers
