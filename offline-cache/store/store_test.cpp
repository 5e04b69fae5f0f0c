#include "offline-cache/store/store.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/store/reserve.h"

namespace dk::cache {
namespace {

const StoreFormat kFormat{0x54455354, 3, "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)"};

TEST(Store, every_setting_that_durability_needs_is_on) {
  TemporaryFolder folder;
  Database database = std::move(open_store(folder.path() + "/a.db", kFormat, "")->database);
  EXPECT_EQ(database.pragma("synchronous").value(), 2);  // FULL
  EXPECT_EQ(database.pragma("secure_delete").value(), 1);
  EXPECT_EQ(database.pragma("foreign_keys").value(), 1);
  EXPECT_EQ(database.pragma("temp_store").value(), 2);  // MEMORY
  EXPECT_EQ(database.pragma("cell_size_check").value(), 1);
  EXPECT_EQ(database.pragma("application_id").value(), kFormat.application_id);
  EXPECT_EQ(database.pragma("user_version").value(), kFormat.version);
  Query journal = database.query("PRAGMA journal_mode");
  ASSERT_TRUE(journal.one_row());
  EXPECT_EQ(journal.text(0), "wal");
  Query locking = database.query("PRAGMA locking_mode");
  ASSERT_TRUE(locking.one_row());
  EXPECT_EQ(locking.text(0), "exclusive");
}

TEST(Store, second_process_is_refused) {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/a.db";
  auto store = open_store(path, kFormat, "");
  ASSERT_TRUE(store);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto second = open_store(path, kFormat, "");
    ::_exit(!second && second.error().code == FailureCode::store_in_use ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(Store, another_programs_database_is_left_alone) {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/a.db";
  ASSERT_TRUE(open_store(path, {1234, 1, "CREATE TABLE other (n)"}, ""));
  auto store = open_store(path, kFormat, "");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, FailureCode::data_damaged);
}

TEST(Store, any_other_format_is_refused) {
  for (const std::int32_t version : {2, 4}) {
    TemporaryFolder folder;
    const std::string path = folder.path() + "/a.db";
    ASSERT_TRUE(open_store(path, {kFormat.application_id, version, kFormat.schema}, ""));
    EXPECT_EQ(open_store(path, kFormat, "").error().code, FailureCode::store_version);
    EXPECT_EQ(open_store_for_reading(path, kFormat).error().code, FailureCode::store_version);
  }
}

TEST(Store, link_to_somewhere_else_is_refused) {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/a.db";
  ASSERT_EQ(::symlink("/dev/null", path.c_str()), 0);
  auto store = open_store(path, kFormat, "");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, FailureCode::permission_unsafe);
}

TEST(Store, folder_that_is_not_there_is_named) {
  auto store = open_store("/nonexistent/folder/a.db", kFormat, "");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, FailureCode::not_found);
}

TEST(Store, values_come_back_as_they_went_in) {
  TemporaryFolder folder;
  Database database = std::move(open_store(folder.path() + "/a.db", kFormat, "")->database);
  ASSERT_TRUE(database.execute("CREATE TABLE v (i, t, b, e, n)"));
  const Bytes blob{0, 1, 255};
  ASSERT_TRUE(database.query("INSERT INTO v VALUES (?, ?, ?, ?, ?)")
                  .bind(1, std::int64_t{-5})
                  .bind(2, "龘")
                  .bind(3, blob)
                  .bind(4, ByteView())
                  .bind_null(5)
                  .run());
  Query row = database.query("SELECT i, t, b, e, n FROM v");
  ASSERT_TRUE(row.one_row());
  EXPECT_EQ(row.integer(0), -5);
  EXPECT_EQ(row.text(1), "龘");
  EXPECT_EQ(Bytes(row.blob(2).begin(), row.blob(2).end()), blob);
  EXPECT_FALSE(row.is_null(3));
  EXPECT_TRUE(row.blob(3).empty());
  EXPECT_TRUE(row.is_null(4));
}

TEST(Store, slip_in_our_sql_is_internal) {
  TemporaryFolder folder;
  Database database = std::move(open_store(folder.path() + "/a.db", kFormat, "")->database);
  const Status status = database.query("SELECT nothing FROM nowhere").run();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, FailureCode::internal);
}

TEST(Store, transaction_that_is_not_committed_is_undone) {
  TemporaryFolder folder;
  Database database = std::move(open_store(folder.path() + "/a.db", kFormat, "")->database);
  {
    Transaction transaction = Transaction::begin(database).value();
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1, 'x')"));
  }
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(database.query("SELECT n FROM t").one_row().error().code, FailureCode::not_found);
}

TEST(Reserve, is_allocated_given_back_once_and_filled_again) {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/reserve.bin";
  Reserve reserve(folder.path(), 256 * 1024);
  struct stat info{};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_GE(info.st_blocks * 512, 256 * 1024);  // space, not a hole
  EXPECT_TRUE(reserve.release());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(reserve.release());
  reserve.refill();
  EXPECT_TRUE(reserve.available());
}

}  // namespace
}  // namespace dk::cache
