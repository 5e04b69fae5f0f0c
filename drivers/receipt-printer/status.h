// What a printer says about itself: its bytes told apart, and the bits named.
//
// DLE EOT replies, ASB blocks of four bytes and one-byte GS r answers are told apart by their
// first byte (PROTOCOL.md). A DLE EOT reply does not say to which question it belongs: the driver
// asks one at a time. Pure; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/printing.h"

namespace dk::drivers {

struct PrinterStatus {
  bool online = false;
  bool cover_open = false;
  bool fed_by_button = false;
  bool mechanical_error = false;
  bool cutter_fault = false;
  bool unrecoverable = false;
  bool head_hot = false;     // recovers by itself
  bool other_error = false;  // "error" without a cause
  PaperSupply paper = PaperSupply::Unknown;
  bool operator==(const PrinterStatus&) const = default;

  // Why it cannot print now, the worst first; nothing when it can.
  [[nodiscard]] std::optional<FailureCode> obstacle() const;
};

struct RealTimeReply {
  std::uint8_t byte = 0;
};
struct AsbReport {
  std::array<std::uint8_t, 4> bytes{};
};
struct BufferedReply {  // GS r, GS I
  std::uint8_t byte = 0;
};
struct FlowControl {
  bool on = false;  // XON
};
struct NotUnderstood {
  std::uint8_t byte = 0;
};
using PrinterMessage =
    std::variant<RealTimeReply, AsbReport, BufferedReply, FlowControl, NotUnderstood>;

class StatusDecoder {
 public:
  [[nodiscard]] std::vector<PrinterMessage> feed(ByteView bytes);
  // A pause in which an ASB block cannot go on: what was begun is not understood.
  [[nodiscard]] std::vector<PrinterMessage> silence();

 private:
  std::vector<std::uint8_t> asb_;
};

// Sets the fields that the answer to DLE EOT `question` (1..4) speaks of.
void apply_real_time(PrinterStatus& status, int question, std::uint8_t reply);
void apply_asb(PrinterStatus& status, const AsbReport& report);      // all fields
void apply_paper_sensor(PrinterStatus& status, std::uint8_t reply);  // GS r 1

}  // namespace dk::drivers
