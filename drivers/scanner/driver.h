// A bar code scanner with a thread of its own, on any line and in any way of speaking of
// protocol.h.
//
//   Scanner scanner({.address = "serial:/dev/ttyUSB0?baud=115200"}, clock, on_scan, on_state);
//   scanner.start();
//
// Both callbacks come from the scanner's thread: hand the value on and return. on_scan gets each
// code once (see the same-code guard in codec.h). on_state comes when the state changes or an
// error was counted; a code that was too long is last_failure code_too_large, a code torn by a
// lost line is device_offline. When the line hangs up the driver opens it again by itself, first
// after 100 ms, then more slowly up to every 2 s. A code that was complete is never lost by that.
// What was scanned goes nowhere but to on_scan: not to the log, not into a failure's detail.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "drivers/device.h"
#include "drivers/scanner/protocol.h"
#include "drivers/scanner/trigger.h"
#include "drivers/transport/transport.h"

namespace dk::drivers {

struct ScannerOptions {
  std::string address{};
  ScanFraming framing{};
  TriggerDialect trigger = TriggerDialect::None;
  Milliseconds reopen_first{100};
  Milliseconds reopen_most{2000};
  TransportFactory transports = system_transports();
};

struct ScanEvent {
  Bytes data;                                       // as sent: UTF-8, GB 18030 or binary
  std::string symbology;                            // AIM identifier "]Q1", or empty
  Milliseconds last_byte_steady{0};                 // Clock::steady() when the last byte was read
  std::chrono::nanoseconds last_byte_steady_ns{0};  // std::chrono::steady_clock, same moment
};

class Scanner {
 public:
  using Options = ScannerOptions;
  Scanner(Options options, const Clock& clock, std::function<void(ScanEvent)> on_scan,
          std::function<void(DeviceStatus)> on_state);
  ~Scanner();  // stops
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  // Failures: those of parse_address; a device that is not there is not a failure but a state.
  [[nodiscard]] Status start();
  void stop();                                // joins the thread; not from a callback
  [[nodiscard]] DeviceStatus status() const;  // any thread
  // Readings of a code that was already reported, since start. Any thread.
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }
  // Asks for one reading, or ends asking. Sent when the line is up, the last request wins.
  // Failure: unsupported (dialect None). Any thread.
  [[nodiscard]] Status trigger(bool on);

 private:
  void run();
  bool open_line(bool& was_open);
  void serve_line();
  void deliver(const std::vector<ScannerMessage>& messages, Milliseconds now,
               std::chrono::nanoseconds now_ns);
  void count_bytes();
  void set_state(DeviceState state);
  void report_failure(FailureCode code);
  void pause(Milliseconds duration);

  Options options_;
  const Clock& clock_;
  std::function<void(ScanEvent)> on_scan_;
  std::function<void(DeviceStatus)> on_state_;
  DeviceMeter meter_;
  ScanAddress address_;
  std::unique_ptr<ScanProtocol> protocol_;
  std::unique_ptr<Transport> transport_;
  TransportCounters counted_;
  std::chrono::nanoseconds last_read_ns_{0};
  std::atomic<std::uint64_t> repeats_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::optional<bool> trigger_wanted_;
  std::thread thread_;
};

}  // namespace dk::drivers
