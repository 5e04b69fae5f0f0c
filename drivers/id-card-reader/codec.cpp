#include "drivers/id-card-reader/codec.h"

#include <algorithm>
#include <utility>

namespace dk::drivers {
namespace {

constexpr std::size_t kHeadBytes = kSamPreamble.size() + 2;
constexpr std::size_t kLeastLength = 4;  // three status bytes and the check

std::uint8_t xor_of(ByteView bytes) {
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : bytes) sum = static_cast<std::uint8_t>(sum ^ byte);
  return sum;
}

// Whether `bytes` could be the beginning of a frame, as far as they go.
bool may_begin_frame(ByteView bytes) {
  const std::size_t common = std::min(bytes.size(), kSamPreamble.size());
  return std::ranges::equal(bytes.first(common), ByteView(kSamPreamble).first(common));
}

}  // namespace

Bytes sam_request(SamCommand command) {
  Bytes frame(kSamPreamble.begin(), kSamPreamble.end());
  const auto word = static_cast<std::uint16_t>(command);
  append(frame, Bytes{0x00, 0x03, static_cast<std::uint8_t>(word >> 8),
                      static_cast<std::uint8_t>(word & 0xff)});
  frame.push_back(xor_of(ByteView(frame).subspan(kSamPreamble.size())));
  return frame;
}

std::vector<SamMessage> SamCodec::feed(ByteView bytes) {
  std::vector<SamMessage> out;
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  noise_ = 0;
  while (!pending_.empty()) {
    const ByteView all(pending_);
    if (!may_begin_frame(all)) {
      std::size_t next = 1;
      while (next < all.size() && !may_begin_frame(all.subspan(next))) ++next;
      skip(next);
      continue;
    }
    if (all.size() < kHeadBytes) break;
    const std::size_t length = static_cast<std::size_t>(all[5]) << 8 | all[6];
    if (length < kLeastLength || length > kMaxSamLength) {
      skip(1);
      continue;
    }
    if (all.size() < kHeadBytes + length) break;
    const ByteView body = all.subspan(kHeadBytes, length);
    const ByteView checked = all.subspan(kSamPreamble.size(), 2 + length - 1);
    if (xor_of(checked) != body.back()) {
      // The next frame may have begun inside this one: only its first byte is given up.
      out.emplace_back(SamDamaged{});
      skip(1);
      continue;
    }
    out.emplace_back(
        SamAnswer{body[0], body[1], body[2], Secret(body.subspan(3, length - kLeastLength))});
    // A new buffer: what stood in the old one is wiped when it is freed.
    pending_ = {pending_.begin() + static_cast<std::ptrdiff_t>(kHeadBytes + length),
                pending_.end()};
  }
  if (noise_ > 0) out.emplace_back(SamNoise{noise_});
  return out;
}

void SamCodec::skip(std::size_t bytes) {
  noise_ += bytes;
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(bytes));
}

}  // namespace dk::drivers
