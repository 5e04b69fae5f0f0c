// What a bar code engine on a serial line sends: a code and its suffix (protocol.h).
//
// A code ends with the suffix, or with `gap` of silence. A 3-byte AIM prefix "]cm" is taken off
// and reported (ISO/IEC 15424). Replies to trigger commands are recognised and are not codes.
// More than `max_bytes` in one code: everything up to its end is thrown away, one TooLong event.
// The same code again within `same_code_guard` after it was last seen is a Repeat, not a Code.
// See PROTOCOL.md. One thread.
#pragma once

#include <cstdint>

#include "drivers/scanner/code_guard.h"
#include "drivers/scanner/protocol.h"

namespace dk::drivers {

class ScannerCodec : public ScanProtocol {
 public:
  explicit ScannerCodec(ScanFraming framing) : framing_(framing), guard_(framing) {}

  [[nodiscard]] Messages feed(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] Messages silence(Milliseconds now) override;
  [[nodiscard]] Messages line_lost() override;
  [[nodiscard]] Milliseconds wait(Milliseconds now) const override;

 private:
  void take(std::uint8_t byte, Milliseconds now, Messages& out);
  [[nodiscard]] bool take_reply(std::uint8_t byte, Messages& out);
  [[nodiscard]] std::size_t suffix_at_end() const;
  void end_code(Milliseconds now, Messages& out);
  void emit(ByteView data, Milliseconds now, Messages& out);
  void forget_pending();

  ScanFraming framing_;
  Bytes pending_;  // of the code that is arriving; while discarding only its last byte
  bool discarding_ = false;
  bool after_echo_ = false;  // a Honeywell echo may be followed by ACK, NAK or ENQ
  Milliseconds last_byte_{0};
  CodeGuard guard_;
};

}  // namespace dk::drivers
