// UUID version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, 74 random bits, made before
// the first try of anything. Values of one generator grow strictly, even when the clock steps
// back. The generator is thread-safe.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"

namespace dk {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] ByteView view() const { return bytes; }
};

[[nodiscard]] std::string to_string(const Uuid& id);  // 8-4-4-4-12, lower case
[[nodiscard]] std::optional<Uuid> uuid_from_string(std::string_view text);
[[nodiscard]] std::optional<Uuid> uuid_from_bytes(ByteView bytes);

class UuidGenerator {
 public:
  UuidGenerator(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
  [[nodiscard]] Uuid next();

 private:
  const Clock& clock_;
  Random& random_;
  std::mutex mutex_;
  std::int64_t last_ms_ = 0;
  std::uint16_t counter_ = 0;  // the 12 bits of rand_a, RFC 9562 section 6.2 method 1
};

}  // namespace dk
