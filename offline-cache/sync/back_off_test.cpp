// How long the loop waits between passes.
#include <gtest/gtest.h>

#include "offline-cache/sync/sync.h"

namespace dk::cache {
namespace {

TEST(BackOff, grows_to_a_minute_and_jitter_takes_up_to_half) {
  EXPECT_EQ(back_off(1, 0), Milliseconds(1000));
  EXPECT_EQ(back_off(2, 0), Milliseconds(2000));
  EXPECT_EQ(back_off(6, 0), Milliseconds(32000));
  EXPECT_EQ(back_off(7, 0), Milliseconds(60000));
  EXPECT_EQ(back_off(100000, 0), Milliseconds(60000));
  EXPECT_EQ(back_off(1, 1), Milliseconds(500));
  EXPECT_EQ(back_off(0, 0), Milliseconds(1000));
}

TEST(BackOff, next_person_ends_the_pause_when_the_cable_was_out) {
  for (int failures = 1; failures < 20; ++failures) {
    for (const double jitter : {0.0, 0.5, 1.0}) {
      const Pause cable = pause_after(FailureCode::network_unreachable, failures, jitter);
      EXPECT_GE(cable.fixed, Milliseconds(1000));
      EXPECT_LE(cable.fixed, Milliseconds(5000));
      EXPECT_GE(cable.whole, cable.fixed);
      EXPECT_GE(cable.whole, back_off(failures, jitter));
      // Hundreds of terminals with people at them must not wake a district that is down.
      const Pause district = pause_after(FailureCode::server_fault, failures, jitter);
      EXPECT_EQ(district.fixed, back_off(failures, jitter));
      EXPECT_EQ(district.whole, district.fixed);
    }
  }
  EXPECT_EQ(pause_after(FailureCode::network_unreachable, 1, 0).fixed, Milliseconds(1000));
  EXPECT_EQ(pause_after(FailureCode::network_unreachable, 9, 0).whole, Milliseconds(60000));
}

}  // namespace
}  // namespace dk::cache
