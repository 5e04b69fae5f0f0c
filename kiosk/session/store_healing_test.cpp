#include "kiosk/session/store_healing.h"

#include <future>

#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::kiosk {
namespace {

TEST(StoreHealing, pauses_grow_and_stay_short) {
  EXPECT_EQ(healing_pause(0), Milliseconds(200));
  EXPECT_EQ(healing_pause(1), Milliseconds(400));
  EXPECT_EQ(healing_pause(4), Milliseconds(3200));
  for (int tries = 5; tries < 100; ++tries) EXPECT_EQ(healing_pause(tries), Milliseconds(5000));
}

struct Shift : cache::Desk {
  cache::FaultVfs disk{"store-healing"};
  StoreHealing healing;
  std::unique_ptr<cache::HealingOutbox> outbox;
  std::promise<FailureCode> trouble;
  std::promise<StoreHealing::LocalState> healed;

  Shift() {
    outbox = cache::HealingOutbox::open(
                 {.folder = folder.path(), .reserve_bytes = reserve_bytes, .vfs = disk.name()},
                 *keys, clock, random, [this](const Failure& failure) { healing.noticed(failure); })
                 .value();
  }
  void start() {
    healing.start(*outbox,
                  {.trouble = [this](FailureCode code) { trouble.set_value(code); },
                   .healed = [this](StoreHealing::LocalState state) { healed.set_value(state); }});
  }
  ~Shift() { healing.stop(); }
};

TEST(StoreHealing, desk_hears_of_the_trouble_and_of_its_end) {
  Shift shift;
  shift.start();
  ASSERT_TRUE(shift.outbox->append(shift.registration("1")));
  shift.disk.set_hook([](const cache::DiskEvent& event) {
    return event.operation == cache::DiskOperation::Write ? cache::DiskFault::Eio
                                                          : cache::DiskFault::None;
  });
  EXPECT_FALSE(shift.outbox->append(shift.registration("2")));
  EXPECT_EQ(shift.trouble.get_future().get(), FailureCode::io_error);
  shift.disk.set_hook({});
  EXPECT_EQ(shift.healed.get_future().get().at("desk"), "1");
  EXPECT_FALSE(shift.outbox->trouble());
}

TEST(StoreHealing, trouble_from_before_the_start_is_not_forgotten) {
  Shift shift;
  shift.disk.set_hook([](const cache::DiskEvent& event) {
    return event.operation == cache::DiskOperation::Write ? cache::DiskFault::Erofs
                                                          : cache::DiskFault::None;
  });
  EXPECT_FALSE(shift.outbox->append(shift.registration("1")));
  shift.disk.set_hook({});
  shift.start();
  EXPECT_EQ(shift.trouble.get_future().get(), FailureCode::disk_read_only);
  EXPECT_TRUE(shift.healed.get_future().get().empty());
}

// A save that was refused while the store was closed may be heard of after it was healed.
TEST(StoreHealing, asked_to_look_again_it_says_what_is_there) {
  Shift shift;
  shift.start();
  ASSERT_TRUE(shift.outbox->append(shift.registration("1")));
  shift.healing.noticed({FailureCode::io_error, "late"});
  EXPECT_EQ(shift.trouble.get_future().get(), FailureCode::io_error);
  EXPECT_EQ(shift.healed.get_future().get().at("desk"), "1");
}

}  // namespace
}  // namespace dk::kiosk
