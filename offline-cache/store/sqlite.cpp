#include "offline-cache/store/sqlite.h"

#include <sqlite3.h>

#include <cerrno>

namespace dk::cache {
namespace {

Failure failure_of(sqlite3* handle, int code, int system_error) {
  // The message can name tables and columns, never values: values are always bound.
  const std::string detail = std::string("sqlite ") + std::to_string(code) + ": " +
                             (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
    return {FailureCode::io_error, std::string(kFsyncFailedDetail) + ", " + detail};
  }
  // SQLite keeps the system's error for some failures, not for those of a commit: then it is what
  // the failed call left (every run starts at 0).
  const int kept = handle != nullptr ? sqlite3_system_errno(handle) : 0;
  const int error = system_error != 0 ? system_error : kept;
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {FailureCode::disk_full, detail};
    case SQLITE_READONLY:
      return {FailureCode::disk_read_only, detail};
    case SQLITE_IOERR:
      if (error == EROFS) return {FailureCode::disk_read_only, detail};
      if (error == ENOSPC || error == EDQUOT) return {FailureCode::disk_full, detail};
      return {FailureCode::io_error, detail};
    case SQLITE_CANTOPEN:
      if (error == EROFS) return {FailureCode::disk_read_only, detail};
      return {FailureCode::io_error, detail};
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
      return {FailureCode::io_error, detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_CONSTRAINT:  // we look before we insert: a collision means the file lies
      return {FailureCode::data_damaged, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {FailureCode::store_in_use, detail};
    case SQLITE_NOMEM:
    default:
      return {FailureCode::internal, detail};
  }
}

std::string immutable_uri(const std::string& path) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

std::unexpected<Failure> failed(sqlite3* handle, int code) {
  return std::unexpected(failure_of(handle, code, errno));
}

}  // namespace

bool is_store_failure(FailureCode code) {
  switch (code) {
    case FailureCode::disk_full:
    case FailureCode::io_error:
    case FailureCode::disk_read_only:
    case FailureCode::data_damaged:
    case FailureCode::store_in_use:
      return true;
    default:
      return false;
  }
}

bool is_failed_sync(const Failure& failure) {
  return failure.code == FailureCode::io_error && failure.detail.starts_with(kFsyncFailedDetail);
}

void CloseDatabase::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void FinalizeStatement::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Query::Query(Query&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), prepared_(std::move(other.prepared_)) {}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::bind(int index, std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, index, value);
  return *this;
}
Query& Query::bind(int index, std::string_view text) {
  if (statement_ != nullptr) {
    sqlite3_bind_text64(statement_, index, text.data() != nullptr ? text.data() : "", text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
  }
  return *this;
}
Query& Query::bind(int index, ByteView blob) {
  if (statement_ != nullptr) {
    // A null pointer would bind NULL: an empty blob is not NULL.
    if (blob.empty()) {
      sqlite3_bind_zeroblob(statement_, index, 0);
    } else {
      sqlite3_bind_blob64(statement_, index, blob.data(), blob.size(), SQLITE_STATIC);
    }
  }
  return *this;
}
Query& Query::bind_null(int index) {
  if (statement_ != nullptr) sqlite3_bind_null(statement_, index);
  return *this;
}

Result<bool> Query::step() {
  if (!prepared_) return std::unexpected(prepared_.error());
  errno = 0;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failed(sqlite3_db_handle(statement_), code);
}

Status Query::run() {
  while (true) {
    DK_TRY(row, step());
    if (!row) return {};
  }
}

Status Query::one_row() {
  DK_TRY(row, step());
  if (!row) return fail(FailureCode::not_found, "no such row");
  return {};
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::uint64_t Query::unsigned_integer(int column) const {
  return static_cast<std::uint64_t>(integer(column));
}
std::string Query::text(int column) const {
  return std::string(as_text(blob(column)));  // UTF-8 database: the bytes are the text
}
ByteView Query::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr || size <= 0) return {};
  return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}
bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::string& path, Access access, const std::string& vfs) {
  Database out;
  out.wal_pages_ = std::make_unique<std::uint64_t>(0);
  sqlite3* raw = nullptr;
  int flags = (access == Access::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
              SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  std::string name = path;
  if (access == Access::Immutable) {
    flags |= SQLITE_OPEN_URI;
    name = immutable_uri(path);
  }
  errno = 0;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
  out.handle_.reset(raw);
  if (code != SQLITE_OK) return failed(raw, code);
  if (access == Access::ReadWrite && sqlite3_db_readonly(raw, "main") == 1) {
    return fail(FailureCode::disk_read_only, "store opened, but only for reading");
  }
  sqlite3_busy_timeout(raw, 0);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_wal_hook(
      raw,
      [](void* wal_pages, sqlite3*, const char*, int pages) {
        *static_cast<std::uint64_t*>(wal_pages) = static_cast<std::uint64_t>(pages);
        return SQLITE_OK;
      },
      out.wal_pages_.get());  // replaces SQLite's own checkpoints, whose failures nobody would see
  return out;
}

Status Database::execute(const std::string& sql) {
  errno = 0;
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(handle_.get(), code);
  return {};
}

Result<sqlite3_stmt*> Database::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return found->second.get();
  }
  sqlite3_stmt* raw = nullptr;
  errno = 0;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement(raw);
  if (code != SQLITE_OK) return failed(handle_.get(), code);
  statements_.emplace(std::string(sql), std::move(statement));
  return raw;
}

Query Database::query(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return Query(nullptr, std::unexpected(statement.error()));
  return Query(*statement, {});
}

Result<std::int64_t> Database::pragma(const std::string& name) {
  Query run = query("PRAGMA " + name);
  DK_CHECK(run.one_row());
  return run.integer(0);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

Status Database::checkpoint(bool truncate) {
  errno = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      handle_.get(), "main", truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
      nullptr, nullptr);
  if (code != SQLITE_OK) return failed(handle_.get(), code);
  *wal_pages_ = 0;
  return {};
}
std::uint64_t Database::wal_pages() const { return *wal_pages_; }

Result<Transaction> Transaction::begin(Database& database) {
  DK_CHECK(database.query("BEGIN IMMEDIATE").run());
  return Transaction(database);
}
Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}
Transaction::~Transaction() {
  // Some failures have rolled back already. A rollback that fails leaves the journal to decide.
  if (database_ != nullptr && database_->in_transaction()) {
    static_cast<void>(database_->query("ROLLBACK").run());
  }
}
Status Transaction::commit() {
  DK_CHECK(database_->query("COMMIT").run());
  database_ = nullptr;
  return {};
}

}  // namespace dk::cache
