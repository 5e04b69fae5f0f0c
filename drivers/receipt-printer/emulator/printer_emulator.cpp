#include "drivers/receipt-printer/emulator/printer_emulator.h"

#include <algorithm>
#include <utility>

namespace dk::drivers {
namespace {

constexpr std::uint8_t kDle = 0x10;
constexpr std::size_t kStepsAtOnce = 4096;  // then the line is looked at again

constexpr std::uint8_t bits(bool on, int mask) { return static_cast<std::uint8_t>(on ? mask : 0); }

}  // namespace

std::optional<PrinterModel> printer_model(std::string_view name) {
  if (name == "full-80") return PrinterModel{};
  if (name == "plain-58") {
    return PrinterModel{384, {true, false, false, false, false}, true, 4096};
  }
  return {};
}

PrinterEmulator::PrinterEmulator(PrinterModel model, std::string out_folder,
                                 std::unique_ptr<TextRasterizer> rasterizer)
    : model_(model),
      out_folder_(std::move(out_folder)),
      rasterizer_(std::move(rasterizer)),
      paper_(model.width_dots),
      interpreter_(model.abilities, paper_, *rasterizer_,
                   {[this](bool full) { cut(full); },
                    [this](int question) { answer_paper_status(question); },
                    [this](std::uint8_t mask) {
                      asb_mask_ = mask;
                      if (mask != 0) send_asb();
                    },
                    [this](std::uint8_t byte) { output_.push_back(byte); }}) {}

void PrinterEmulator::line_changed(bool up) {
  if (!up) output_.clear();  // the buffer stays: the printer does not know who listens
}

std::size_t PrinterEmulator::room() const {
  const std::size_t used = buffer_.size() - buffer_read_;
  return used >= model_.buffer_bytes ? 0 : model_.buffer_bytes - used;
}

void PrinterEmulator::received(ByteView bytes, Milliseconds now) {
  if (!powered_) return;
  if (buffer_.size() == buffer_read_) {
    allowance_from_ = now;
    allowance_used_ = 0;
  }
  for (const std::uint8_t byte : bytes) watch_real_time(byte);
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(buffer_read_));
  buffer_read_ = 0;
  append(buffer_, bytes);
}

std::optional<Milliseconds> PrinterEmulator::work(Milliseconds now) {
  execute_some(now);
  if (!powered_ || condition_.offline() || buffer_read_ == buffer_.size()) return {};
  return bytes_per_s_ == 0 ? now + Milliseconds(5) : now + Milliseconds(10);
}

// Works the buffer off, a command at a time, as long as nothing stands in the way.
void PrinterEmulator::execute_some(Milliseconds now) {
  for (std::size_t step = 0; step < kStepsAtOnce; ++step) {
    if (!powered_ || condition_.offline()) return;
    ByteView rest = ByteView(buffer_).subspan(buffer_read_);
    if (bytes_per_s_ > 0) {
      const auto elapsed_ms = static_cast<std::uint64_t>((now - allowance_from_).count());
      const std::uint64_t allowed = elapsed_ms * bytes_per_s_ / 1000;
      // A command must come in whole, so its rest may be borrowed from the next moment.
      if (allowed <= allowance_used_) return;
    }
    // At most a row's worth at once, so that planned faults strike at their row.
    const std::size_t used = interpreter_.execute(rest);
    if (used == 0) return;
    buffer_read_ += used;
    allowance_used_ += used;
    do_planned_faults();
  }
}

void PrinterEmulator::do_planned_faults() {
  while (!planned_.empty() && paper_.total_rows() >= planned_.front().at_row) {
    const PlannedFault fault = std::move(planned_.front());
    planned_.pop_front();
    apply(fault.verb, fault.arguments);
  }
}

Bytes PrinterEmulator::take_output() { return std::exchange(output_, {}); }

// DLE EOT n, wherever it stands in the stream, even inside a picture: as real ones do.
void PrinterEmulator::watch_real_time(std::uint8_t byte) {
  if (real_time_.size() == 2) {
    if (byte >= 1 && byte <= 4) answer_real_time(byte);
    real_time_.clear();
  } else if (real_time_.size() == 1 && byte == 0x04) {
    real_time_.push_back(byte);
    return;
  }
  if (real_time_.size() == 1) real_time_.clear();
  if (real_time_.empty() && byte == kDle) real_time_.push_back(byte);
}

void PrinterEmulator::answer_real_time(int question) {
  if (!model_.answers_real_time) return;
  const Condition& c = condition_;
  std::uint8_t reply = 0x12;
  const auto add = [&reply](bool on, int mask) {
    reply = static_cast<std::uint8_t>(reply | bits(on, mask));
  };
  switch (question) {
    case 1:
      add(c.offline(), 0x08);
      break;
    case 2:
      add(c.cover_open, 0x04);
      add(c.paper_out, 0x20);
      add(c.cutter_jammed || c.head_hot || c.broken, 0x40);
      break;
    case 3:
      add(c.cutter_jammed, 0x08);
      add(c.broken, 0x20);
      add(c.head_hot, 0x40);
      break;
    default:
      add(c.paper_low, 0x0c);
      add(c.paper_out, 0x60);
      break;
  }
  output_.push_back(reply);
}

void PrinterEmulator::answer_paper_status(int question) {
  std::uint8_t reply = 0;
  if (question == 1) {
    reply = static_cast<std::uint8_t>(bits(condition_.paper_low, 0x03) |
                                      bits(condition_.paper_out, 0x0c));
  }
  output_.push_back(reply);
}

void PrinterEmulator::tell_changes(const Condition& before) {
  const Condition& now = condition_;
  if (now == before || !powered_) return;
  const bool online = (asb_mask_ & 0x02) != 0 && now.offline() != before.offline();
  const bool cover = (asb_mask_ & 0x02) != 0 && now.cover_open != before.cover_open;
  const bool error =
      (asb_mask_ & 0x04) != 0 && (now.cutter_jammed != before.cutter_jammed ||
                                  now.head_hot != before.head_hot || now.broken != before.broken);
  const bool paper = (asb_mask_ & 0x08) != 0 &&
                     (now.paper_low != before.paper_low || now.paper_out != before.paper_out);
  if (online || cover || error || paper) send_asb();
}

void PrinterEmulator::send_asb() {
  const Condition& c = condition_;
  output_.push_back(
      static_cast<std::uint8_t>(0x10 | bits(c.offline(), 0x08) | bits(c.cover_open, 0x20)));
  output_.push_back(static_cast<std::uint8_t>(bits(c.cutter_jammed, 0x08) | bits(c.broken, 0x20) |
                                              bits(c.head_hot, 0x40)));
  output_.push_back(static_cast<std::uint8_t>(bits(c.paper_low, 0x03) | bits(c.paper_out, 0x0c)));
  output_.push_back(0x00);
}

void PrinterEmulator::power_off(bool silent) {
  powered_ = false;
  silent_ = silent;
  buffer_.clear();
  buffer_read_ = 0;
  output_.clear();
  real_time_.clear();
  asb_mask_ = 0;
  condition_.head_hot = false;
  interpreter_.reset();
}

void PrinterEmulator::cut(bool) {
  if (std::exchange(jam_at_cut_, false)) {
    const Condition before = condition_;
    condition_.cutter_jammed = true;
    tell_changes(before);
    return;  // the paper hangs on
  }
  finish_ticket();
}

}  // namespace dk::drivers
