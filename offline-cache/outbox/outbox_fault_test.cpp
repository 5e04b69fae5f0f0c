// The disk's faults. The sweep fails every write, sync, truncation and deletion of a scenario once
// in each way that a disk can, and after each the same must hold: what was acknowledged is there,
// what the desk shows agrees with the events, and the store is whole.
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/store/fault_vfs.h"

namespace dk::cache {
namespace {

struct FaultyDesk : Desk {
  FaultVfs disk{"fault"};
  FaultyDesk() { vfs = disk.name(); }
  // The power comes back, with nothing unsynced or with some of it.
  void power_back(FaultVfs::Unsynced unsynced = FaultVfs::Unsynced::AllLost,
                  std::uint64_t seed = 1) {
    disk.set_hook({});
    disk.restore_power(unsynced, seed);
  }
};

FaultVfs::Hook fail_at(std::uint64_t number, DiskFault fault) {
  return [=](const DiskEvent& event) { return event.number == number ? fault : DiskFault::None; };
}

TEST(OutboxFaults, power_cut_after_append) {
  FaultyDesk desk;
  const Append person = desk.registration("1");
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(person));
    desk.disk.cut_power();
    EXPECT_FALSE(outbox->append(desk.registration("2")));
  }
  desk.power_back();
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "1");
  EXPECT_EQ(take_all(*outbox), std::vector<Uuid>{person.drafts[0].envelope.id});
}

TEST(OutboxFaults, fsync_failed_is_not_acknowledged) {
  FaultyDesk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append(desk.registration("1")));
  bool fail_next = true;
  desk.disk.set_hook([&](const DiskEvent& event) {
    return event.operation == DiskOperation::Sync && std::exchange(fail_next, false)
               ? DiskFault::Eio
               : DiskFault::None;
  });
  const Status second = outbox->append(desk.registration("2"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, FailureCode::io_error);
  // The disk works again, but a sync that succeeds now would prove nothing.
  const Status third = outbox->append(desk.registration("3"));
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, FailureCode::io_error);
  EXPECT_EQ(outbox->counts().saved, 1u);
  outbox.reset();
  desk.disk.cut_power();
  desk.power_back();
  outbox = desk.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "1");
}

// The kernel shows the unsynced event after a restart of the program, but does not hold it durable.
// What is acknowledged on top of it must not fall with it.
TEST(OutboxFaults, nothing_is_built_on_what_a_failed_fsync_left) {
  FaultyDesk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append(desk.registration("1")));
  desk.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Sync ? DiskFault::Eio : DiskFault::None;
  });
  EXPECT_FALSE(outbox->append(desk.registration("2")));
  // The program is killed: nothing is tidied up.
  desk.disk.set_hook([](const DiskEvent& event) {
    return changes_disk(event.operation) ? DiskFault::Eio : DiskFault::None;
  });
  outbox.reset();
  desk.disk.set_hook({});
  outbox = desk.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "2");  // from the kernel's memory
  const Append person = desk.registration("3");
  ASSERT_TRUE(outbox->append(person));
  desk.disk.cut_power();
  outbox.reset();
  desk.power_back();
  outbox = desk.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "3");
  const std::vector<Uuid> ids = take_all(*outbox);
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_EQ(ids[2], person.drafts[0].envelope.id);
}

TEST(OutboxFaults, disk_full_uses_reserve_once) {
  FaultyDesk desk;
  const std::string reserve = desk.folder.path() + "/reserve.bin";
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append(desk.registration("1")));
  ASSERT_TRUE(std::filesystem::exists(reserve));
  bool full_for_good = false;
  desk.disk.set_hook([&](const DiskEvent& event) {
    const bool full = full_for_good || std::filesystem::exists(reserve);
    return event.operation == DiskOperation::Write && full ? DiskFault::Enospc : DiskFault::None;
  });
  ASSERT_TRUE(outbox->append(desk.registration("2")));  // the last person is finished
  EXPECT_FALSE(std::filesystem::exists(reserve));
  full_for_good = true;
  const Status next = outbox->append(desk.registration("3"));
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().code, FailureCode::disk_full);
  EXPECT_EQ(outbox->counts().saved, 2u);
  EXPECT_EQ(outbox->local_state("desk").value(), "2");
  // Somebody made room: it goes on without a restart.
  full_for_good = false;
  ASSERT_TRUE(outbox->append(desk.registration("4")));
  EXPECT_EQ(take_all(*outbox).size(), 3u);
  ASSERT_TRUE(outbox->erase_expired({}));
  EXPECT_TRUE(std::filesystem::exists(reserve));
}

