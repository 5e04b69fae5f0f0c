// The line to a printer: bytes sent, answers sorted into what they say.
//
// Belongs to the driver's thread (interrupt() excepted). Keeps the newest PrinterStatus, whichever
// way it came, and notices every obstacle that a paper could have suffered from.
// Failures of all calls: device_offline (the line is lost: it is closed now), timed_out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/device.h"
#include "drivers/receipt-printer/status.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

class PrinterLine {
 public:
  PrinterLine(std::unique_ptr<Transport> transport, DeviceMeter& meter, Milliseconds reply_timeout)
      : transport_(std::move(transport)), meter_(meter), reply_timeout_(reply_timeout) {}

  [[nodiscard]] Status open();
  void close() { transport_->close(); }
  [[nodiscard]] bool is_open() const { return transport_->is_open(); }
  void interrupt() { transport_->interrupt(); }  // any thread

  // Asks DLE EOT 1 to 4. A printer that does not answer the first one is asked nothing more.
  [[nodiscard]] Status refresh();
  // Sends what it can in `timeout`; the number of bytes that left the program.
  [[nodiscard]] Result<std::size_t> send(ByteView bytes, Milliseconds timeout);
  // Takes in what comes until something came or `timeout` passed.
  [[nodiscard]] Status listen(Milliseconds timeout);
  // GS r 1, then its answers until a quiet moment; false when none came. Takes in late answers to
  // earlier questions, so that afterwards question and answer belong together.
  [[nodiscard]] Result<bool> fence_and_quiet();

  [[nodiscard]] const PrinterStatus& status() const { return status_; }
  void forget_status() { status_ = {}; }
  // Answers to GS r since they were last asked for.
  [[nodiscard]] int take_fences() { return std::exchange(fences_, 0); }
  // The first obstacle since the last call that may have damaged a paper: cover, paper, cutter.
  [[nodiscard]] std::optional<FailureCode> take_mishap() {
    return std::exchange(mishap_, std::nullopt);
  }

 private:
  [[nodiscard]] Status ask(int question);
  [[nodiscard]] Status drain(Milliseconds quiet);
  [[nodiscard]] Status receive(Milliseconds timeout, bool& came);
  void take(const PrinterMessage& message);
  void note_mishap();
  void count_bytes();

  std::unique_ptr<Transport> transport_;
  DeviceMeter& meter_;
  Milliseconds reply_timeout_;
  StatusDecoder decoder_;
  PrinterStatus status_;
  TransportCounters counted_;
  int question_ = 0;   // the one that waits for an answer
  bool owed_ = false;  // an answer that we stopped waiting for may still come
  int fences_ = 0;
  std::optional<FailureCode> mishap_;
};

}  // namespace dk::drivers
