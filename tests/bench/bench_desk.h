// A sampling desk without a screen, for benchmarks: the real scanner driver on a pseudo-terminal,
// the resolver, the desk's state machine and the outbox, joined as the terminal's runtime joins
// them. What the printer would do is answered at once. People are invented, their codes genuine
// (issued here under keys that the desk trusts), and no code is used twice.
//
// Whoever calls is the UI thread; the scanner and the writer have their own, as in the terminal.
// Anything unexpected ends the benchmark with a line that says what.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "offline-cache/outbox/outbox.h"

namespace dk::bench {

struct DeskSetup {
  std::string folder;           // exists; the store goes here
  std::size_t key_persons = 0;  // size of the key-person list that everybody is compared with
  std::string terminal = "LH-TS-0002";
  const char* vfs = nullptr;  // nullptr: the system's
};

class BenchDesk {
 public:
  explicit BenchDesk(const DeskSetup& setup);  // signs a worker in
  ~BenchDesk();
  BenchDesk(const BenchDesk&) = delete;
  BenchDesk& operator=(const BenchDesk&) = delete;

  [[nodiscard]] std::string new_person_code();

  struct Took {
    double total_ms = 0;  // last byte written to the line -> the desk knows that it is durable
    double think_ms = 0;  // of that: classify, verify, decrypt, compare, update
    double store_ms = 0;  // of that: from asking the outbox to its answer
  };
  // One person over the scanner's line, in a tube that has room: one is opened before (not timed)
  // when there is none. Returns when everything that followed (seal, label) is durable as well.
  Took register_person(const std::string& code);

  [[nodiscard]] cache::Outbox& outbox();
  void close_store();  // as at the end of the program
  // What a bare store would have to keep for one registration: sealed record and recovery wrap.
  [[nodiscard]] std::size_t payload_bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A new folder beneath `parent`, removed with everything in it at the end.
class BenchFolder {
 public:
  explicit BenchFolder(const std::string& parent);
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace dk::bench
