#include "drivers/scanner/code_guard.h"

#include <algorithm>

namespace dk::drivers {
namespace {

constexpr std::size_t kAimBytes = 3;

bool is_letter(std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(std::uint8_t c) { return c >= '0' && c <= '9'; }

// "]cm": c a letter (the symbology), m a letter or digit (the modifier).
bool has_aim_prefix(ByteView data) {
  return data.size() >= kAimBytes && data[0] == ']' && is_letter(data[1]) &&
         (is_letter(data[2]) || is_digit(data[2]));
}

}  // namespace

void CodeGuard::take(ByteView code, Milliseconds last_byte, Milliseconds now,
                     ScanProtocol::Messages& out) {
  if (code.empty()) return;
  if (now - last_seen_ < time_ && !last_code_.empty() &&
      std::ranges::equal(last_code_.view(), code)) {
    last_seen_ = now;
    out.emplace_back(ScanRepeat{++repeats_});
    return;
  }
  last_code_ = Secret(code);
  last_seen_ = now;
  repeats_ = 0;

  ScanCode told;
  told.last_byte = last_byte;
  if (aim_prefix_ && has_aim_prefix(code)) {
    told.symbology = as_text(code.first(kAimBytes));
    code = code.subspan(kAimBytes);
    if (code.empty()) return;
  }
  told.data.assign(code.begin(), code.end());
  out.emplace_back(std::move(told));
}

void CodeGuard::look(Milliseconds now) {
  if (last_code_.empty() || now - last_seen_ < time_) return;
  last_code_ = Secret();
  repeats_ = 0;
}

Milliseconds CodeGuard::wait(Milliseconds now) const {
  if (last_code_.empty()) return Milliseconds(-1);
  return std::max(Milliseconds(0), last_seen_ + time_ - now);
}

}  // namespace dk::drivers
