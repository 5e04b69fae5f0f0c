// Bytes that go to the disk for one registration, beside bare SQLite with the same payload.
//
//   written_bytes_bench FOLDER [PERSONS]
//
// A whole shift at one desk: tubes opened, filled, sealed, their labels printed, every event its
// own transaction, then the store closed. Counted by the kernel (/proc/self/io): `written` is what
// the program wrote (wchar), `to disk` what had to reach the block device (write_bytes: 4 KiB
// pages, the log and the checkpoints). The peer commits one row of the same payload per person.
#include <cstdlib>
#include <fstream>

#include "base/random.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bench_desk.h"
#include "tests/bench/samples.h"

namespace {

struct Written {
  double by_us = 0;
  double to_disk = 0;
};

Written written() {
  std::ifstream io("/proc/self/io");
  Written out;
  std::string word;
  double value = 0;
  while (io >> word >> value) {
    if (word == "wchar:") out.by_us = value;
    if (word == "write_bytes:") out.to_disk = value;
  }
  return out;
}

Written operator-(const Written& a, const Written& b) {
  return {a.by_us - b.by_us, a.to_disk - b.to_disk};
}

void print(const char* name, const Written& bytes, int persons) {
  std::printf("%-34s written %8.0f  to disk %8.0f bytes each\n", name, bytes.by_us / persons,
              bytes.to_disk / persons);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dk;
  using namespace dk::bench;
  const std::string parent = argc > 1 ? argv[1] : ".";
  const int persons = argc > 2 ? std::atoi(argv[2]) : 1000;
  const BenchFolder folder(parent);
  SystemRandom random;
  BenchDesk desk({.folder = folder.path()});
  (void)desk.register_person(desk.new_person_code());

  auto before = written();
  for (int i = 0; i < persons; ++i) (void)desk.register_person(desk.new_person_code());
  desk.close_store();
  const Written ours = written() - before;

  before = written();
  {
    BareSqlite bare(folder.path() + "/bare.db");
    for (int i = 0; i < persons; ++i) bare.commit(random.bytes(desk.payload_bytes()));
    bare.checkpoint();
  }
  const Written peer = written() - before;

  std::printf("%d registrations in tubes of 10, %zu bytes sealed each\n", persons,
              desk.payload_bytes());
  print("registration, until durable", ours, persons);
  print("bare SQLite, one row each", peer, persons);
  std::printf("ratio written %.2f  to disk %.2f (aim 2)\n", ours.by_us / peer.by_us,
              ours.to_disk / peer.to_disk);
}
