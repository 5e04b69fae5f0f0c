#include "offline-cache/outbox/healing_outbox.h"

#include <future>

#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/inspect_test_support.h"

namespace dk::cache {
namespace {

struct Healing : Desk {
  FaultVfs disk{"healing"};
  std::vector<FailureCode> told;

  std::unique_ptr<HealingOutbox> open_healing() {
    return HealingOutbox::open(
               {.folder = folder.path(), .reserve_bytes = reserve_bytes, .vfs = disk.name()}, *keys,
               clock, random, [this](const Failure& failure) { told.push_back(failure.code); })
        .value();
  }
  void fail_writes(DiskFault fault) {
    disk.set_hook([fault](const DiskEvent& event) {
      return event.operation == DiskOperation::Write ? fault : DiskFault::None;
    });
  }
  void fail_syncs() {
    disk.set_hook([](const DiskEvent& event) {
      return event.operation == DiskOperation::Sync ? DiskFault::Eio : DiskFault::None;
    });
  }
  [[nodiscard]] bool reserve_is_there() const {
    return std::filesystem::exists(folder.path() + "/reserve.bin");
  }
};

TEST(HealingOutbox, failed_fsync_is_healed_by_opening_anew) {
  Healing desk;
  auto outbox = desk.open_healing();
  ASSERT_TRUE(outbox->append(desk.registration("1")));
  desk.fail_syncs();
  EXPECT_FALSE(outbox->append(desk.registration("2")));
  EXPECT_EQ(desk.told, std::vector{FailureCode::io_error});
  EXPECT_FALSE(outbox->heal());  // the disk still fails
  EXPECT_FALSE(outbox->heal());
  EXPECT_EQ(desk.told.size(), 1u);
  EXPECT_EQ(outbox->counts().saved, 1u);  // known also while closed
  EXPECT_EQ(outbox->append(desk.registration("3")).error().code, FailureCode::io_error);
  desk.disk.set_hook({});
  ASSERT_TRUE(outbox->heal());
  EXPECT_FALSE(outbox->trouble());
  // What was refused may have come through: then it is there with the state that it came with.
  const std::string shown = outbox->local_state("desk").value();
  EXPECT_EQ(shown, std::to_string(outbox->counts().saved));
  ASSERT_TRUE(outbox->append(desk.registration("4")));
  const std::size_t taken = take_all(*outbox).size();
  EXPECT_EQ(taken, outbox->counts().sent);
  EXPECT_EQ(outbox->counts().saved, 0u);
}

TEST(HealingOutbox, full_disk_finishes_the_last_person_and_waits_for_room) {
  Healing desk;
  auto outbox = desk.open_healing();
  bool full = true;
  desk.disk.set_hook([&](const DiskEvent& event) {
    const bool no_room = full && (desk.reserve_is_there() || event.file == DiskFile::Reserve);
    return event.operation == DiskOperation::Write && no_room ? DiskFault::Enospc : DiskFault::None;
  });
  ASSERT_TRUE(outbox->append(desk.registration("1")));  // with the reserve
  EXPECT_EQ(desk.told, std::vector{FailureCode::disk_full});
  EXPECT_FALSE(desk.reserve_is_there());
  EXPECT_EQ(outbox->heal().error().code, FailureCode::disk_full);
  EXPECT_EQ(outbox->counts().saved, 1u);
  EXPECT_EQ(outbox->take(1)->size(), 1u);  // what is there can be sent meanwhile
  full = false;
  ASSERT_TRUE(outbox->heal());
  EXPECT_TRUE(desk.reserve_is_there());
  EXPECT_TRUE(outbox->append(desk.registration("2")));
  EXPECT_EQ(desk.told.size(), 1u);
}

TEST(HealingOutbox, full_disk_that_sync_meets_first_still_finishes_the_last_person) {
  Healing desk;
  auto outbox = desk.open_healing();
  ASSERT_TRUE(outbox->append(desk.registration("1")));
  desk.disk.set_hook([&](const DiskEvent& event) {
    return event.operation == DiskOperation::Write && desk.reserve_is_there() ? DiskFault::Enospc
                                                                              : DiskFault::None;
  });
  EXPECT_EQ(outbox->take(1).error().code, FailureCode::disk_full);
  EXPECT_TRUE(desk.told.empty());
  EXPECT_TRUE(outbox->append(desk.registration("2")));
  EXPECT_EQ(desk.told, std::vector{FailureCode::disk_full});
}

TEST(HealingOutbox, disk_without_room_is_known_from_the_start) {
  Healing desk;
  desk.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Write && event.file == DiskFile::Reserve
               ? DiskFault::Enospc
               : DiskFault::None;
  });
  auto outbox = desk.open_healing();
  EXPECT_EQ(desk.told, std::vector{FailureCode::disk_full});
  desk.disk.set_hook({});
  EXPECT_TRUE(outbox->heal());
}

TEST(HealingOutbox, read_only_disk_is_healed_when_it_can_be_written) {
  Healing desk;
  auto outbox = desk.open_healing();
  desk.fail_writes(DiskFault::Erofs);
  EXPECT_EQ(outbox->append(desk.registration()).error().code, FailureCode::disk_read_only);
  EXPECT_EQ(outbox->heal().error().code, FailureCode::disk_read_only);
  desk.disk.set_hook({});
  EXPECT_TRUE(outbox->heal());
  EXPECT_TRUE(outbox->append(desk.registration()));
}

TEST(HealingOutbox, damage_is_for_a_technician) {
  Healing desk;
  {
    auto outbox = desk.open_healing();
    ASSERT_TRUE(outbox->append(desk.registration()));
  }
  tamper(desk, "UPDATE event SET id = x'01'");  // opening counts the events, it does not read them
  auto outbox = desk.open_healing();
  EXPECT_FALSE(outbox->take(1));
  EXPECT_EQ(desk.told, std::vector{FailureCode::data_damaged});
  EXPECT_EQ(outbox->heal().error().code, FailureCode::data_damaged);
  ASSERT_TRUE(outbox->trouble());
  EXPECT_EQ(outbox->trouble()->code, FailureCode::data_damaged);
}

TEST(HealingOutbox, slip_of_the_caller_is_no_trouble) {
  Healing desk;
  auto outbox = desk.open_healing();
  Append nameless = desk.registration();
  nameless.drafts[0].envelope.id = {};
  EXPECT_EQ(outbox->append(nameless).error().code, FailureCode::invalid_argument);
  EXPECT_TRUE(desk.told.empty());
}

TEST(HealingOutbox, async_caller_hears_of_the_trouble_before_its_answer) {
  Healing desk;
  auto outbox = desk.open_healing();
  desk.fail_writes(DiskFault::Eio);
  std::promise<std::size_t> told_by_then;
  outbox->append_async(desk.registration(), [&](const Status& status) {
    EXPECT_FALSE(status);
    told_by_then.set_value(desk.told.size());
  });
  EXPECT_EQ(told_by_then.get_future().get(), 1u);
}

}  // namespace
}  // namespace dk::cache
