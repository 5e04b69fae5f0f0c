#include "base/uuid.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace dk {
namespace {

std::int64_t time_of(const Uuid& id) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | id.bytes[i];
  return ms;
}

// RFC 9562 appendix A.6.
TEST(Uuid, published_text_both_ways) {
  const std::string text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  const Uuid id = uuid_from_string(text).value();
  EXPECT_EQ(to_string(id), text);
  EXPECT_EQ(time_of(id), 0x017F22E279B0);
  EXPECT_EQ(uuid_from_string("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), id);
  EXPECT_EQ(uuid_from_bytes(id.view()), id);
}

TEST(Uuid, refuses_what_is_not_one) {
  for (const char* text :
       {"", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4dc-0c0c07398f",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4--c0c0c07398f"}) {
    EXPECT_FALSE(uuid_from_string(text)) << text;
  }
  EXPECT_FALSE(uuid_from_bytes(Bytes(15)));
  EXPECT_FALSE(uuid_from_bytes(Bytes(17)));
}

TEST(UuidGenerator, version_variant_and_time) {
  const SimulatedClock clock(from_unix_ms(0x017F22E279B0));
  SeededRandom random(5);
  UuidGenerator generator(clock, random);
  for (int i = 0; i < 100; ++i) {
    const Uuid id = generator.next();
    EXPECT_EQ(id.bytes[6] >> 4, 7);
    EXPECT_EQ(id.bytes[8] >> 6, 2);
    EXPECT_EQ(time_of(id), 0x017F22E279B0);
  }
}

TEST(UuidGenerator, many_in_one_millisecond_still_grow) {
  const SimulatedClock clock(from_unix_ms(1000));
  SeededRandom random(5);
  UuidGenerator generator(clock, random);
  Uuid last = generator.next();
  for (int i = 0; i < 20000; ++i) {
    const Uuid next = generator.next();
    ASSERT_LT(last, next);
    last = next;
  }
  EXPECT_GT(time_of(last), 1000);  // a full counter borrows from the future
  EXPECT_LE(time_of(last), 1000 + 20000 / 2048 + 1);
}

TEST(UuidGenerator, clock_stepping_back_keeps_growing) {
  SimulatedClock clock(from_unix_ms(1'000'000));
  SeededRandom random(5);
  UuidGenerator generator(clock, random);
  const Uuid before = generator.next();
  clock.set(from_unix_ms(10));
  const Uuid after = generator.next();
  EXPECT_LT(before, after);
  EXPECT_EQ(time_of(after), 1'000'000);
  clock.set(from_unix_ms(2'000'000));
  EXPECT_EQ(time_of(generator.next()), 2'000'000);
}

TEST(UuidGenerator, clock_before_1970_is_the_beginning) {
  const SimulatedClock clock(from_unix_ms(-5));
  SeededRandom random(5);
  UuidGenerator generator(clock, random);
  const Uuid first = generator.next();
  EXPECT_EQ(time_of(first), 0);
  EXPECT_LT(first, generator.next());
}

TEST(UuidGenerator, threads_never_share_an_id) {
  const SystemClock clock;
  SystemRandom random;
  UuidGenerator generator(clock, random);
  std::vector<std::vector<Uuid>> made(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(made.size());
    for (auto& mine : made) {
      threads.emplace_back([&generator, &mine] {
        for (int i = 0; i < 2000; ++i) mine.push_back(generator.next());
      });
    }
  }
  std::set<Uuid> all;
  for (const auto& mine : made) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), 8000U);
}

}  // namespace
}  // namespace dk
