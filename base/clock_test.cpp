#include "base/clock.h"

#include <gtest/gtest.h>

namespace dk {
namespace {

constexpr std::int64_t kT1Ms = 1668736800000;  // 2022-11-18T02:00:00Z

TEST(Rfc3339, written_in_utc_with_milliseconds) {
  EXPECT_EQ(to_rfc3339(from_unix_ms(kT1Ms)), "2022-11-18T02:00:00.000Z");
  EXPECT_EQ(to_rfc3339(from_unix_ms(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(from_unix_ms(-1)), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(to_rfc3339(TimePoint::max()), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(to_rfc3339(TimePoint::min()), "0000-01-01T00:00:00.000Z");
}

// The examples of RFC 3339 section 5.8, and offsets.
TEST(Rfc3339, read_with_any_offset) {
  EXPECT_EQ(to_rfc3339(from_rfc3339("1985-04-12T23:20:50.52Z").value()),
            "1985-04-12T23:20:50.520Z");
  EXPECT_EQ(to_rfc3339(from_rfc3339("1996-12-19T16:39:57-08:00").value()),
            "1996-12-20T00:39:57.000Z");
  EXPECT_EQ(to_rfc3339(from_rfc3339("1937-01-01T12:00:27.87+00:20").value()),
            "1937-01-01T11:40:27.870Z");
  EXPECT_EQ(to_unix_ms(from_rfc3339("2022-11-18T10:00:00+08:00").value()), kT1Ms);
  EXPECT_EQ(to_unix_ms(from_rfc3339("2022-11-18t02:00:00.123456789z").value()), kT1Ms + 123);
}

TEST(Rfc3339, leap_second_is_the_next_midnight) {
  EXPECT_EQ(to_rfc3339(from_rfc3339("1990-12-31T23:59:60Z").value()), "1991-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(from_rfc3339("1990-12-31T15:59:60.5-08:00").value()),
            "1991-01-01T00:00:00.000Z");
  EXPECT_FALSE(from_rfc3339("1990-12-31T22:59:60Z"));
}

TEST(Rfc3339, refuses_what_is_not_a_time) {
  for (const char* text : {"",
                           "2022",
                           "2022-11-18",
                           "2022-11-18T02:00:00",
                           "2022-11-18 02:00:00Z",
                           "2022-13-18T02:00:00Z",
                           "2022-00-18T02:00:00Z",
                           "2022-02-29T02:00:00Z",
                           "2022-11-31T02:00:00Z",
                           "2022-11-18T24:00:00Z",
                           "2022-11-18T02:60:00Z",
                           "2022-11-18T02:00:61Z",
                           "2022-11-18T02:00:00.Z",
                           "2022-11-18T02:00:00.1234567890Z",
                           "2022-11-18T02:00:00+24:00",
                           "2022-11-18T02:00:00+08:60",
                           "2022-11-18T02:00:00+0800",
                           "2022-11-18T02:00:00+08",
                           "2022-11-18T02:00:00ZZ",
                           "2022-11-18T02:00:00Z ",
                           "+022-11-18T02:00:00Z",
                           "22022-11-18T02:00:00Z"}) {
    EXPECT_FALSE(from_rfc3339(text)) << text;
  }
  EXPECT_TRUE(from_rfc3339("2024-02-29T02:00:00Z"));
}

TEST(Rfc3339, every_time_comes_back) {
  for (std::int64_t ms = -99'999'999'999; ms < 9'999'999'999'999; ms += 7'777'777'777) {
    EXPECT_EQ(from_rfc3339(to_rfc3339(from_unix_ms(ms))), from_unix_ms(ms));
  }
}

TEST(ChinaDay, begins_at_16_hours_utc) {
  EXPECT_EQ(china_day(from_rfc3339("2022-11-18T15:59:59.999Z").value()), "2022-11-18");
  EXPECT_EQ(china_day(from_rfc3339("2022-11-18T16:00:00Z").value()), "2022-11-19");
  EXPECT_EQ(china_day(from_rfc3339("2022-12-31T20:00:00Z").value()), "2023-01-01");
}

TEST(UnixSeconds, round_down_before_1970_too) {
  EXPECT_EQ(to_unix_seconds(from_unix_ms(1999)), 1);
  EXPECT_EQ(to_unix_seconds(from_unix_ms(-1)), -1);
}

TEST(SimulatedClock, wall_clock_set_back_leaves_durations_alone) {
  SimulatedClock clock(from_unix_ms(kT1Ms));
  clock.advance(Milliseconds(500));
  const Milliseconds before = clock.steady();
  clock.set(from_unix_ms(0));
  EXPECT_EQ(clock.now(), from_unix_ms(0));
  EXPECT_EQ(clock.steady(), before);
  clock.advance(Milliseconds(20));
  EXPECT_EQ(clock.steady() - before, Milliseconds(20));
  EXPECT_EQ(clock.now(), from_unix_ms(20));
}

TEST(OffsetClock, starts_where_told_and_runs_on) {
  const OffsetClock clock(from_unix_ms(kT1Ms));
  const TimePoint first = clock.now();
  EXPECT_GE(first, from_unix_ms(kT1Ms));
  EXPECT_LT(first, from_unix_ms(kT1Ms) + std::chrono::hours(1));
  const Milliseconds start = clock.steady();
  while (clock.steady() == start) {
  }
  EXPECT_GT(clock.now(), first);
}

}  // namespace
}  // namespace dk
