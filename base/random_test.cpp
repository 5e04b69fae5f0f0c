#include "base/random.h"

#include <gtest/gtest.h>

#include <limits>

namespace dk {
namespace {

// Says what it is told to, eight bytes at a time.
class ScriptedRandom : public Random {
 public:
  explicit ScriptedRandom(std::vector<std::uint64_t> values) : values_(std::move(values)) {}
  void fill(std::span<std::uint8_t> out) override {
    ASSERT_EQ(out.size(), 8U);
    ASSERT_LT(next_, values_.size());
    const std::uint64_t value = values_[next_++];
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  }
  std::size_t next_ = 0;

 private:
  std::vector<std::uint64_t> values_;
};

TEST(Random, below_throws_the_incomplete_run_away) {
  constexpr std::uint64_t kHighest = std::numeric_limits<std::uint64_t>::max();
  // 2^64 = 10 * k + 6: the six highest values would favour 0 to 5.
  ScriptedRandom random({kHighest, kHighest - 5, kHighest - 6});
  EXPECT_EQ(random.below(10), 9U);
  EXPECT_EQ(random.next_, 3U);
  ScriptedRandom power({kHighest});
  EXPECT_EQ(power.below(8), 7U);
}

TEST(Random, below_reaches_all_and_only_those) {
  SystemRandom random;
  std::array<int, 6> seen{};
  for (int i = 0; i < 6000; ++i) ++seen.at(random.below(6));
  for (const int count : seen) EXPECT_GT(count, 0);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, system_fills_everything_and_never_repeats) {
  SystemRandom random;
  EXPECT_NE(random.bytes(32), random.bytes(32));
  const Bytes large = random.bytes(1 << 20);
  EXPECT_NE(Bytes(large.end() - 32, large.end()), Bytes(32));
  EXPECT_TRUE(random.bytes(0).empty());
}

TEST(Random, seed_repeats_the_day) {
  SeededRandom one(42), two(42), other(43);
  const Bytes first = one.bytes(100);
  EXPECT_EQ(two.bytes(100), first);
  EXPECT_NE(other.bytes(100), first);
  EXPECT_NE(one.bytes(100), first);
}

}  // namespace
}  // namespace dk
