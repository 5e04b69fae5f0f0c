// A bar code engine, seen from the far end of its line: sends what a person scans, as a real one
// would, and understands trigger commands of Honeywell and Newland.
//
// Verbs: scan {text | base64 | picture, symbology?}, garbage {bytes: hex}, set {suffix: cr lf crlf
// nul none, aim: true false, baud_delay: bits per second, 0 = at once, speech: suffix ssi hid evdev
// (protocol.h)}, state. In SSI it understands sessions and counts what is acknowledged. A scan that
// nobody listens to is refused (device_offline): an engine keeps nothing. One thread.
#pragma once

#include <deque>

#include "drivers/emulation/emulated_device.h"
#include "drivers/scanner/protocol.h"

namespace dk::drivers {

class ScannerEmulator : public EmulatedDevice {
 public:
  [[nodiscard]] std::string_view name() const override { return "scanner"; }
  void line_changed(bool up) override;
  [[nodiscard]] std::size_t room() const override { return 4096; }
  void received(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] std::optional<Milliseconds> work(Milliseconds now) override;
  [[nodiscard]] Bytes take_output() override;
  [[nodiscard]] VerbAnswer verb(const std::string& verb, const VerbArguments& arguments,
                                bool line_is_up) override;

 private:
  VerbAnswer scan(const VerbArguments& arguments);
  VerbAnswer set(const VerbArguments& arguments);
  VerbAnswer state() const;
  void send(ByteView bytes);

  void heard_ssi(std::uint8_t byte);
  void told(const std::string& command);

  ScanSpeech speech_ = ScanSpeech::Suffix;
  std::uint64_t acknowledged_ = 0;  // packets
  Bytes suffix_ = {0x0d};
  std::string suffix_name_ = "cr";
  bool aim_ = false;
  std::uint64_t baud_ = 0;
  Bytes output_;                   // ready for the wire
  std::deque<std::uint8_t> slow_;  // waiting for their time
  Milliseconds now_{0};
  Milliseconds slow_since_{0};
  std::uint64_t slow_sent_ = 0;
  std::uint64_t codes_ = 0;
  Bytes heard_;
  std::deque<std::string> commands_;  // trigger commands as hex, the newest 32
  bool triggered_ = false;
};

}  // namespace dk::drivers
