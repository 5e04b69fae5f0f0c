// The peer of the outbox: the least that SQLite can do and still be durable. One table of payloads,
// WAL, synchronous=FULL, everything else as SQLite comes; one row is one transaction.
// Any failure ends the benchmark. One thread.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dk::bench {

class BareSqlite {
 public:
  explicit BareSqlite(const std::string& file, const char* vfs = nullptr);
  ~BareSqlite();
  BareSqlite(const BareSqlite&) = delete;
  BareSqlite& operator=(const BareSqlite&) = delete;

  void commit(ByteView payload);  // durable when it returns
  void checkpoint();              // the log into the database

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

// Registers a VFS that is the system's with a disk whose every sync takes `more_ms` longer, and
// returns its name. Once in a program.
const char* register_slower_disk(int more_ms);

}  // namespace dk::bench
