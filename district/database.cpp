#include "district/database.h"

#include <sqlite3.h>

#include <type_traits>

namespace dk::district {
namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr std::size_t kMostStatements = 200;  // more than the program has

std::unexpected<Failure> failed(sqlite3* handle, const char* what) {
  const int code = handle == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(handle);
  FailureCode failure = FailureCode::io_error;
  switch (code & 0xFF) {
    case SQLITE_FULL:
      failure = FailureCode::disk_full;
      break;
    case SQLITE_READONLY:
      failure = FailureCode::disk_read_only;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      failure = FailureCode::data_damaged;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      failure = FailureCode::store_in_use;
      break;
    default:
      break;
  }
  return fail(failure, std::string(what) + ": " + sqlite3_errstr(code));
}

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  return std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::nullptr_t>) {
          return sqlite3_bind_null(statement, at);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return sqlite3_bind_int64(statement, at, held);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return sqlite3_bind_text64(statement, at, held.data(), held.size(), SQLITE_STATIC,
                                     SQLITE_UTF8);
        } else {
          // A blob without bytes must not become NULL.
          return held.empty()
                     ? sqlite3_bind_zeroblob(statement, at, 0)
                     : sqlite3_bind_blob64(statement, at, held.data(), held.size(), SQLITE_STATIC);
        }
      },
      value);
}

Value column(sqlite3_stmt* statement, int at) {
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, at)};
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, at)), size);
    case SQLITE_BLOB: {
      const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, at));
      return data == nullptr ? Bytes() : Bytes(data, data + size);
    }
    default:
      return nullptr;
  }
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const {
  const auto* held = std::get_if<std::int64_t>(&values_.at(column));
  return held == nullptr ? 0 : *held;
}
std::string Row::text(std::size_t column) const {
  const auto* held = std::get_if<std::string>(&values_.at(column));
  return held == nullptr ? std::string() : *held;
}
Bytes Row::blob(std::size_t column) const {
  const auto* held = std::get_if<Bytes>(&values_.at(column));
  return held == nullptr ? Bytes() : *held;
}
bool Row::is_null(std::size_t column) const {
  return std::holds_alternative<std::nullptr_t>(values_.at(column));
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, OpenAs as) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= as == OpenAs::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (as == OpenAs::Create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (opened != SQLITE_OK) return failed(handle, "open database");
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  if (as != OpenAs::ReadOnly) {
    DK_CHECK(
        database->script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                         "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"));
  }
  return database;
}

void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::~Database() {
  statements_.clear();
  sqlite3_close_v2(handle_);
}

Status Database::script(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failed(handle_, "script");
  }
  return {};
}

Result<sqlite3_stmt*> Database::prepared(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return found->second.get();
  }
  if (statements_.size() >= kMostStatements) statements_.clear();
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK) {
    return failed(handle_, "prepare");
  }
  statements_.emplace(sql, made);
  return made;
}

Result<std::vector<Row>> Database::execute(std::string_view sql, const std::vector<Value>& values) {
  DK_TRY(raw, prepared(sql));
  // A statement that is kept holds neither a read lock nor anybody's data.
  const auto let_go = [](sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  };
  const std::unique_ptr<sqlite3_stmt, decltype(let_go)> in_use(raw, let_go);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (bind(raw, static_cast<int>(i) + 1, values[i]) != SQLITE_OK) return failed(handle_, "bind");
  }
  std::vector<Row> rows;
  int state = SQLITE_ROW;
  while ((state = sqlite3_step(raw)) == SQLITE_ROW) {
    std::vector<Value> row;
    const int columns = sqlite3_column_count(raw);
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) row.push_back(column(raw, i));
    rows.emplace_back(std::move(row));
  }
  if (state != SQLITE_DONE) return failed(handle_, "step");
  return rows;
}

Result<std::int64_t> Database::run(std::string_view sql, const std::vector<Value>& values) {
  const auto held = lock();
  DK_TRY(rows, execute(sql, values));
  return std::int64_t{sqlite3_changes64(handle_)};
}

Result<std::vector<Row>> Database::query(std::string_view sql, const std::vector<Value>& values) {
  const auto held = lock();
  return execute(sql, values);
}

Result<Transaction> Transaction::begin(Database& database) {
  auto lock = database.lock();
  DK_CHECK(database.script("BEGIN IMMEDIATE"));
  return Transaction(database, std::move(lock));
}

Status Transaction::commit() {
  DK_CHECK(database_->script("COMMIT"));
  database_ = nullptr;
  lock_.unlock();
  return {};
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // Some errors have rolled back already; then this one answers "no transaction" and that is fine.
  (void)database_->script("ROLLBACK");
}

}  // namespace dk::district
