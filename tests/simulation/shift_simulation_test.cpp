// Eight hours at a desk on the simulated clock, thousands of people an hour, from 20:00 over
// midnight to 04:00, with the faults of a field from a seed. What must hold: nothing acknowledged
// is lost, nothing is there that nobody saved, no label goes to the printer twice unless it surely
// did not come out; after each fault the desk registers again within kBackWithin steps of its
// worker. The heap does not grow with the people, but for the tubes that a desk keeps by design
// until a day after their hand-over: those are counted byte by byte, and go when it is over.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>

#include "tests/simulation/heap.h"
#include "tests/simulation/worker.h"

namespace dk::kiosk::sampling {
namespace {

using cache::DiskEvent;
using cache::DiskFault;
using cache::DiskOperation;

constexpr int kHours = 8;
constexpr int kBackWithin = 40;
constexpr int kLabelsBackWithin = 400;
constexpr int kHandedOverWithin = 20'000;
// What may stay for each hour beside the tubes. Two words lost for each person would be more.
constexpr double kMostGrowthPerHour = 64 * 1024;

// Its page cache (2 MB by default) and its lists of pages.
constexpr std::size_t kMostInSqlite = 3 * 1024 * 1024;

// The slope of the line through the hours, by least squares; the first hour warms up.
double growth_per_hour(const std::vector<Heap>& hours) {
  const double n = static_cast<double>(hours.size()) - 1;
  double sum_x = 0, sum_y = 0, sum_xy = 0, sum_xx = 0;
  for (std::size_t i = 1; i < hours.size(); ++i) {
    const double x = static_cast<double>(i);
    const double y = static_cast<double>(hours[i].rest);
    sum_x += x;
    sum_y += y;
    sum_xy += x * y;
    sum_xx += x * x;
  }
  return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

// What a field does to a desk. Each begins, lasts some steps, and is over.
enum class Fault {
  None,
  DiskSync,
  DiskFull,
  DiskReadOnly,
  DiskRead,
  Printer,
  Network,
  AnswerLost,
  PowerCut,
  Kill,
  OtherStaff,
  IdleLock,
  WrongPins,
  BadCodes,
  ReferenceGone,
  OtherTubes,
  Count
};

void begin(Fault fault, SimulatedTerminal& terminal, Worker& worker) {
  const auto on = [&](DiskOperation operation, DiskFault what) {
    terminal.disk().set_hook([=](const DiskEvent& event) {
      return event.operation == operation ? what : DiskFault::None;
    });
  };
  switch (fault) {
    case Fault::DiskSync:
      return on(DiskOperation::Sync, DiskFault::Eio);
    case Fault::DiskFull:
      return on(DiskOperation::Write, DiskFault::Enospc);
    case Fault::DiskReadOnly:
      return on(DiskOperation::Write, DiskFault::Erofs);
    case Fault::DiskRead:
      return on(DiskOperation::Read, DiskFault::Eio);
    case Fault::Printer:
      return terminal.printer_is(false);
    case Fault::Network:
      terminal.district().plugged = false;
      return;
    case Fault::AnswerLost:
      terminal.district().answer_lost = true;
      return;
    case Fault::PowerCut:
      return terminal.kill(true);
    case Fault::Kill:
      return terminal.kill(false);
    case Fault::OtherStaff:
      worker.other_staff();
      return worker.badge();
    case Fault::IdleLock:
      return terminal.advance(Milliseconds(6 * 60'000));
    case Fault::WrongPins:
      terminal.tap("lock");
      worker.badge();
      for (int wrong = 0; wrong < 5; ++wrong) {
        for (int digit = 0; digit < 4; ++digit) terminal.tap("pin.key[0]");
        terminal.tap("pin.enter");
      }
      return;
    case Fault::BadCodes:
      for (int i = 0; i < 30; ++i) terminal.scan(ScanRefused{FailureCode::code_malformed, {}});
      return;
    case Fault::ReferenceGone:
      return terminal.reference_is(false);
    case Fault::OtherTubes: {
      static constexpr int kCapacities[] = {1, 5, 10, 20};
      terminal.capacity = kCapacities[terminal.dice().below(4)];
      return terminal.reference_is(true);
    }
    case Fault::None:
    case Fault::Count:
      return;
  }
}

void end(Fault fault, SimulatedTerminal& terminal) {
  terminal.disk().set_hook({});
  terminal.district().plugged = true;
  terminal.district().answer_lost = false;
  if (fault == Fault::Printer) terminal.printer_is(true);
  if (fault == Fault::ReferenceGone) terminal.reference_is(true);
}

struct Outcome {
  std::vector<Heap> heap;  // at each full hour
  Heap heap_after;         // a day after everything was handed over
  int faults = 0;
  int slowest_steps = 0;  // to the next registration after a fault
};

// One fault after the other; the next does not begin before the desk has come back from the last.
class Episode {
 public:
  void step(SimulatedTerminal& terminal, Worker& worker, Outcome& outcome) {
    if (fault_ == Fault::None) {
      if (terminal.dice().below(80) != 0) return;
      fault_ = static_cast<Fault>(1 + terminal.dice().below(static_cast<int>(Fault::Count) - 1));
      steps_left_ = 2 + static_cast<int>(terminal.dice().below(40));
      begin(fault_, terminal, worker);
      ++outcome.faults;
      return;
    }
    if (steps_left_ > 0) {
      if (--steps_left_ > 0) return;
      end(fault_, terminal);
      registered_before_ = terminal.registered;
      since_ = 0;
      registers_ = false;
      return;
    }
    ++since_;
    if (!registers_ && terminal.registered > registered_before_) {
      registers_ = true;
      outcome.slowest_steps = std::max(outcome.slowest_steps, since_);
    }
    const bool labels = terminal.view().labels_owed <= 1;  // one may just be in the printer
    ASSERT_TRUE(registers_ || since_ <= kBackWithin)
        << "stuck after fault " << static_cast<int>(fault_) << " in stage "
        << static_cast<int>(terminal.view().stage);
    ASSERT_TRUE(labels || since_ <= kLabelsBackWithin)
        << "labels are stuck after fault " << static_cast<int>(fault_);
    if (registers_ && labels) fault_ = Fault::None;
  }
  void stop(SimulatedTerminal& terminal) const { end(fault_, terminal); }

 private:
  Fault fault_ = Fault::None;
  int steps_left_ = 0;
  int since_ = 0;
  bool registers_ = false;
  std::uint64_t registered_before_ = 0;
};

class ShiftSimulation : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    fix_large_blocks();
    // What fsync costs is not what is looked at here.
    std::error_code error;
    if (std::filesystem::is_directory("/dev/shm", error)) ::setenv("TMPDIR", "/dev/shm", 1);
  }

  // `episodes` false: a calm shift. `each_step` looks on.
  static void simulate(std::uint64_t seed, bool episodes, Outcome& outcome,
                       const std::function<void(const SimulatedTerminal&)>& each_step = {}) {
    SimulatedTerminal terminal(seed, from_rfc3339("2022-11-18T20:00:00+08:00").value());
    Worker worker(terminal);
    const TimePoint start = terminal.now();
    Episode episode;
    TimePoint next_sync = start;
    while (terminal.now() < start + std::chrono::hours(kHours)) {
      terminal.advance(Milliseconds(500 + terminal.dice().below(2000)));
      worker.act();
      if (each_step) each_step(terminal);
      if (terminal.now() >= next_sync) {
        next_sync = terminal.now() + std::chrono::seconds(15);
        terminal.sync();
      }
      if (episodes) {
        ASSERT_NO_FATAL_FAILURE(episode.step(terminal, worker, outcome)) << "seed " << seed;
      }
      const auto hours = static_cast<std::size_t>((terminal.now() - start) / std::chrono::hours(1));
      if (hours > outcome.heap.size()) {
        outcome.heap.push_back(heap_in_use(terminal.state().durable));
      }
    }
    episode.stop(terminal);
    hand_over(terminal, worker, seed);
    close(terminal, worker, seed);
    terminal.advance(std::chrono::hours(25));
    EXPECT_TRUE(terminal.state().durable.tubes.empty()) << "never forgotten, seed " << seed;
    EXPECT_TRUE(terminal.state().durable.boxes.empty()) << "never forgotten, seed " << seed;
    outcome.heap_after = heap_in_use(terminal.state().durable);
    std::cout << "seed " << seed << ": registered " << terminal.registered << ", faults "
              << outcome.faults << ", slowest way back " << outcome.slowest_steps
              << " steps, heap growth " << std::llround(growth_per_hour(outcome.heap))
              << " bytes/h; kB each hour (SQLite, kept tubes, large blocks):";
    outcome.heap.push_back(outcome.heap_after);
    for (const Heap& heap : outcome.heap) {
      std::cout << ' ' << heap.rest / 1024 << " (" << heap.sqlite / 1024 << ", " << heap.kept / 1024
                << ", " << heap.large << ')';
    }
    outcome.heap.pop_back();
    std::cout << ", the last a day later\n";
  }

  // Every tube of the shift goes away in boxes.
  static void hand_over(SimulatedTerminal& terminal, Worker& worker, std::uint64_t seed) {
    int steps = 0;
    while (worker.hand_over() && ++steps < kHandedOverWithin) terminal.advance(Milliseconds(1000));
    EXPECT_LT(steps, kHandedOverWithin) << "packing is stuck, seed " << seed;
    EXPECT_TRUE(loose_tubes(terminal.state().durable).empty()) << "seed " << seed;
  }

  static void expect_flat(const Outcome& outcome, std::uint64_t seed) {
    ASSERT_EQ(outcome.heap.size(), static_cast<std::size_t>(kHours));
    EXPECT_LT(growth_per_hour(outcome.heap), kMostGrowthPerHour) << "seed " << seed;
    const Heap& first = outcome.heap.front();
    for (const Heap& heap : outcome.heap) {
      EXPECT_LT(heap.sqlite, kMostInSqlite) << "seed " << seed;
      EXPECT_LE(heap.large, first.large + kGrowingFiles) << "seed " << seed;
    }
    // When the tubes are forgotten, their memory is free again: seven eighths of it at least, for
    // glibc counts what it keeps at hand of each size (some 230 kB) as used, and the simulated disk
    // has room for the largest transaction yet.
    const Heap& last = outcome.heap.back();
    EXPECT_LT(outcome.heap_after.rest, last.rest + last.kept / 8) << "seed " << seed;
  }

  // The shift ends: everything is handed over, and the books are compared.
  static void close(SimulatedTerminal& terminal, Worker& worker, std::uint64_t seed) {
    for (int i = 0; i < kLabelsBackWithin && terminal.view().labels_owed > 0; ++i) {
      terminal.advance(Milliseconds(1000));
      // Signs in again and puts alerts away, registers nobody more.
      if (terminal.view().alert || terminal.view().stage != Stage::Desk) worker.act();
    }
    EXPECT_EQ(terminal.view().labels_owed, 0) << "seed " << seed;
    terminal.sync();
    const cache::Counts counts = terminal.counts();
    EXPECT_EQ(counts.saved + counts.sent, 0u) << "seed " << seed;
    EXPECT_EQ(counts.quarantined, 0u) << "seed " << seed;
    const auto ordered = [](std::vector<Uuid> ids) {
      std::ranges::sort(ids);
      const auto twice = std::ranges::unique(ids);
      ids.erase(twice.begin(), twice.end());
      return ids;
    };
    const auto district = ordered(terminal.district().taken);
    const auto promised = ordered(terminal.promised);
    auto known = terminal.promised;
    known.insert(known.end(), terminal.perhaps.begin(), terminal.perhaps.end());
    known = ordered(std::move(known));
    EXPECT_TRUE(std::ranges::includes(district, promised)) << "lost, seed " << seed;
    EXPECT_TRUE(std::ranges::includes(known, district)) << "nobody saved it, seed " << seed;
    auto given = terminal.printer.given;
    for (const Uuid& id : terminal.printer.for_sure) given.erase(std::ranges::find(given, id));
    EXPECT_EQ(ordered(given).size(), given.size()) << "a label was printed twice, seed " << seed;
  }
};

TEST_F(ShiftSimulation, calm_shift_of_eight_hours_keeps_the_heap_flat) {
  Outcome outcome;
  ASSERT_NO_FATAL_FAILURE(simulate(1, false, outcome));
  expect_flat(outcome, 1);
}

TEST_F(ShiftSimulation, two_words_lost_for_each_person_are_noticed) {
  struct Lost {
    std::unique_ptr<Lost> before;
    std::uint64_t word = 0;
  };
  std::unique_ptr<Lost> lost;
  std::uint64_t persons = 0;
  Outcome outcome;
  ASSERT_NO_FATAL_FAILURE(simulate(1, false, outcome, [&](const SimulatedTerminal& terminal) {
    for (; persons < terminal.registered; ++persons) {
      lost = std::make_unique<Lost>(Lost{std::move(lost), persons});
    }
  }));
  EXPECT_GT(growth_per_hour(outcome.heap), kMostGrowthPerHour);
  while (lost) lost = std::move(lost->before);  // not one inside the other: thousands
}

TEST_F(ShiftSimulation, shift_of_eight_hours_with_faults_is_never_stuck) {
  for (const std::uint64_t seed : {11, 12}) {
    Outcome outcome;
    ASSERT_NO_FATAL_FAILURE(simulate(seed, true, outcome));
    expect_flat(outcome, seed);
    EXPECT_GT(outcome.faults, 50);
  }
}

}  // namespace
}  // namespace dk::kiosk::sampling
