// A receipt printer, seen from the far end of its line: buffer, paper, cover, knife, head, power.
//
// Prints what it gets into PNG files, one for each piece of paper that is cut off, 1 dot = 1 pixel:
// OUT/ticket-0001.png ... Real-time questions are answered when they arrive, even offline; the
// buffer stands still while it is offline, GS r included. One thread.
//
// Verbs: run_out_of_paper, paper_near_end, load_paper, open_cover, close_cover, jam_cutter, clear,
// overheat, cool, break_down (unrecoverable), power_off {silent}, power_on, slow {bytes_per_s},
// tear, tickets, state. Each fault, and unplug, takes after_dots: N = when N more rows are printed.
// power_off hangs the line up; with silent = true the line stays and nothing answers (RS-232).
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "drivers/emulation/emulated_device.h"
#include "drivers/receipt-printer/emulator/escpos.h"
#include "drivers/receipt-printer/emulator/paper.h"

namespace dk::drivers {

struct PrinterModel {
  int width_dots = 576;
  EscPosAbilities abilities{};
  bool answers_real_time = true;  // DLE EOT
  std::size_t buffer_bytes = 65536;
};
// "full-80" (80 mm, everything), "plain-58" (58 mm, no knife, no QR, DLE EOT only).
[[nodiscard]] std::optional<PrinterModel> printer_model(std::string_view name);

class PrinterEmulator : public EmulatedDevice {
 public:
  PrinterEmulator(PrinterModel model, std::string out_folder,
                  std::unique_ptr<TextRasterizer> rasterizer);

  [[nodiscard]] std::string_view name() const override { return "receipt-printer"; }
  void line_changed(bool up) override;
  [[nodiscard]] std::size_t room() const override;
  void received(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] std::optional<Milliseconds> work(Milliseconds now) override;
  [[nodiscard]] Bytes take_output() override;
  [[nodiscard]] bool wants_line() const override { return powered_ || silent_; }
  [[nodiscard]] bool pulls_plug() override { return std::exchange(pull_plug_, false); }
  [[nodiscard]] VerbAnswer verb(const std::string& verb, const VerbArguments& arguments,
                                bool line_is_up) override;

 private:
  struct Condition {
    bool cover_open = false;
    bool paper_out = false;
    bool paper_low = false;
    bool cutter_jammed = false;
    bool head_hot = false;
    bool broken = false;
    bool operator==(const Condition&) const = default;
    [[nodiscard]] bool offline() const {
      return cover_open || paper_out || cutter_jammed || head_hot || broken;
    }
  };
  struct Ticket {
    std::string path;
    std::vector<std::string> lines;
  };
  struct PlannedFault {
    std::string verb;
    VerbArguments arguments;
    std::uint64_t at_row;
  };

  bool apply(const std::string& verb, const VerbArguments& arguments);  // false = not a verb
  void power_off(bool silent);
  void do_planned_faults();
  void execute_some(Milliseconds now);
  void watch_real_time(std::uint8_t byte);
  void answer_real_time(int question);
  void answer_paper_status(int question);
  void tell_changes(const Condition& before);
  void send_asb();
  void cut(bool full);
  void finish_ticket();
  [[nodiscard]] VerbAnswer state() const;
  [[nodiscard]] VerbAnswer tickets() const;

  PrinterModel model_;
  std::string out_folder_;
  std::unique_ptr<TextRasterizer> rasterizer_;
  Paper paper_;
  EscPos interpreter_;
  Condition condition_;
  bool jam_at_cut_ = false;
  bool powered_ = true;
  bool silent_ = false;
  bool pull_plug_ = false;
  std::uint8_t asb_mask_ = 0;
  Bytes buffer_;
  std::size_t buffer_read_ = 0;
  Bytes output_;
  Bytes real_time_;  // the beginning of a real-time command
  std::uint64_t bytes_per_s_ = 0;
  Milliseconds allowance_from_{0};
  std::uint64_t allowance_used_ = 0;
  std::deque<PlannedFault> planned_;
  std::vector<Ticket> tickets_;
};

}  // namespace dk::drivers
