#include "offline-cache/store/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file_descriptor.h"
#include "offline-cache/store/refresh.h"

namespace dk::cache {
namespace {

std::unexpected<Failure> system_failure(const std::string& what) {
  const int error = errno;
  const std::string detail = what + ": " + std::strerror(error);
  switch (error) {
    case ENOENT:
      return fail(FailureCode::not_found, detail);
    case ENOSPC:
    case EDQUOT:
      return fail(FailureCode::disk_full, detail);
    case EROFS:
      return fail(FailureCode::disk_read_only, detail);
    default:
      return fail(FailureCode::io_error, detail);
  }
}

Status check_private(const std::string& path) {
  struct stat info{};
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return {};
    return system_failure("stat " + path);
  }
  if (!S_ISREG(info.st_mode) || (info.st_mode & 077) != 0 || info.st_uid != ::geteuid()) {
    return fail(FailureCode::permission_unsafe, path + " must be a file of ours with mode 0600");
  }
  return {};
}

// SQLite would make it 0644. The folder is synced so that the name survives a power cut too.
Status make_private_file(const std::string& path) {
  const FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file) return system_failure("open " + path);
  const std::string folder = std::filesystem::path(path).parent_path();
  const FileDescriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent || ::fsync(parent.get()) != 0) return system_failure("fsync " + folder);
  return {};
}

// Before anything is read: from here on the first lock that is taken is kept.
// Small pages (of a new file only): one registration touches a dozen places, and each costs a page.
constexpr const char* kSettings = R"(
  PRAGMA page_size = 512;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA secure_delete = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA mmap_size = 0;
  PRAGMA cell_size_check = ON;
)";

// 0: nothing yet.
Result<std::int64_t> version_of(Database& database, const StoreFormat& format) {
  DK_TRY(application_id, database.pragma("application_id"));
  DK_TRY(version, database.pragma("user_version"));
  if (application_id == 0 && version == 0) {
    Query tables = database.query("SELECT count(*) FROM sqlite_schema");
    DK_CHECK(tables.one_row());
    if (tables.integer(0) == 0) return 0;
  }
  if (application_id != format.application_id) {
    return fail(FailureCode::data_damaged, "a database, but not this store");
  }
  if (version != format.version) {
    return fail(FailureCode::store_version, "store has format version " + std::to_string(version) +
                                                ", this program knows " +
                                                std::to_string(format.version));
  }
  return version;
}

Status create(Database& database, const StoreFormat& format) {
  DK_TRY(transaction, Transaction::begin(database));
  DK_CHECK(database.execute(format.schema));
  // In the same transaction: a file that has the id has everything.
  DK_CHECK(database.execute("PRAGMA application_id = " + std::to_string(format.application_id) +
                            "; PRAGMA user_version = " + std::to_string(format.version)));
  return transaction.commit();
}

}  // namespace

Result<OpenedStore> open_store(const std::string& path, const StoreFormat& format,
                               const std::string& vfs) {
  for (const char* suffix : {"", "-wal", "-journal"}) DK_CHECK(check_private(path + suffix));
  DK_CHECK(make_private_file(path));
  DK_TRY(database, Database::open(path, Database::Access::ReadWrite, vfs));
  DK_CHECK(database.execute(kSettings));
  {
    Query journal = database.query("PRAGMA journal_mode = WAL");
    DK_CHECK(journal.one_row());
    if (journal.text(0) != "wal") {
      return fail(FailureCode::store_in_use, "no write-ahead log: somebody else has the store");
    }
  }
  DK_CHECK(database.execute("PRAGMA synchronous = FULL"));
  DK_TRY(version, version_of(database, format));
  if (version == 0) DK_CHECK(create(database, format));
  // The exclusive lock is taken with the first write; take it now and not at the first person.
  DK_TRY(lock, Transaction::begin(database));
  DK_CHECK(lock.commit());
  DK_CHECK(refresh_file(path + "-wal", vfs));
  return OpenedStore{std::move(database), version == 0};
}

Result<Database> open_store_for_reading(const std::string& path, const StoreFormat& format) {
  if (::access(path.c_str(), R_OK) != 0) return system_failure("open " + path);
  // Without a log the file is all there is, and nobody has it open: a terminal that runs has one.
  const bool has_log = ::access((path + "-wal").c_str(), F_OK) == 0;
  DK_TRY(
      database,
      Database::open(path, has_log ? Database::Access::ReadOnly : Database::Access::Immutable, ""));
  DK_CHECK(
      database.execute("PRAGMA query_only = ON; PRAGMA mmap_size = 0; "
                       "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY"));
  DK_TRY(version, version_of(database, format));
  if (version == 0) return fail(FailureCode::not_found, "the store is empty");
  return database;
}

}  // namespace dk::cache
