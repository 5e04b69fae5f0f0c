// One thread's talk with one printer: keeping the line, being ready, printing one job.
//
// The judgement about paper (Printed, Failed, Unknown) is made here and nowhere else; driver.h says
// what it promises. All calls from the driver's thread, interrupt() excepted.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>

#include "drivers/device.h"
#include "drivers/receipt-printer/driver.h"
#include "drivers/receipt-printer/printer_line.h"

namespace dk::drivers {

class PrintSession {
 public:
  // `publish` is called when state or printer status may have changed; `pause` waits and returns
  // early when something was submitted or stopped.
  struct Surroundings {
    std::function<void(DeviceState, const PrinterStatus&)> publish;
    std::function<void(Milliseconds)> pause;
    std::function<bool()> stopping;
  };
  PrintSession(const ReceiptPrinterOptions& options, std::unique_ptr<Transport> transport,
               TextRasterizer& rasterizer, DeviceMeter& meter, Surroundings surroundings);

  // One turn while there is no job: line open, status known, printer probed. Returns after about
  // poll_interval, or early when interrupted.
  void idle();
  [[nodiscard]] PrintOutcome print(const PrintJob& job);
  void interrupt() { line_.interrupt(); }
  void close() { line_.close(); }

 private:
  using Steady = std::chrono::steady_clock;
  enum class Fence { NotKnown, Answers, Silent };

  // Nothing when a job can be sent now, else what is in the way.
  [[nodiscard]] std::optional<FailureCode> ready();
  [[nodiscard]] std::optional<FailureCode> keep_line();
  [[nodiscard]] std::optional<FailureCode> get_in_step();
  [[nodiscard]] Result<bool> flush_half_command();
  [[nodiscard]] std::optional<FailureCode> wait_until_ready();
  // Nothing when nothing of the body has left.
  [[nodiscard]] std::optional<PrintOutcome> send_and_confirm(const Uuid& id, ByteView body);
  [[nodiscard]] std::optional<FailureCode> send_body(ByteView body, std::size_t& sent);
  [[nodiscard]] std::optional<FailureCode> await_end(std::size_t body_bytes);
  [[nodiscard]] std::optional<FailureCode> await_without_fence(std::size_t body_bytes);
  [[nodiscard]] std::optional<FailureCode> final_check();
  void show(std::optional<FailureCode> obstacle);
  void lost(FailureCode code);

  const ReceiptPrinterOptions& options_;
  TextRasterizer& rasterizer_;
  DeviceMeter& meter_;
  Surroundings surroundings_;
  PrinterLine line_;
  Milliseconds back_off_;
  Steady::time_point next_open_{};
  bool was_open_ = false;
  bool answered_ = false;     // the last question was answered
  bool in_step_ = false;      // the printer is between commands and its answers are ours
  bool flushed_ = false;      // half a command was flushed since the doubt began
  bool half_ticket_ = false;  // an unknown job may hang out of the printer: cut it off
  Fence fence_ = Fence::NotKnown;
  std::optional<FailureCode> shown_failure_;
};

}  // namespace dk::drivers
