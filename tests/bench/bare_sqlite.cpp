#include "tests/bench/bare_sqlite.h"

#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace dk::bench {
namespace {

void must(bool done, sqlite3* database) {
  if (done) return;
  std::fprintf(stderr, "bare SQLite: %s\n", sqlite3_errmsg(database));
  std::exit(1);
}

// The slower disk: the system's files with another xSync. SQLite has a table of methods for each
// way of locking; each gets a copy that knows its original (and begins with the copy, so that a
// file's pMethods leads to it).
struct Slower {
  sqlite3_io_methods methods;
  const sqlite3_io_methods* real;
};
int slower_ms = 0;
std::array<Slower, 4> slower;

int slow_sync(sqlite3_file* file, int flags) {
  std::this_thread::sleep_for(std::chrono::milliseconds(slower_ms));
  return reinterpret_cast<const Slower*>(file->pMethods)->real->xSync(file, flags);
}

int slow_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (code != SQLITE_OK || file->pMethods == nullptr) return code;
  for (Slower& one : slower) {
    if (one.real == nullptr) {
      one = {*file->pMethods, file->pMethods};
      one.methods.xSync = slow_sync;
    }
    if (one.real == file->pMethods) {
      file->pMethods = &one.methods;
      return code;
    }
  }
  std::fputs("bench: more ways of locking than expected\n", stderr);
  std::exit(1);
}

}  // namespace

const char* register_slower_disk(int more_ms) {
  static sqlite3_vfs slow = *sqlite3_vfs_find(nullptr);
  slower_ms = more_ms;
  slow.zName = "slower-disk";
  slow.xOpen = slow_open;
  sqlite3_vfs_register(&slow, 0);
  return slow.zName;
}

BareSqlite::BareSqlite(const std::string& file, const char* vfs) {
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  must(sqlite3_open_v2(file.c_str(), &database_, kFlags, vfs) == SQLITE_OK, database_);
  const char* schema =
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE row (seq INTEGER PRIMARY KEY, payload BLOB NOT NULL)";
  must(sqlite3_exec(database_, schema, nullptr, nullptr, nullptr) == SQLITE_OK, database_);
  must(sqlite3_prepare_v2(database_, "INSERT INTO row (payload) VALUES (?)", -1, &insert_,
                          nullptr) == SQLITE_OK,
       database_);
}

BareSqlite::~BareSqlite() {
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
}

void BareSqlite::commit(ByteView payload) {
  sqlite3_bind_blob64(insert_, 1, payload.data(), payload.size(), SQLITE_STATIC);
  must(sqlite3_step(insert_) == SQLITE_DONE, database_);
  must(sqlite3_reset(insert_) == SQLITE_OK, database_);
}

void BareSqlite::checkpoint() {
  must(sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                 nullptr) == SQLITE_OK,
       database_);
}

}  // namespace dk::bench
