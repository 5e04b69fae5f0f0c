#include "drivers/scanner/hid_pos.h"

#include <algorithm>
#include <utility>

namespace dk::drivers {
namespace {

constexpr std::size_t kLength = 1, kAim = 2, kData = 5, kFlags = 63, kAimBytes = 3;
constexpr std::uint8_t kGoesOn = 0x01;

}  // namespace

ScanProtocol::Messages HidPosCodec::feed(ByteView bytes, Milliseconds now) {
  Messages out = silence(now);  // the pause may have been seen by nobody but the clock
  last_byte_ = now;
  while (!bytes.empty()) {
    const std::size_t piece = std::min(kHidPosReportBytes - report_.size(), bytes.size());
    append(report_, bytes.first(piece));
    bytes = bytes.subspan(piece);
    if (report_.size() == kHidPosReportBytes) {
      take_report(out, now);
      wipe(report_.data(), report_.size());
      report_.clear();
    }
  }
  return out;
}

void HidPosCodec::take_report(Messages& out, Milliseconds now) {
  const std::size_t length = report_[kLength];
  if (report_[0] != kHidPosReportId || length > kHidPosDataBytes) {
    out.emplace_back(ScanGarbage{report_.size() + code_.size()});
    forget();
    return;
  }
  const bool goes_on = (report_[kFlags] & kGoesOn) != 0;
  if (!discarding_) {
    const ByteView report = report_;
    // The identifier stands before the data of the first report.
    const std::size_t begin = code_.empty() && report[kAim] == ']' ? kAim : kData;
    append(code_, report.subspan(begin, kData + length - begin));
    if (code_.size() > framing_.max_bytes + kAimBytes) {
      out.emplace_back(ScanTooLong{code_.size()});
      forget();
      discarding_ = goes_on;
      return;
    }
  }
  if (goes_on) return;
  if (!std::exchange(discarding_, false)) guard_.take(code_, now, now, out);
  forget();
}

ScanProtocol::Messages HidPosCodec::silence(Milliseconds now) {
  Messages out;
  if (now - last_byte_ >= framing_.gap) {
    if (!code_.empty() || !report_.empty()) out = line_lost();
    discarding_ = false;
  }
  guard_.look(now);
  return out;
}

ScanProtocol::Messages HidPosCodec::line_lost() {
  Messages out;
  if (const std::size_t bytes = code_.size() + report_.size(); bytes > 0) {
    out.emplace_back(ScanTorn{bytes});
  }
  wipe(report_.data(), report_.size());
  report_.clear();
  forget();
  discarding_ = false;
  return out;
}

Milliseconds HidPosCodec::wait(Milliseconds now) const {
  if (code_.empty() && report_.empty() && !discarding_) return guard_.wait(now);
  return std::max(Milliseconds(0), last_byte_ + framing_.gap - now);
}

void HidPosCodec::forget() {
  wipe(code_.data(), code_.size());
  code_.clear();
}

}  // namespace dk::drivers
