// SQLite without its corners: a connection, prepared statements and transactions that clean up
// after themselves, and failures of the closed set.
//
// A `Database` and everything made from it belong to one thread at a time. Statements are prepared
// once per SQL text and kept by the connection; a `Query` is one run of one of them and must be
// gone before the same text runs again. Failures: disk_full, io_error, disk_read_only,
// data_damaged, store_in_use, and internal for a slip in our SQL.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3;  // the headers stay in the .cpp
struct sqlite3_stmt;

namespace dk::cache {

struct CloseDatabase {
  void operator()(sqlite3* handle) const;
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* handle) const;
};

// One run of a prepared statement; reset when it goes out of scope.
//   auto query = db.query("SELECT a FROM t WHERE b = ?"); query.bind(1, 7);
//   while (true) { DK_TRY(row, query.step()); if (!row) break; query.integer(0); }
class Query {
 public:
  explicit Query(sqlite3_stmt* statement, Status prepared)
      : statement_(statement), prepared_(std::move(prepared)) {}
  Query(Query&& other) noexcept;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query& operator=(Query&&) = delete;
  ~Query();

  // Parameters from 1. Views must live until the run is over.
  Query& bind(int index, std::int64_t value);
  Query& bind(int index, std::uint64_t value) {
    return bind(index, static_cast<std::int64_t>(value));
  }
  Query& bind(int index, int value) { return bind(index, std::int64_t{value}); }
  Query& bind(int index, std::string_view text);
  Query& bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }
  Query& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Query& bind(int index, ByteView blob);
  Query& bind(int index, const Bytes& blob) { return bind(index, ByteView(blob)); }
  Query& bind_null(int index);

  // True: a row is there. False: done.
  [[nodiscard]] Result<bool> step();
  // Runs to the end, ignoring rows.
  [[nodiscard]] Status run();
  // One row or not_found.
  [[nodiscard]] Status one_row();

  // Columns from 0 of the current row; views are valid until the next step.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::uint64_t unsigned_integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] ByteView blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  sqlite3_stmt* statement_;
  Status prepared_;
};

class Database {
 public:
  // Immutable: as a file that nobody changes; no locks, and nothing is made beside it.
  enum class Access { ReadWrite, ReadOnly, Immutable };
  // The file must exist; `vfs` empty: the system's.
  [[nodiscard]] static Result<Database> open(const std::string& path, Access access,
                                             const std::string& vfs);

  [[nodiscard]] Status execute(const std::string& sql);  // several statements; no rows wanted
  [[nodiscard]] Query query(std::string_view sql);
  [[nodiscard]] Result<std::int64_t> pragma(const std::string& name);  // one integer
  [[nodiscard]] std::int64_t changes() const;                          // of the last statement
  [[nodiscard]] bool in_transaction() const;

  // Moves what is in the WAL into the database; `truncate` also cuts the WAL to nothing.
  // store_in_use when a reader stands in the way.
  [[nodiscard]] Status checkpoint(bool truncate);
  // Pages in the WAL after the last commit (0 after a truncating checkpoint).
  [[nodiscard]] std::uint64_t wal_pages() const;

 private:
  Database() = default;
  Result<sqlite3_stmt*> prepare(std::string_view sql);

  std::unique_ptr<std::uint64_t> wal_pages_;  // has a fixed address: SQLite calls into it
  std::unique_ptr<sqlite3, CloseDatabase> handle_;
  // Destroyed before the connection (members go in reverse order).
  std::map<std::string, std::unique_ptr<sqlite3_stmt, FinalizeStatement>, std::less<>> statements_;
};

// Rolls back when it goes out of scope without commit().
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

// True for failures of the disk or the file, after which the whole transaction is lost; false for
// refusals of one request.
[[nodiscard]] bool is_store_failure(FailureCode code);
// A failed fsync: what the kernel has dropped cannot be asked for again; the store must be
// reopened.
inline constexpr std::string_view kFsyncFailedDetail = "fsync failed";
[[nodiscard]] bool is_failed_sync(const Failure& failure);

}  // namespace dk::cache
