// One question, one answer: commands to a SAM module over a line, with their time-outs.
//
// A damaged question or answer is repeated once. What is still in the line from an earlier question
// is thrown away before a new one is sent. One thread; `stopping` ends a wait early.
// Failures: device_offline, io_error (the line is lost: close and open it), timed_out (silence),
// device_protocol (damaged twice), cancelled (stopping).
#pragma once

#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "drivers/device.h"
#include "drivers/id-card-reader/codec.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

class SamLine {
 public:
  SamLine(std::unique_ptr<Transport> transport, const Clock& clock, DeviceMeter& meter,
          std::function<bool()> stopping)
      : transport_(std::move(transport)),
        clock_(clock),
        meter_(meter),
        stopping_(std::move(stopping)) {}

  [[nodiscard]] Status open();
  void close();
  [[nodiscard]] bool is_open() const { return transport_->is_open(); }
  [[nodiscard]] Result<SamAnswer> ask(SamCommand command, Milliseconds timeout);
  void interrupt() { transport_->interrupt(); }  // any thread

 private:
  [[nodiscard]] Result<SamAnswer> ask_once(SamCommand command, Milliseconds timeout);
  [[nodiscard]] Status throw_away_old();
  [[nodiscard]] Result<Bytes> read(Milliseconds timeout);

  std::unique_ptr<Transport> transport_;
  const Clock& clock_;
  DeviceMeter& meter_;
  std::function<bool()> stopping_;
  SamCodec codec_;
  TransportCounters counted_;
};

}  // namespace dk::drivers
