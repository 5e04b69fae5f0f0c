#include "drivers/receipt-printer/status.h"

#include <algorithm>

namespace dk::drivers {
namespace {

constexpr bool has(std::uint8_t byte, int mask) { return (byte & mask) != 0; }

// The fixed bits that tell answers apart.
constexpr bool is_real_time(std::uint8_t b) { return (b & 0x93) == 0x12; }  // 0xx1xx10
constexpr bool is_asb_first(std::uint8_t b) { return (b & 0x93) == 0x10; }  // 0xx1xx00
constexpr bool is_asb_later(std::uint8_t b) { return (b & 0x90) == 0; }     // bits 4, 7 = 0
constexpr bool is_buffered(std::uint8_t b) { return (b & 0x90) == 0; }      // 0xx0xxxx

PaperSupply paper_of(bool near_end, bool end) {
  if (end) return PaperSupply::Out;
  return near_end ? PaperSupply::Low : PaperSupply::Full;
}

void classify_first(std::uint8_t byte, std::vector<std::uint8_t>& asb,
                    std::vector<PrinterMessage>& out) {
  if (byte == 0x11 || byte == 0x13) {
    out.emplace_back(FlowControl{byte == 0x11});
  } else if (is_real_time(byte)) {
    out.emplace_back(RealTimeReply{byte});
  } else if (is_asb_first(byte)) {
    asb.push_back(byte);
  } else if (is_buffered(byte)) {
    out.emplace_back(BufferedReply{byte});
  } else {
    out.emplace_back(NotUnderstood{byte});
  }
}

}  // namespace

std::optional<FailureCode> PrinterStatus::obstacle() const {
  if (unrecoverable) return FailureCode::printer_fault;
  if (cutter_fault) return FailureCode::cutter_fault;
  if (mechanical_error) return FailureCode::paper_jammed;
  if (cover_open) return FailureCode::cover_open;
  if (paper == PaperSupply::Out) return FailureCode::paper_out;
  if (head_hot) return FailureCode::head_hot;
  if (other_error) return FailureCode::printer_fault;
  if (!online) return FailureCode::device_offline;
  return {};
}

std::vector<PrinterMessage> StatusDecoder::feed(ByteView bytes) {
  std::vector<PrinterMessage> out;
  for (const std::uint8_t byte : bytes) {
    if (asb_.empty()) {
      classify_first(byte, asb_, out);
    } else if (is_asb_later(byte)) {
      asb_.push_back(byte);
      if (asb_.size() == 4) {
        AsbReport report;
        std::ranges::copy(asb_, report.bytes.begin());
        asb_.clear();
        out.emplace_back(report);
      }
    } else {
      const auto broken = silence();
      out.insert(out.end(), broken.begin(), broken.end());
      classify_first(byte, asb_, out);
    }
  }
  return out;
}

std::vector<PrinterMessage> StatusDecoder::silence() {
  std::vector<PrinterMessage> out;
  for (const std::uint8_t byte : asb_) out.emplace_back(NotUnderstood{byte});
  asb_.clear();
  return out;
}

void apply_real_time(PrinterStatus& status, int question, std::uint8_t reply) {
  switch (question) {
    case 1:  // printer: bit 3 offline
      status.online = !has(reply, 0x08);
      break;
    case 2:  // why offline: bit 2 cover, 3 fed by button, 5 stopped for paper, 6 error
      status.cover_open = has(reply, 0x04);
      status.fed_by_button = has(reply, 0x08);
      if (has(reply, 0x20)) status.paper = PaperSupply::Out;
      status.other_error = has(reply, 0x40);
      break;
    case 3:  // which error: bit 2 mechanical, 3 cutter, 5 unrecoverable, 6 head hot
      status.mechanical_error = has(reply, 0x04);
      status.cutter_fault = has(reply, 0x08);
      status.unrecoverable = has(reply, 0x20);
      status.head_hot = has(reply, 0x40);
      break;
    case 4:  // paper: bits 2 and 3 near end, bits 5 and 6 end
      status.paper = paper_of(has(reply, 0x0c), has(reply, 0x60));
      break;
    default:
      break;
  }
}

void apply_asb(PrinterStatus& status, const AsbReport& report) {
  const auto& b = report.bytes;
  status.online = !has(b[0], 0x08);
  status.cover_open = has(b[0], 0x20);
  status.fed_by_button = has(b[0], 0x40);
  status.mechanical_error = has(b[1], 0x04);
  status.cutter_fault = has(b[1], 0x08);
  status.unrecoverable = has(b[1], 0x20);
  status.head_hot = has(b[1], 0x40);
  status.other_error = false;
  status.paper = paper_of(has(b[2], 0x03), has(b[2], 0x0c));
}

void apply_paper_sensor(PrinterStatus& status, std::uint8_t reply) {
  status.paper = paper_of(has(reply, 0x03), has(reply, 0x0c));
}

}  // namespace dk::drivers
