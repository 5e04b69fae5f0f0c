// A scanner that types: Linux input events (struct input_event) become bytes, those the code and
// its suffix (codec.h). The US layout, as scanners have it unless they are told otherwise.
//
// Enter is the suffix. Shift, caps lock and Ctrl with a letter (control characters) are understood;
// Alt with digits of the keypad is the character of that number: one byte up to 255, two beyond
// (GB 18030). Keys that type nothing are nothing. Events that the kernel had to drop (SYN_DROPPED)
// tear the code: ScanTorn. Nothing of it reaches the window system: the line is taken exclusively
// (drivers/transport/node.h). See PROTOCOL.md.
#pragma once

#include "drivers/scanner/codec.h"

namespace dk::drivers {

// One input event as the kernel of this machine gives it.
[[nodiscard]] Bytes input_event(std::uint16_t type, std::uint16_t code, std::int32_t value);
// The events of a keyboard that types `text`; what the US layout has no key for goes by Alt and
// digits, byte by byte, with '\r' as Enter. For the far end.
[[nodiscard]] Bytes typed_events(ByteView text);

class KeyboardWedgeCodec : public ScanProtocol {
 public:
  explicit KeyboardWedgeCodec(ScanFraming framing);
  [[nodiscard]] Messages feed(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] Messages silence(Milliseconds now) override { return bytes_.silence(now); }
  [[nodiscard]] Messages line_lost() override;
  [[nodiscard]] Milliseconds wait(Milliseconds now) const override { return bytes_.wait(now); }

 private:
  void take_event(Bytes& typed, bool& dropped);
  void key(std::uint16_t code, bool down, Bytes& typed);
  void end_number(Bytes& typed);

  ScannerCodec bytes_;
  Bytes enter_;  // what Enter becomes
  Bytes event_;  // the piece of one that has come
  bool shift_left_ = false, shift_right_ = false, ctrl_ = false, alt_ = false, caps_ = false;
  std::uint32_t number_ = 0;  // of Alt and digits
  int digits_ = 0;
};

}  // namespace dk::drivers
