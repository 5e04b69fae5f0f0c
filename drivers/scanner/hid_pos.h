// A USB HID POS scanner (usage page 8C): input reports of 64 bytes.
//
//   0 report id 02 · 1 data length, at most 56 · 2-4 AIM identifier · 5-60 data · 61 symbology
//   62 reserved · 63 bit 0: the code goes on in the next report
// A report that is none is ScanGarbage and ends the code that was arriving. A code whose next
// report does not come within the gap is ScanTorn. Reports may arrive in pieces. See PROTOCOL.md.
#pragma once

#include "drivers/scanner/code_guard.h"

namespace dk::drivers {

inline constexpr std::size_t kHidPosReportBytes = 64;
inline constexpr std::size_t kHidPosDataBytes = 56;
inline constexpr std::uint8_t kHidPosReportId = 0x02;

class HidPosCodec : public ScanProtocol {
 public:
  explicit HidPosCodec(ScanFraming framing) : framing_(framing), guard_(framing) {}
  [[nodiscard]] Messages feed(ByteView bytes, Milliseconds now) override;
  [[nodiscard]] Messages silence(Milliseconds now) override;
  [[nodiscard]] Messages line_lost() override;
  [[nodiscard]] Milliseconds wait(Milliseconds now) const override;

 private:
  void take_report(Messages& out, Milliseconds now);
  void forget();

  ScanFraming framing_;
  Bytes report_;  // the piece of one that has come
  Bytes code_;    // with its AIM identifier
  bool discarding_ = false;
  Milliseconds last_byte_{0};
  CodeGuard guard_;
};

}  // namespace dk::drivers
