// The disk's faults. The sweep fails every write, sync, truncation and deletion of a scenario once
// in each way that a disk can, and after each the same must hold: what was acknowledged is there,
// what the desk shows agrees with the events, and the store is whole.
#include <future>

#include "offline-cache/faults/sweep.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"

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
  EXPECT_FALSE(std::filesystem::exists(reserve)) << "there is no room for it yet";
  desk.disk.set_hook({});
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

// What the desk was told, beside what the disk must say afterwards.
struct Told {
  std::set<Uuid> saved;
  std::set<Uuid> tried;
  std::set<Uuid> answered;
};

void register_one(FaultyDesk& desk, Outbox& outbox, Told& told) {
  const Append append = desk.registration(std::to_string(outbox.counts().saved + 1));
  told.tried.insert(append.drafts[0].envelope.id);
  if (outbox.append(append)) told.saved.insert(append.drafts[0].envelope.id);
}

void settle_some(Outbox& outbox, std::size_t count, Told& told) {
  const auto taken = outbox.take(count);
  if (!taken) return;
  std::vector<wire::EventAnswer> answers;
  for (const Pending& pending : *taken) answers.push_back(accepted(pending.id));
  for (const Pending& pending : *taken) told.answered.insert(pending.id);
  static_cast<void>(outbox.settle(answers));
}

// Five people; the desk's state is the number of people that it shows.
void five_people(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  for (int person = 0; person < 5; ++person) register_one(desk, **outbox, told);
}

// Eight producers whose events become one commit. The writer is kept busy until all are there.
void group_commit(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  std::promise<void> all_there;
  std::shared_future<void> go = all_there.get_future().share();
  std::promise<void> busy;
  (*outbox)->append_async({}, [go, &busy](const Status&) {
    busy.set_value();
    go.wait();
  });
  busy.get_future().wait();  // else the first producer could share a batch with this one
  std::vector<std::future<bool>> answers;
  for (int producer = 0; producer < 8; ++producer) {
    Append append = desk.registration();
    append.local_state.clear();
    const Uuid id = append.drafts[0].envelope.id;
    told.tried.insert(id);
    auto answer = std::make_shared<std::promise<bool>>();
    answers.push_back(answer->get_future());
    (*outbox)->append_async(std::move(append),
                            [answer](const Status& status) { answer->set_value(!!status); });
  }
  all_there.set_value();
  auto id = told.tried.begin();
  std::vector<bool> saved;
  for (auto& answer : answers) saved.push_back(answer.get());
  for (const bool one : saved) {
    EXPECT_EQ(one, saved.front()) << "one commit: all of them or none";
    if (one) told.saved.insert(*id);
    ++id;
  }
}

// Two of three answered, then the night's erasure.
void evening(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  for (int person = 0; person < 3; ++person) register_one(desk, **outbox, told);
  settle_some(**outbox, 2, told);
  desk.clock.advance(std::chrono::days(3));
  static_cast<void>((*outbox)->erase_expired({{"sampling", 1}}));
}

// The first day's key is destroyed while the second day's lives, and the local-state key changes.
void two_days(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  register_one(desk, **outbox, told);
  settle_some(**outbox, 1, told);
  desk.clock.advance(std::chrono::days(3));
  register_one(desk, **outbox, told);
  static_cast<void>((*outbox)->erase_expired({{"sampling", 1}}));
  register_one(desk, **outbox, told);
}

// Sending that gets no answer, a refusal, entries of the audit log alone, the check that heals.
void bad_line(FaultyDesk& desk, Told& told) {
  auto outbox = desk.open();
  if (!outbox) return;
  for (int person = 0; person < 2; ++person) register_one(desk, **outbox, told);
  static_cast<void>((*outbox)->take(2));
  static_cast<void>((*outbox)->release());
  static_cast<void>((*outbox)->audit({audit::SyncFailed{"timed_out", 2}.to_record()}));
  static_cast<void>((*outbox)->check_writable());
  settle_some(**outbox, 1, told);
}

// A kill has left a log behind and events without an answer; then the program starts.
void start_after_a_kill(FaultyDesk& desk, Told& told) {
  const auto fault = desk.disk.hook();
  desk.disk.set_hook({});
  {
    auto outbox = desk.open().value();
    for (int person = 0; person < 3; ++person) register_one(desk, *outbox, told);
    ASSERT_EQ(outbox->take(2)->size(), 2u);
    desk.disk.set_hook([](const DiskEvent& event) {
      return changes_disk(event.operation) ? DiskFault::Eio : DiskFault::None;
    });
  }
  desk.disk.reset_counts();
  desk.disk.set_hook(fault);
  auto outbox = desk.open();
  if (!outbox) return;
  EXPECT_EQ((*outbox)->counts().saved, 3u);
  register_one(desk, **outbox, told);
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

void sweep(const char* name, Scenario scenario, bool desk_shows_count, std::uint64_t fewest) {
  std::uint64_t points = 0;
  {
    FaultyDesk desk;
    Told told;
    scenario(desk, told);
    points = desk.disk.operations();
    ASSERT_FALSE(told.saved.empty());
    ASSERT_EQ(told.saved, told.tried);
  }
  sweep_points(name, points, fewest, [&](std::uint64_t at, const Way& way) {
    FaultyDesk desk;
    if (way.fault != DiskFault::Enospc) desk.reserve_bytes = 0;  // there it is what is tried
    Told told;
    desk.disk.set_hook(fail_at(at, way.fault));
    scenario(desk, told);
    if (way.cut_after) desk.disk.cut_power();
    if (!desk.disk.has_power()) desk.power_back(way.unsynced, at);
    check_after(desk, told, desk_shows_count);
  });
}

TEST(OutboxSweep, five_people) { sweep("outbox, five people", five_people, true, 60); }
TEST(OutboxSweep, group_commit) { sweep("outbox, group commit", group_commit, false, 50); }
TEST(OutboxSweep, evening) { sweep("outbox, sending and erasure", evening, false, 80); }
TEST(OutboxSweep, two_days) { sweep("keys of two days", two_days, false, 80); }
TEST(OutboxSweep, bad_line) { sweep("outbox, a bad line", bad_line, false, 60); }
TEST(OutboxSweep, start_after_a_kill) {
  sweep("outbox, start after a kill", start_after_a_kill, false, 15);
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
