// What a bar code engine sends, as events. No input or output; the clock is an argument.
//
// A code ends with the suffix, or with `gap` of silence. A 3-byte AIM prefix "]cm" is taken off
// and reported (ISO/IEC 15424). Replies to trigger commands are recognised and are not codes.
// More than `max_bytes` in one code: everything up to its end is thrown away, one TooLong event.
// The same code again within `same_code_guard` after it was last seen is a Repeat, not a Code.
// See PROTOCOL.md. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/secret.h"

namespace dk::drivers {

enum class ScanSuffix { Cr, Lf, CrLf, Nul, None };

struct ScanFraming {
  ScanSuffix suffix = ScanSuffix::Cr;
  bool aim_prefix = true;  // the engine is set up to send it; text that has none passes unchanged
  Milliseconds gap{150};
  Milliseconds same_code_guard{1000};  // 0 = every reading is a Code
  std::size_t max_bytes = 4096;
};

struct ScanCode {
  Bytes data;                 // without prefix and suffix
  std::string symbology;      // "]Q1", empty when the engine did not say
  Milliseconds last_byte{0};  // when the last byte of it (or its suffix) came
};
struct ScanRepeat {
  std::uint32_t count = 0;  // of the last code, 1 = seen twice
};
struct ScanTooLong {
  std::size_t bytes = 0;
};
struct ScanTorn {  // the line was lost inside a code
  std::size_t bytes = 0;
};
struct TriggerReply {
  enum class Result { Done, BadData, BadCommand } result = Result::Done;  // ACK, NAK, ENQ
};
using ScannerMessage = std::variant<ScanCode, ScanRepeat, ScanTooLong, ScanTorn, TriggerReply>;

class ScannerCodec {
 public:
  using Messages = std::vector<ScannerMessage>;
  explicit ScannerCodec(ScanFraming framing) : framing_(framing) {}

  // Bytes that came at `now` (steady).
  [[nodiscard]] Messages feed(ByteView bytes, Milliseconds now);
  // Nothing came until `now`: ends a code whose gap has passed.
  [[nodiscard]] Messages silence(Milliseconds now);
  // The line was lost: what is not a complete code is dropped and said.
  [[nodiscard]] Messages line_lost();
  // How long to wait for bytes before silence() has something to do; negative = for ever.
  [[nodiscard]] Milliseconds wait(Milliseconds now) const;

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
  Secret last_code_;  // symbology and data; forgotten when the guard time is over
  Milliseconds last_seen_{0};
  std::uint32_t repeats_ = 0;
};

}  // namespace dk::drivers
