// Zebra's Simple Serial Interface (SSI): packets with a checksum, each acknowledged.
//
//   length · opcode · source (04 host, 00 decoder) · status · data · checksum high, low
// length counts all but the checksum, which is the two's complement of the sum of the bytes. Status
// bit 0: sent again; bit 1: the code goes on in the next packet. DECODE_DATA (F3) begins with the
// type of the code. A bad checksum is answered with NAK 01 (send again) and told as ScanGarbage; a
// packet whose ACK was lost is taken once. A code whose next packet does not come within the gap is
// ScanTorn. Zero bytes between packets wake the other side and are nothing. See PROTOCOL.md.
#pragma once

#include "drivers/scanner/code_guard.h"

namespace dk::drivers {

enum class SsiOpcode : std::uint8_t {
  CmdAck = 0xd0,
  CmdNak = 0xd1,
  StartSession = 0xe4,
  StopSession = 0xe5,
  ScanEnable = 0xe9,
  ScanDisable = 0xea,
  DecodeData = 0xf3,
  Event = 0xf6,
};
// From the host; `data` at most 248 bytes.
[[nodiscard]] Bytes ssi_packet(SsiOpcode opcode, ByteView data = {});
// As ssi_packet(), from the decoder: for the far end.
[[nodiscard]] Bytes ssi_decoder_packet(SsiOpcode opcode, std::uint8_t status, ByteView data = {});

class SsiCodec : public ScanProtocol {
 public:
  explicit SsiCodec(ScanFraming framing) : framing_(framing), guard_(framing) {}
  [[nodiscard]] Messages feed(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] Messages silence(Milliseconds now) override;
  [[nodiscard]] Messages line_lost() override;
  [[nodiscard]] Milliseconds wait(Milliseconds now) const override;
  [[nodiscard]] Bytes answer() override;

 private:
  void take_packet(Messages& out, Milliseconds now);
  void decoded(ByteView data, std::uint8_t status, Messages& out, Milliseconds now);
  void forget();

  ScanFraming framing_;
  Bytes packet_;  // the piece of one that has come
  Bytes code_;
  Secret last_packet_;    // of the code that is arriving: it may come again
  int packets_ = 0;       // of it
  bool several_ = false;  // the last complete code had several: its last one may come again
  bool discarding_ = false;
  Bytes answer_;
  Milliseconds last_byte_{0};
  CodeGuard guard_;
};

}  // namespace dk::drivers
