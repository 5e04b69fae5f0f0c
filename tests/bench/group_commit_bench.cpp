// Sixteen producers at one outbox, beside bare commits one after the other.
//
//   group_commit_bench FOLDER [ROUNDS]
//
// Twice: on this disk, and with every sync made 5 ms longer, which is what terminals have. Each
// round: 16 threads append 40 registrations each; one thread appends 40; bare SQLite commits
// 40 rows of the same payload. Rates are medians over the rounds.
#include <cstdlib>
#include <thread>

#include "base/random.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bench_desk.h"
#include "tests/bench/invented_events.h"
#include "tests/bench/samples.h"

namespace {

using namespace dk;
using namespace dk::bench;

constexpr int kProducers = 16;
constexpr int kEach = 40;

void produce(cache::Outbox& outbox, std::vector<cache::Append> work) {
  for (auto& append : work) {
    if (const Status saved = outbox.append(std::move(append)); !saved) {
      std::fprintf(stderr, "bench: %s\n", saved.error().detail.c_str());
      std::exit(1);
    }
  }
}

void compare(const std::string& parent, const char* vfs, int rounds) {
  const BenchFolder folder(parent);
  SystemClock clock;
  SystemRandom random;
  PosixFiles files;
  InventedShift shift(random, clock.now());
  const auto recovery = crypto::PrivateKey::generate_x25519().value();
  const auto keys = cache::open_file_keys(files, random, folder.path() + "/keys",
                                          recovery.public_key().value().spki(), true)
                        .value();
  const cache::OutboxOptions options{
      .folder = folder.path(), .reserve_bytes = 0, .vfs = vfs == nullptr ? "" : vfs};
  auto outbox = cache::Outbox::open(options, *keys, clock, random).value();
  BareSqlite bare(folder.path() + "/bare.db", vfs);
  constexpr std::size_t kPayload = 850;  // a sealed registration

  const auto make = [&](int count) {
    std::vector<cache::Append> work;
    for (int i = 0; i < count; ++i) {
      work.emplace_back();
      work.back().drafts.push_back(shift.next("LH-TS-0002"));
    }
    return work;
  };
  Samples grouped, single, peer;
  for (int round = -1; round < rounds; ++round) {
    std::vector<std::vector<cache::Append>> work;
    for (int i = 0; i < kProducers; ++i) work.push_back(make(kEach));
    auto started = Steady::now();
    {
      std::vector<std::jthread> producers;
      for (auto& share : work) {
        producers.emplace_back([&outbox, &share] { produce(*outbox, std::move(share)); });
      }
    }
    const double all_ms = ms_between(started, Steady::now());
    auto alone = make(kEach);
    started = Steady::now();
    produce(*outbox, std::move(alone));
    const double one_ms = ms_between(started, Steady::now());
    std::vector<Bytes> rows;
    for (int i = 0; i < kEach; ++i) rows.push_back(random.bytes(kPayload));
    started = Steady::now();
    for (const Bytes& row : rows) bare.commit(row);
    const double bare_ms = ms_between(started, Steady::now());
    if (round < 0) continue;  // warm
    grouped.add(1000.0 * kProducers * kEach / all_ms);
    single.add(1000.0 * kEach / one_ms);
    peer.add(1000.0 * kEach / bare_ms);
  }
  print_row("outbox, 16 producers", grouped, "events/s");
  print_row("outbox, 1 producer", single, "events/s");
  print_row("bare SQLite WAL/FULL commits", peer, "rows/s");
  std::printf("ratio, medians: 16 producers / bare %.2f (aim 5)  1 producer / bare %.2f\n",
              grouped.at(0.5) / peer.at(0.5), single.at(0.5) / peer.at(0.5));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string parent = argc > 1 ? argv[1] : ".";
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;
  std::printf("this disk\n");
  compare(parent, nullptr, rounds);
  std::printf("the same disk, every sync 5 ms longer\n");
  compare(parent, register_slower_disk(5), rounds);
  print_load();
}