TEST(OutboxFaults, settling_does_not_use_the_reserve) {
  FaultyDesk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(1).value().size(), 1u);
  desk.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Write ? DiskFault::Enospc : DiskFault::None;
  });
  const Status settled = outbox->settle({accepted(person.drafts[0].envelope.id)});
  ASSERT_FALSE(settled);
  EXPECT_EQ(settled.error().code, FailureCode::disk_full);
  EXPECT_EQ(outbox->counts().sent, 1u);
  EXPECT_TRUE(std::filesystem::exists(desk.folder.path() + "/reserve.bin"));
}

TEST(OutboxFaults, disk_that_went_read_only_is_named) {
  FaultyDesk desk;
  auto outbox = desk.open().value();
  desk.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Write ? DiskFault::Erofs : DiskFault::None;
  });
  const Status status = outbox->append(desk.registration());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, FailureCode::disk_read_only);
}

TEST(OutboxFaults, unreadable_disk_is_an_error_and_not_an_empty_queue) {
  FaultyDesk desk;
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(desk.registration()));
  }
  desk.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Read ? DiskFault::Eio : DiskFault::None;
  });
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::io_error);
  desk.disk.set_hook({});
  EXPECT_EQ(desk.open().value()->counts().saved, 1u);
}

struct Way {
  const char* name;
  DiskFault fault;
  FaultVfs::Unsynced unsynced = FaultVfs::Unsynced::AllLost;
  bool cut_after = false;  // the power goes at the end, before anything is tidied up
};
constexpr Way kWays[] = {
    {"EIO", DiskFault::Eio},
    {"EIO, then power cut", DiskFault::Eio, FaultVfs::Unsynced::AllLost, true},
    {"short write", DiskFault::ShortWrite},
    {"short write, then power cut", DiskFault::ShortWrite, FaultVfs::Unsynced::SomeSectorsKept,
     true},
    {"ENOSPC", DiskFault::Enospc},
    {"EROFS", DiskFault::Erofs},
    {"power cut, unsynced lost", DiskFault::PowerCut},
    {"power cut, some sectors kept", DiskFault::PowerCut, FaultVfs::Unsynced::SomeSectorsKept},
    {"torn write at power cut", DiskFault::PowerCutTorn, FaultVfs::Unsynced::SomeSectorsKept},
};

// What the desk was told, beside what the disk must say afterwards.
struct Told {
  std::set<Uuid> saved;
  std::set<Uuid> tried;
  std::set<Uuid> answered;
};

// Five people; the desk's state is the number of people that it shows.
void five_people(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  for (int person = 0; person < 5; ++person) {
    const auto shown = (*outbox)->counts().saved + 1;
    const Append append = desk.registration(std::to_string(shown));
    told.tried.insert(append.drafts[0].envelope.id);
    if ((*outbox)->append(append)) told.saved.insert(append.drafts[0].envelope.id);
  }
  if (!desk.disk.has_power()) return;
}

// Two of three answered, then the night's erasure.
void evening(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  for (int person = 0; person < 3; ++person) {
    const Append append = desk.registration(std::to_string(person + 1));
    told.tried.insert(append.drafts[0].envelope.id);
    if ((*outbox)->append(append)) told.saved.insert(append.drafts[0].envelope.id);
  }
  auto taken = (*outbox)->take(2);
  if (!taken) return;
  std::vector<wire::EventAnswer> answers;
  for (const Pending& pending : *taken) answers.push_back(accepted(pending.id));
  for (const Pending& pending : *taken) told.answered.insert(pending.id);
  static_cast<void>((*outbox)->settle(answers));
  desk.clock.advance(std::chrono::days(3));
  static_cast<void>((*outbox)->erase_expired({{"sampling", 1}}));
}

