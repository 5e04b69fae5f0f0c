// Randomness as a device that is passed in. SystemRandom is the kernel's (getrandom) and is the
// only one for keys; SeededRandom repeats a day in a hall from a seed (tests). Thread-safe: System.
#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "base/bytes.h"

namespace dk {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  [[nodiscard]] Bytes bytes(std::size_t count) {
    Bytes out(count);
    fill(out);
    return out;
  }
  // Uniform in [0, bound); bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

class SystemRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;  // a kernel that cannot answer stops the program
};

class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::mt19937_64 engine_;
};

}  // namespace dk
