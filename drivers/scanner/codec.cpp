#include "drivers/scanner/codec.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dk::drivers {
namespace {

constexpr std::uint8_t kAck = 0x06;
constexpr std::uint8_t kEnq = 0x05;
constexpr std::uint8_t kNak = 0x15;
constexpr std::uint8_t kSyn = 0x16;
constexpr std::uint8_t kCr = 0x0d;
constexpr std::uint8_t kLf = 0x0a;
constexpr std::array<std::uint8_t, 6> kNewlandReply = {0x02, 0x01, 0x30, 0x30, 0x30, 0x30};
constexpr std::size_t kMaxReplyBytes = 64;

std::optional<TriggerReply> reply_of(std::uint8_t byte) {
  switch (byte) {
    case kAck:
      return TriggerReply{TriggerReply::Result::Done};
    case kNak:
      return TriggerReply{TriggerReply::Result::BadData};
    case kEnq:
      return TriggerReply{TriggerReply::Result::BadCommand};
    default:
      return {};
  }
}

enum class Looks { NotReply, PartOfReply, Reply };

Looks looks_like_newland(ByteView pending) {
  const std::size_t common = std::min(pending.size(), kNewlandReply.size());
  if (!std::equal(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(common),
                  kNewlandReply.begin()) ||
      pending.size() > kMaxReplyBytes) {
    return Looks::NotReply;
  }
  const std::size_t size = pending.size();
  const bool ends = size >= kNewlandReply.size() + 3 && pending[size - 2] == 0x3b &&
                    pending[size - 1] == 0x03 && reply_of(pending[size - 3]);
  return ends ? Looks::Reply : Looks::PartOfReply;
}

// The echo of SYN T CR or SYN U CR.
Looks looks_like_honeywell(ByteView pending) {
  if (pending[0] != kSyn || pending.size() > 3) return Looks::NotReply;
  if (pending.size() > 1 && pending[1] != 0x54 && pending[1] != 0x55) return Looks::NotReply;
  if (pending.size() > 2) return pending[2] == kCr ? Looks::Reply : Looks::NotReply;
  return Looks::PartOfReply;
}

}  // namespace

ScannerCodec::Messages ScannerCodec::feed(ByteView bytes, Milliseconds now) {
  // The pause may have been seen by nobody but the clock.
  Messages out = silence(now);
  last_byte_ = now;
  for (const std::uint8_t byte : bytes) take(byte, now, out);
  return out;
}

ScannerCodec::Messages ScannerCodec::silence(Milliseconds now) {
  Messages out;
  if (now - last_byte_ >= framing_.gap) {
    after_echo_ = false;
    if (!pending_.empty() || discarding_) end_code(now, out);
  }
  guard_.look(now);
  return out;
}

ScannerCodec::Messages ScannerCodec::line_lost() {
  Messages out;
  if (!pending_.empty() && !discarding_) out.emplace_back(ScanTorn{pending_.size()});
  forget_pending();
  discarding_ = false;
  after_echo_ = false;
  return out;
}

Milliseconds ScannerCodec::wait(Milliseconds now) const {
  if (!pending_.empty() || discarding_) {
    return std::max(Milliseconds(0), last_byte_ + framing_.gap - now);
  }
  return guard_.wait(now);
}

void ScannerCodec::take(std::uint8_t byte, Milliseconds now, Messages& out) {
  if (std::exchange(after_echo_, false) && pending_.empty()) {
    if (const auto reply = reply_of(byte)) {
      if (reply->result != TriggerReply::Result::Done) out.emplace_back(*reply);
      return;
    }
  }
  if (discarding_ && !pending_.empty()) pending_.erase(pending_.begin(), pending_.end() - 1);
  pending_.push_back(byte);
  if (!discarding_ && take_reply(byte, out)) return;

  if (const std::size_t suffix = suffix_at_end(); suffix > 0) {
    pending_.resize(pending_.size() - suffix);
    end_code(now, out);
  } else if (!discarding_ && pending_.size() > framing_.max_bytes + 1) {
    out.emplace_back(ScanTooLong{pending_.size()});
    forget_pending();
    pending_.push_back(byte);  // it may be the first half of CR LF
    discarding_ = true;
  }
}

// True when the byte belongs to a reply that has ended or may still go on.
bool ScannerCodec::take_reply(std::uint8_t byte, Messages& out) {
  if (pending_[0] == kSyn) {
    const Looks looks = looks_like_honeywell(pending_);
    if (looks != Looks::Reply) return looks == Looks::PartOfReply;
    out.emplace_back(TriggerReply{});
    after_echo_ = true;
  } else if (pending_[0] == kNewlandReply[0]) {
    const Looks looks = looks_like_newland(pending_);
    if (looks != Looks::Reply) return looks == Looks::PartOfReply && byte != kCr && byte != kLf;
    out.emplace_back(*reply_of(pending_[pending_.size() - 3]));
  } else {
    return false;
  }
  forget_pending();
  return true;
}

// How many bytes of suffix stand at the end of what has come.
std::size_t ScannerCodec::suffix_at_end() const {
  const std::uint8_t last = pending_.back();
  switch (framing_.suffix) {
    case ScanSuffix::Cr:
      return last == kCr ? 1 : 0;
    case ScanSuffix::Lf:
      return last == kLf ? 1 : 0;
    case ScanSuffix::Nul:
      return last == 0 ? 1 : 0;
    case ScanSuffix::CrLf:
      return last == kLf && pending_.size() > 1 && pending_[pending_.size() - 2] == kCr ? 2 : 0;
    case ScanSuffix::None:
      return 0;
  }
  return 0;
}

void ScannerCodec::end_code(Milliseconds now, Messages& out) {
  if (std::exchange(discarding_, false)) {
    forget_pending();
    return;
  }
  if (pending_.size() > framing_.max_bytes) {
    out.emplace_back(ScanTooLong{pending_.size()});
  } else {
    emit(pending_, now, out);
  }
  forget_pending();
}

void ScannerCodec::emit(ByteView data, Milliseconds now, Messages& out) {
  // Makers mean CR, LF or CR LF by "enter": what is left of it at the edges is not data.
  const bool line_ends = framing_.suffix == ScanSuffix::Cr || framing_.suffix == ScanSuffix::Lf ||
                         framing_.suffix == ScanSuffix::CrLf;
  while (line_ends && !data.empty() && data.front() == kLf) data = data.subspan(1);
  while (line_ends && !data.empty() && data.back() == kCr) data = data.first(data.size() - 1);
  if (data.empty()) return;
  if (data.size() == 1) {
    if (const auto reply = reply_of(data[0])) {
      out.emplace_back(*reply);
      return;
    }
  }
  // A reply that was cut short is not a code.
  if (data.size() >= 2 && looks_like_newland(data) == Looks::PartOfReply) return;

  guard_.take(data, last_byte_, now, out);
}

void ScannerCodec::forget_pending() {
  wipe(pending_.data(), pending_.size());
  pending_.clear();
}

}  // namespace dk::drivers