using Scenario = void (*)(FaultyDesk&, Told&);

void check_after(FaultyDesk& desk, const Told& told, bool desk_shows_count) {
  desk.disk.set_hook({});
  auto outbox = desk.open();
  ASSERT_TRUE(outbox) << outbox.error().detail;
  const Counts counts = (*outbox)->counts();
  if (desk_shows_count) {
    // The event and what the desk shows are never separated.
    const auto shown = (*outbox)->local_state("desk");
    EXPECT_EQ(shown.value_or("0"), std::to_string(counts.saved));
  }
  const std::vector<Uuid> there = take_all(**outbox);
  const std::set<Uuid> unsent(there.begin(), there.end());
  EXPECT_EQ(unsent.size(), there.size()) << "an event was taken twice";
  for (const Uuid& id : told.saved) {
    EXPECT_TRUE(unsent.contains(id) || told.answered.contains(id)) << "acknowledged and lost";
  }
  for (const Uuid& id : unsent) EXPECT_TRUE(told.tried.contains(id));
  EXPECT_EQ((*outbox)->counts().quarantined, 0u);
  outbox->reset();
  const auto findings = verify_store(desk.folder.path());
  ASSERT_TRUE(findings) << findings.error().detail;
  EXPECT_EQ(*findings, std::vector<std::string>{});
}

void sweep(Scenario scenario, bool desk_shows_count) {
  std::uint64_t operations = 0;
  {
    FaultyDesk desk;
    Told told;
    scenario(desk, told);
    operations = desk.disk.operations();
    ASSERT_FALSE(told.saved.empty());
    ASSERT_EQ(told.saved, told.tried);
  }
  ASSERT_GT(operations, 20u);
  for (const Way& way : kWays) {
    for (std::uint64_t at = 1; at <= operations; ++at) {
      SCOPED_TRACE(std::string(way.name) + " at operation " + std::to_string(at));
      FaultyDesk desk;
      if (way.fault != DiskFault::Enospc) desk.reserve_bytes = 0;  // saves fsyncs of the real disk
      Told told;
      desk.disk.set_hook(fail_at(at, way.fault));
      scenario(desk, told);
      if (way.cut_after) desk.disk.cut_power();
      if (!desk.disk.has_power()) desk.power_back(way.unsynced, at);
      check_after(desk, told, desk_shows_count);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

TEST(OutboxFaults, every_write_and_sync_of_five_people_fails_once_in_each_way) {
  sweep(five_people, true);
}

TEST(OutboxFaults, every_write_and_sync_of_an_evening_fails_once_in_each_way) {
  sweep(evening, false);
}

TEST(OutboxFaults, power_cut_between_event_and_state_never_splits) {
  // Each operation of one append, and each with several choices of what the drive had kept.
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    for (std::uint64_t at = 1;; ++at) {
      SCOPED_TRACE("operation " + std::to_string(at) + ", seed " + std::to_string(seed));
      FaultyDesk desk;
      auto outbox = desk.open().value();
      ASSERT_TRUE(outbox->append(desk.registration("1")));
      desk.disk.reset_counts();
      desk.disk.set_hook(fail_at(at, DiskFault::PowerCutTorn));
      const bool saved = outbox->append(desk.registration("2")).has_value();
      const bool cut = !desk.disk.has_power();
      desk.disk.cut_power();
      outbox.reset();
      desk.power_back(FaultVfs::Unsynced::SomeSectorsKept, seed);
      outbox = desk.open().value();
      const std::uint64_t events = outbox->counts().saved;
      EXPECT_EQ(outbox->local_state("desk").value(), std::to_string(events));
      EXPECT_GE(events, saved ? 2u : 1u);
      if (!cut) break;  // the append has no more operations
      ASSERT_LT(at, 1000u);
    }
  }
}

}  // namespace
}  // namespace dk::cache
