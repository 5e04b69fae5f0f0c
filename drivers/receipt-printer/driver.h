// A receipt or label printer that speaks ESC/POS over a serial line or TCP, with its own thread.
//
//   ReceiptPrinter printer({.address = "tcp:10.0.0.7:9100"}, on_done, on_state);
//   printer.start();  printer.submit({id, page});   ... on_done({id, Printed})
//
// The promise about paper: each job that submit() took gets exactly one outcome.
//   Printed  the printer has worked through all of it and reports no fault; confirmed: its answer
//            in order came (false: it does not know GS r)
//   Failed   surely nothing of it was printed: the fault was found before its first byte was sent
//   Unknown  anything else. It must never be reprinted without a person who has looked
// An obstacle that a hand can remove (paper, cover, line, power) is waited for up to
// `obstacle_timeout`, then the job fails with that cause. Jobs print in the order of submit().
// Time-outs are real time: no moved clock moves them. Callbacks come from the printer's thread:
// hand the value on and return. What is printed never gets into logs or details.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "drivers/device.h"
#include "drivers/printing.h"
#include "drivers/receipt-printer/page.h"
#include "drivers/receipt-printer/profile.h"
#include "drivers/receipt-printer/status.h"
#include "drivers/receipt-printer/text_rasterizer.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

struct ReceiptPrinterOptions {
  std::string address{};
  PrinterProfile profile{};
  Milliseconds reply_timeout{500};        // one status answer
  Milliseconds poll_interval{1000};       // status while idle
  Milliseconds obstacle_timeout{120000};  // paper, cover ... before a job fails; after: unknown
  Milliseconds finish_timeout{20000};     // silence after the last byte of a job, no obstacle seen
  Milliseconds reopen_first{100};
  Milliseconds reopen_most{2000};
  std::size_t max_waiting_jobs = 16;
  TransportFactory transports = system_transports();
  std::shared_ptr<TextRasterizer> rasterizer{};  // empty = FreeType over the default fonts
};

struct PrintJob {
  Uuid id;
  PrintPage page;
};

struct PrinterReport {
  DeviceStatus device;
  PrinterStatus printer;
};

class ReceiptPrinter {
 public:
  using Options = ReceiptPrinterOptions;
  ReceiptPrinter(Options options, std::function<void(PrintOutcome)> on_done,
                 std::function<void(PrinterReport)> on_state);
  ~ReceiptPrinter();  // stops
  ReceiptPrinter(const ReceiptPrinter&) = delete;
  ReceiptPrinter& operator=(const ReceiptPrinter&) = delete;

  // Failures: those of parse_address; a printer that is not there is a state, not a failure.
  [[nodiscard]] Status start();
  // Joins the thread; not from a callback. Jobs that were waiting end Failed(cancelled), one that
  // was being printed ends Unknown(cancelled).
  void stop();
  [[nodiscard]] PrinterReport status() const;  // any thread
  // Failures: device_busy (too many jobs wait), invalid_argument (this id waits or prints
  // already), cancelled (not started or stopped). Any thread.
  [[nodiscard]] Status submit(PrintJob job);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::drivers
