#include "drivers/scanner/ssi.h"

#include <algorithm>
#include <utility>

namespace dk::drivers {
namespace {

constexpr std::size_t kHead = 4, kChecksum = 2;
constexpr std::uint8_t kHost = 0x04, kDecoder = 0x00;
constexpr std::uint8_t kSentAgain = 0x01, kGoesOn = 0x02;
constexpr std::uint8_t kNakResend = 0x01;

std::uint16_t checksum(ByteView bytes) {
  unsigned sum = 0;
  for (const std::uint8_t byte : bytes) sum += byte;
  return static_cast<std::uint16_t>(0x10000 - (sum & 0xffff));
}

Bytes packet(SsiOpcode opcode, std::uint8_t source, std::uint8_t status, ByteView data) {
  Bytes bytes;
  bytes.reserve(kHead + data.size() + kChecksum);
  bytes.push_back(static_cast<std::uint8_t>(kHead + data.size()));
  bytes.push_back(static_cast<std::uint8_t>(opcode));
  bytes.push_back(source);
  bytes.push_back(status);
  append(bytes, data);
  const std::uint16_t sum = checksum(bytes);
  bytes.push_back(static_cast<std::uint8_t>(sum >> 8));
  bytes.push_back(static_cast<std::uint8_t>(sum & 0xff));
  return bytes;
}

}  // namespace

Bytes ssi_packet(SsiOpcode opcode, ByteView data) { return packet(opcode, kHost, 0, data); }

Bytes ssi_decoder_packet(SsiOpcode opcode, std::uint8_t status, ByteView data) {
  return packet(opcode, kDecoder, status, data);
}

ScanProtocol::Messages SsiCodec::feed(ByteView bytes, Milliseconds now) {
  Messages out = silence(now);  // the pause may have been seen by nobody but the clock
  last_byte_ = now;
  for (const std::uint8_t byte : bytes) {
    if (packet_.empty() && byte == 0) continue;
    packet_.push_back(byte);
    if (packet_[0] < kHead) {
      out.emplace_back(ScanGarbage{1});
      packet_.clear();
    } else if (packet_.size() == packet_[0] + kChecksum) {
      take_packet(out, now);
      wipe(packet_.data(), packet_.size());
      packet_.clear();
    }
  }
  return out;
}

void SsiCodec::take_packet(Messages& out, Milliseconds now) {
  const ByteView body = ByteView(packet_).first(packet_.size() - kChecksum);
  const std::uint16_t sum = checksum(body);
  if (packet_[body.size()] != sum >> 8 || packet_[body.size() + 1] != (sum & 0xff) ||
      body[2] != kDecoder) {
    out.emplace_back(ScanGarbage{packet_.size()});
    append(answer_, ssi_packet(SsiOpcode::CmdNak, Bytes{kNakResend}));
    return;
  }
  const auto opcode = static_cast<SsiOpcode>(body[1]);
  if (opcode == SsiOpcode::CmdAck || opcode == SsiOpcode::CmdNak) {
    const bool done = opcode == SsiOpcode::CmdAck;
    out.emplace_back(
        TriggerReply{done ? TriggerReply::Result::Done : TriggerReply::Result::BadCommand});
    return;
  }
  append(answer_, ssi_packet(SsiOpcode::CmdAck));
  if (opcode == SsiOpcode::DecodeData) decoded(body.subspan(kHead), body[3], out, now);
}

void SsiCodec::decoded(ByteView data, std::uint8_t status, Messages& out, Milliseconds now) {
  const bool sent_again = (status & kSentAgain) != 0;
  if (sent_again && packets_ == 0 && several_) return;  // the end of a code that was told
  const bool again =
      sent_again && !last_packet_.empty() && std::ranges::equal(last_packet_.view(), data);
  if (!again) ++packets_;
  if (!again && !data.empty() && !discarding_) {
    last_packet_ = Secret(data);
    append(code_, data.subspan(1));  // data[0] is the type of the code
    if (code_.size() > framing_.max_bytes) {
      out.emplace_back(ScanTooLong{code_.size()});
      forget();
      packets_ = 1;
      discarding_ = true;
    }
  }
  if ((status & kGoesOn) != 0) return;
  several_ = packets_ > 1;
  if (!std::exchange(discarding_, false)) guard_.take(code_, now, now, out);
  forget();
}

ScanProtocol::Messages SsiCodec::silence(Milliseconds now) {
  Messages out;
  if (now - last_byte_ >= framing_.gap) {
    if (!code_.empty() || !packet_.empty()) out = line_lost();
    discarding_ = false;
  }
  guard_.look(now);
  return out;
}

ScanProtocol::Messages SsiCodec::line_lost() {
  Messages out;
  if (const std::size_t bytes = code_.size() + packet_.size(); bytes > 0) {
    out.emplace_back(ScanTorn{bytes});
  }
  wipe(packet_.data(), packet_.size());
  packet_.clear();
  forget();
  discarding_ = false;
  answer_.clear();
  return out;
}

Milliseconds SsiCodec::wait(Milliseconds now) const {
  if (code_.empty() && packet_.empty() && !discarding_) return guard_.wait(now);
  return std::max(Milliseconds(0), last_byte_ + framing_.gap - now);
}

Bytes SsiCodec::answer() { return std::exchange(answer_, {}); }

void SsiCodec::forget() {
  wipe(code_.data(), code_.size());
  code_.clear();
  last_packet_ = Secret();
  packets_ = 0;
}

}  // namespace dk::drivers
