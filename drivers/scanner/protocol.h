// How bar code engines speak: what all their ways have in common.
//
//   serial:… tcp:…            a code and its suffix (codec.h)
//   ssi+serial:…              packets with checksum that must be acknowledged (ssi.h)
//   hid:/dev/hidraw0          reports of a USB HID POS scanner (hid_pos.h); hid+serial:… the same
//                             reports over another line, for emulators
//   evdev:/dev/input/…        keys of a keyboard wedge, taken away from the window system
//                             (keyboard_wedge.h); evdev+serial:… likewise
// No input or output; the clock is an argument. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

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
struct ScanGarbage {  // bytes that the protocol does not have
  std::size_t bytes = 0;
};
struct TriggerReply {
  enum class Result { Done, BadData, BadCommand } result = Result::Done;  // ACK, NAK, ENQ
};
using ScannerMessage =
    std::variant<ScanCode, ScanRepeat, ScanTooLong, ScanTorn, ScanGarbage, TriggerReply>;

class ScanProtocol {
 public:
  using Messages = std::vector<ScannerMessage>;
  virtual ~ScanProtocol() = default;
  // Bytes that came at `now` (steady).
  [[nodiscard]] virtual Messages feed(ByteView bytes, Milliseconds now) = 0;
  // Nothing came until `now`: ends what its pause ends.
  [[nodiscard]] virtual Messages silence(Milliseconds now) = 0;
  // The line was lost: what is not a complete code is dropped and said.
  [[nodiscard]] virtual Messages line_lost() = 0;
  // How long to wait for bytes before silence() has something to do; negative = for ever.
  [[nodiscard]] virtual Milliseconds wait(Milliseconds now) const = 0;
  // What the engine must be told because of what has come, once; empty mostly.
  [[nodiscard]] virtual Bytes answer() { return {}; }
};

enum class ScanSpeech { Suffix, Ssi, HidPos, Keyboard };
struct ScanAddress {
  ScanSpeech speech = ScanSpeech::Suffix;
  std::string line;  // address of the transport (drivers/transport/address.h)
};
// Any text; what is wrong with the line's part is found by who opens it.
[[nodiscard]] ScanAddress parse_scan_address(std::string_view text);
[[nodiscard]] std::unique_ptr<ScanProtocol> make_scan_protocol(ScanSpeech speech,
                                                               const ScanFraming& framing);

}  // namespace dk::drivers
