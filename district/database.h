// SQLite behind a small door: WAL, synchronous=FULL, foreign keys on, one connection.
//
// A Database is used by one thread at a time: whoever shares it holds lock(). Failures: disk_full,
// disk_read_only, data_damaged, store_in_use (another process holds it longer than 5 s), io_error.
// Details name SQLite's error class and never a value.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dk::district {

// As a blob of a row.
[[nodiscard]] inline Bytes bytes_of(ByteView view) { return {view.begin(), view.end()}; }

using Value = std::variant<std::nullptr_t, std::int64_t, std::string, Bytes>;

// One row. Asking for another type than the column has gives 0 or empty.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] std::string text(std::size_t column) const;
  [[nodiscard]] Bytes blob(std::size_t column) const;
  [[nodiscard]] bool is_null(std::size_t column) const;

 private:
  std::vector<Value> values_;
};

enum class OpenAs { Existing, Create, ReadOnly };

class Database {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::string& path, OpenAs as);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] std::unique_lock<std::recursive_mutex> lock() { return std::unique_lock(mutex_); }
  // Several statements without values.
  [[nodiscard]] Status script(const char* sql);
  // One statement; returns how many rows it changed.
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, const std::vector<Value>& values);
  [[nodiscard]] Result<std::vector<Row>> query(std::string_view sql,
                                               const std::vector<Value>& values);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}
  Result<sqlite3_stmt*> prepared(std::string_view sql);
  Result<std::vector<Row>> execute(std::string_view sql, const std::vector<Value>& values);
  sqlite3* handle_;  // owned; closed by the destructor
  // By their text, which is always the program's own: parsing costs more than running most of them.
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
  std::recursive_mutex mutex_;
};

// BEGIN IMMEDIATE ... COMMIT, holding the lock; without commit() everything is rolled back.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  [[nodiscard]] Status commit();  // durable when it returns
  ~Transaction();
  Transaction(Transaction&& other) noexcept
      : database_(std::exchange(other.database_, nullptr)), lock_(std::move(other.lock_)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;

 private:
  Transaction(Database& database, std::unique_lock<std::recursive_mutex> lock)
      : database_(&database), lock_(std::move(lock)) {}
  Database* database_;  // borrowed; nullptr when ended
  std::unique_lock<std::recursive_mutex> lock_;
};

}  // namespace dk::district
