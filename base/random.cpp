#include "base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace dk {

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) std::abort();
  // Throw away the last, incomplete run of `bound` values so that none is likelier.
  const std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t surplus = (highest % bound + 1) % bound;
  while (true) {
    std::uint8_t raw[8];
    fill(raw);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw) value = value << 8 | byte;
    if (value <= highest - surplus) return value % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      std::fputs("getrandom failed: no randomness, no keys\n", stderr);
      std::abort();
    }
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    std::uint64_t word = engine_();
    const std::size_t count = std::min<std::size_t>(out.size(), sizeof(word));
    for (std::uint8_t& byte : out.first(count)) {
      byte = static_cast<std::uint8_t>(word);
      word >>= 8;
    }
    out = out.subspan(count);
  }
}

}  // namespace dk
