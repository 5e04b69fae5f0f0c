// Many callers at once, and a program that is killed while they call.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <future>
#include <mutex>
#include <thread>

#include "base/file_descriptor.h"
#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::cache {
namespace {

TEST(OutboxThreads, sixteen_callers_share_fsyncs) {
  constexpr int kCallers = 16;
  constexpr int kEach = 25;
  Desk desk;
  FaultVfs disk("sixteen");
  desk.vfs = disk.name();
  auto outbox = desk.open().value();
  disk.reset_counts();
  std::mutex mutex;
  std::set<Uuid> saved;
  {
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          const Append append = desk.registration();
          const Status status = outbox->append(append);
          const std::lock_guard lock(mutex);
          EXPECT_TRUE(status);
          saved.insert(append.drafts[0].envelope.id);
        }
      });
    }
  }
  EXPECT_EQ(outbox->counts().saved, std::uint64_t{kCallers * kEach});
  EXPECT_GT(disk.counts().wal_syncs, 0u);
  EXPECT_LT(disk.counts().wal_syncs, std::uint64_t{kCallers * kEach});
  const std::vector<Uuid> taken = take_all(*outbox);
  EXPECT_EQ(std::set<Uuid>(taken.begin(), taken.end()), saved);
  EXPECT_EQ(taken.size(), saved.size());
  outbox.reset();
  EXPECT_EQ(*verify_store(desk.folder.path()), std::vector<std::string>{});
}

// Everything that waits while the writer is busy is one batch: one fsync for a hundred.
TEST(OutboxThreads, one_fsync_serves_all_that_wait) {
  Desk desk;
  FaultVfs disk("waiting");
  desk.vfs = disk.name();
  auto outbox = desk.open().value();
  std::mutex gate;
  std::unique_lock closed(gate);
  std::atomic<int> answered = 0;
  // The writer stands in this callback until the hundred wait behind it.
  std::promise<void> standing;
  outbox->append_async(desk.registration(), [&](Status) {
    standing.set_value();
    const std::lock_guard open(gate);
    disk.reset_counts();
  });
  standing.get_future().wait();
  for (int i = 0; i < 100; ++i) {
    outbox->append_async(desk.registration(), [&](Status status) {
      EXPECT_TRUE(status);
      EXPECT_EQ(disk.counts().wal_syncs, 1u);  // durable before anybody hears of it
      ++answered;
    });
  }
  closed.unlock();
  // One call behind all of them waits for the end.
  ASSERT_TRUE(outbox->quarantined());
  EXPECT_EQ(answered, 100);
}

TEST(OutboxThreads, single_caller_pays_one_fsync_each) {
  Desk desk;
  FaultVfs disk("single");
  desk.vfs = disk.name();
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append(desk.registration()));  // the log's own header is synced once
  disk.reset_counts();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(outbox->append(desk.registration()));
  EXPECT_EQ(disk.counts().syncs, 5u);
}

TEST(OutboxThreads, reader_and_writers_do_not_disturb_each_other) {
  Desk desk;
  auto outbox = desk.open().value();
  std::vector<Uuid> sent;
  {
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < 25; ++i) EXPECT_TRUE(outbox->append(desk.registration()));
      });
    }
    while (sent.size() < 100) {
      auto taken = outbox->take(7);
      ASSERT_TRUE(taken);
      std::vector<wire::EventAnswer> answers;
      for (const Pending& pending : *taken) {
        answers.push_back(accepted(pending.id));
        sent.push_back(pending.id);
      }
      ASSERT_TRUE(outbox->settle(answers));
      static_cast<void>(outbox->counts());
      static_cast<void>(outbox->audit_head());
    }
  }
  EXPECT_EQ(std::set<Uuid>(sent.begin(), sent.end()).size(), 100u);
  EXPECT_EQ(outbox->counts().confirmed, 100u);
}

// The killed program: registers people from four threads and says each id as soon as it is saved.
[[noreturn]] void register_until_killed(Desk& desk, int acknowledged) {
  auto outbox = desk.open();
  if (!outbox) ::_exit(1);
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&] {
      while (true) {
        const Append append = desk.registration();
        if (!(*outbox)->append(append)) ::_exit(2);
        const Uuid& id = append.drafts[0].envelope.id;
        if (::write(acknowledged, id.bytes.data(), id.bytes.size()) !=
            static_cast<ssize_t>(id.bytes.size())) {
          ::_exit(3);
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  ::_exit(4);
}

TEST(OutboxThreads, killed_at_any_moment_keeps_what_was_acknowledged) {
  Desk desk;
  SeededRandom moments(20221118);
  std::set<Uuid> acknowledged;
  for (int round = 0; round < 30; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) register_until_killed(desk, writing.get());
    writing.reset();
    // The moment: after so many answers, and then somewhere in the next ones.
    const std::uint64_t until = 1 + moments.below(20);
    std::uint64_t heard = 0;
    Uuid id;
    while (::read(reading.get(), id.bytes.data(), id.bytes.size()) ==
           static_cast<ssize_t>(id.bytes.size())) {
      acknowledged.insert(id);
      if (++heard == until) ::kill(child, SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "exit code " << WEXITSTATUS(status);
    ASSERT_GE(heard, until);
  }
  auto outbox = desk.open().value();
  const std::vector<Uuid> taken = take_all(*outbox);
  const std::set<Uuid> there(taken.begin(), taken.end());
  EXPECT_EQ(there.size(), taken.size());
  for (const Uuid& id : acknowledged) EXPECT_TRUE(there.contains(id)) << to_string(id);
  // Saved and killed before it could say so: at most one for each thread and round.
  EXPECT_LE(there.size(), acknowledged.size() + 30 * 4);
  outbox.reset();
  EXPECT_EQ(*verify_store(desk.folder.path()), std::vector<std::string>{});
}

}  // namespace
}  // namespace dk::cache
