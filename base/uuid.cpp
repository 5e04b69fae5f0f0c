#include "base/uuid.h"

#include <algorithm>

namespace dk {
namespace {

constexpr std::size_t kTextSize = 36;
constexpr std::uint16_t kCounterMax = 0x0fff;
constexpr std::int64_t kMillisecondsMax = (std::int64_t{1} << 48) - 1;

constexpr bool is_hyphen_place(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::string to_string(const Uuid& id) {
  std::string text = to_hex(id.bytes);
  for (std::size_t i = 0; i < kTextSize; ++i) {
    if (is_hyphen_place(i)) text.insert(i, 1, '-');
  }
  return text;
}

std::optional<Uuid> uuid_from_string(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < kTextSize; ++i) {
    if (is_hyphen_place(i) != (text[i] == '-')) return std::nullopt;
    if (!is_hyphen_place(i)) digits.push_back(text[i]);
  }
  const std::optional<Bytes> bytes = from_hex(digits);
  return bytes ? uuid_from_bytes(*bytes) : std::nullopt;
}

std::optional<Uuid> uuid_from_bytes(ByteView bytes) {
  Uuid id;
  if (bytes.size() != id.bytes.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

Uuid UuidGenerator::next() {
  const std::lock_guard lock(mutex_);
  Uuid id;
  random_.fill(id.bytes);  // what stays of it: 62 bits of rand_b, and the start of a counter
  // A counter starts with its highest bit clear, so that 2048 more fit into the millisecond.
  const auto start = static_cast<std::uint16_t>((id.bytes[6] << 8 | id.bytes[7]) & 0x07ff);
  const std::int64_t now_ms =
      std::clamp<std::int64_t>(to_unix_ms(clock_.now()), 0, kMillisecondsMax);
  if (now_ms > last_ms_) {
    last_ms_ = now_ms;
    counter_ = start;
  } else if (counter_ < kCounterMax) {
    ++counter_;  // the same millisecond, or the clock stepped back: keep the time that we had
  } else {
    ++last_ms_;  // full: borrow from the future rather than repeat or wait
    counter_ = start;
  }
  const auto time = static_cast<std::uint64_t>(last_ms_);
  for (std::size_t i = 0; i < 6; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
  }
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | counter_ >> 8);  // version 7
  id.bytes[7] = static_cast<std::uint8_t>(counter_);
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));  // variant 10
  return id;
}

}  // namespace dk
