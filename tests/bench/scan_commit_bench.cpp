// From the last byte of a scan to "durable", beside a bare SQLite commit of a row of the same size.
//
//   scan_commit_bench FOLDER [PAIRS] [PAUSE_MS]
//
// Both on the same disk, turn by turn, paced alike, so that neither can batch. Our time includes
// the scanner's line and thread, the signature and decryption of the code, the comparison with a
// key-person list of 3,000,000, the desk, sealing and the group commit. Twice: on this disk, and
// with every sync made 5 ms longer, which is what terminals have.
#include <cstdlib>
#include <thread>

#include "base/random.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bench_desk.h"
#include "tests/bench/samples.h"

namespace {

using namespace dk;
using namespace dk::bench;

void compare(const std::string& parent, const char* vfs, int pairs,
             std::chrono::milliseconds pause) {
  const BenchFolder folder(parent);
  BenchDesk desk({.folder = folder.path(), .key_persons = 3'000'000, .vfs = vfs});
  BareSqlite bare(folder.path() + "/bare.db", vfs);
  SystemRandom random;
  (void)desk.register_person(desk.new_person_code());  // warm: tube open, payload weighed
  bare.commit(random.bytes(desk.payload_bytes()));

  Samples total, think, store, peer;
  auto next = Steady::now();
  for (int i = 0; i < pairs; ++i) {
    const std::string code = desk.new_person_code();
    const Bytes payload = random.bytes(desk.payload_bytes());
    std::this_thread::sleep_until(next += pause);
    const auto took = desk.register_person(code);
    total.add(took.total_ms);
    think.add(took.think_ms);
    store.add(took.store_ms);
    std::this_thread::sleep_until(next += pause);
    const auto started = Steady::now();
    bare.commit(payload);
    peer.add(ms_between(started, Steady::now()));
    next = std::max(next, Steady::now());
  }
  std::printf("%s: %d pairs, one every %lld ms, row of %zu bytes\n",
              vfs == nullptr ? "this disk" : "the same disk, every sync 5 ms longer", pairs,
              static_cast<long long>(pause.count()), desk.payload_bytes());
  print_row("last byte to durable", total, "ms");
  print_row("  verify, compare, decide", think, "ms");
  print_row("  seal and commit", store, "ms");
  print_row("bare SQLite WAL/FULL commit", peer, "ms");
  std::printf("ratio p50 %.2f  p99 %.2f (aim 1.5)\n", total.at(0.5) / peer.at(0.5),
              total.at(0.99) / peer.at(0.99));
  print_load();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string parent = argc > 1 ? argv[1] : ".";
  const int pairs = argc > 2 ? std::atoi(argv[2]) : 600;
  const auto pause = std::chrono::milliseconds(argc > 3 ? std::atoi(argv[3]) : 50);
  compare(parent, nullptr, pairs, pause);
  compare(parent, register_slower_disk(5), pairs, pause);
}
