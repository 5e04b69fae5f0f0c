#include "offline-cache/faults/fault_vfs.h"

#include "offline-cache/faults/disk_image.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/store/store.h"

namespace dk::cache {
namespace {

const StoreFormat kFormat{0x54455354, 1, "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)"};

struct Rig {
  TemporaryFolder folder;
  FaultVfs disk{"rig"};
  std::string path = folder.path() + "/test.db";

  Result<OpenedStore> open() { return open_store(path, kFormat, disk.name()); }
  static Status add(Database& database, int n) {
    return database.query("INSERT INTO t VALUES (?, 'x')").bind(1, n).run();
  }
  static std::int64_t rows(Database& database) {
    Query query = database.query("SELECT count(*) FROM t");
    return query.one_row() ? query.integer(0) : -1;
  }
};

TEST(FaultVfs, committed_rows_survive_a_power_cut_and_others_do_not) {
  Rig rig;
  {
    OpenedStore store = rig.open().value();
    EXPECT_TRUE(store.created);
    ASSERT_TRUE(Rig::add(store.database, 1));
    Transaction open_one = Transaction::begin(store.database).value();
    ASSERT_TRUE(Rig::add(store.database, 2));
    rig.disk.cut_power();
    EXPECT_FALSE(open_one.commit());
  }
  rig.disk.restore_power(FaultVfs::Unsynced::AllLost);
  OpenedStore store = rig.open().value();
  EXPECT_FALSE(store.created);
  EXPECT_EQ(Rig::rows(store.database), 1);
}

// The shim would be worthless if it lost nothing: without syncs a power cut must lose rows.
TEST(FaultVfs, rows_that_were_never_synced_are_lost) {
  Rig rig;
  {
    OpenedStore store = rig.open().value();
    ASSERT_TRUE(store.database.execute("PRAGMA synchronous = OFF"));
    ASSERT_TRUE(Rig::add(store.database, 1));
    EXPECT_EQ(Rig::rows(store.database), 1);
    rig.disk.cut_power();
  }
  rig.disk.restore_power(FaultVfs::Unsynced::AllLost);
  OpenedStore store = rig.open().value();
  EXPECT_EQ(Rig::rows(store.database), 0);
}

TEST(FaultVfs, each_fault_has_its_failure) {
  const std::pair<DiskFault, FailureCode> kCases[] = {
      {DiskFault::Eio, FailureCode::io_error},
      {DiskFault::ShortWrite, FailureCode::io_error},
      {DiskFault::Enospc, FailureCode::disk_full},
      {DiskFault::Erofs, FailureCode::disk_read_only},
  };
  for (const auto& [fault, code] : kCases) {
    Rig rig;
    OpenedStore store = rig.open().value();
    rig.disk.set_hook([fault = fault](const DiskEvent& event) {
      return event.operation == DiskOperation::Write ? fault : DiskFault::None;
    });
    const Status status = Rig::add(store.database, 1);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, code);
    EXPECT_FALSE(is_failed_sync(status.error()));
    rig.disk.set_hook({});
    EXPECT_TRUE(Rig::add(store.database, 2));
    EXPECT_EQ(Rig::rows(store.database), 1);
  }
}

TEST(FaultVfs, failed_sync_is_told_apart) {
  Rig rig;
  OpenedStore store = rig.open().value();
  rig.disk.set_hook([](const DiskEvent& event) {
    return event.operation == DiskOperation::Sync ? DiskFault::Eio : DiskFault::None;
  });
  const Status status = Rig::add(store.database, 1);
  ASSERT_FALSE(status);
  EXPECT_TRUE(is_failed_sync(status.error()));
}

TEST(FaultVfs, counts_what_changes_the_disk) {
  Rig rig;
  OpenedStore store = rig.open().value();
  ASSERT_TRUE(Rig::add(store.database, 1));
  rig.disk.reset_counts();
  ASSERT_TRUE(Rig::add(store.database, 2));
  const DiskCounts counts = rig.disk.counts();
  EXPECT_EQ(counts.syncs, 1u);
  EXPECT_EQ(counts.wal_syncs, 1u);
  EXPECT_GT(counts.writes, 0u);
  EXPECT_EQ(rig.disk.operations(), counts.writes + counts.syncs + counts.truncations);
}

TEST(DiskImage, a_later_sync_does_not_cover_what_a_failed_one_forgot) {
  DiskImage image(to_bytes("aaaa"));
  image.write(0, as_bytes("b"));
  image.sync_failed();
  image.write(3, as_bytes("c"));
  image.sync();
  EXPECT_EQ(as_text(image.synced()), "aaac");
}

TEST(DiskImage, each_sector_survives_or_not) {
  DiskImage image(Bytes(4096, 'a'));
  image.write(100, Bytes(2048, 'b'));
  image.truncate(3000);
  bool torn = false;
  bool cut = false;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::mt19937_64 coin(seed);
    const Bytes content = image.some_sectors_kept(coin);
    cut = cut || content.size() == 3000;
    ASSERT_TRUE(content.size() == 3000 || content.size() == 4096);
    torn = torn || (content[100] == 'b') != (content[600] == 'b');
    EXPECT_EQ(content[100], content[511]);  // a sector is whole
    EXPECT_EQ(content[99], 'a');
  }
  EXPECT_TRUE(torn);
  EXPECT_TRUE(cut);
  image.sync();
  EXPECT_EQ(image.synced().size(), 3000u);
}

}  // namespace
}  // namespace dk::cache
