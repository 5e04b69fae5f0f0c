// The swap of the reference data on a disk that fails: every call by which files are changed (open,
// write, fsync of a file, rename, fsync of a folder, unlink, mkdir) fails once in each way. After
// each there is one whole set, the old one or the new one, never older than what was acknowledged;
// and the next sync brings the new one.
#include <gtest/gtest.h>

#include "offline-cache/faults/fault_files.h"
#include "offline-cache/faults/sweep.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/reference/reference_test_support.h"

namespace dk::cache {
namespace {

using test::kTerminal;
using test::Signer;

// One district for all runs: its signatures are what takes time.
struct District {
  SimulatedClock clock{*from_rfc3339("2022-11-18T02:00:00Z")};
  Signer signer{clock.now()};
  Bytes root = signer.root_cose();
  Bytes first;
  Bytes second;
  District() {
    signer.put_site(1, 100);
    signer.put_list(1, 50);
    signer.put_roster(1);
    first = signer.manifest_cose(1);
    signer.put_site(2, 200);
    signer.put_list(2, 60);
    second = signer.manifest_cose(2);
  }
};
District& district() {
  static District one;
  return one;
}

struct Disk {
  TemporaryFolder folder;
  FaultFiles calls{folder.path()};
  PosixFiles files{calls};
  SystemRandom random;
  std::unique_ptr<Keys> keys;
  Disk() {
    keys = open_file_keys(files, random, folder.path() + "/keys",
                          test_recovery_key().public_key().value().spki(), true)
               .value();
  }
  Result<std::unique_ptr<Reference>> open() {
    return Reference::open(files, *keys, random, folder.path() + "/reference", kTerminal,
                           district().root, district().clock);
  }
};

// As sync does it: pieces are kept, then the whole object is stored, then everything is swapped.
Status fetch(Reference& reference, ByteView manifest_cose) {
  DK_TRY(manifest, reference.check_manifest(manifest_cose));
  for (const wire::ManifestObject& object : reference.missing(manifest)) {
    const Bytes& cose = district().signer.objects.at(to_hex(object.sha256));
    const std::size_t half = cose.size() / 2;
    DK_CHECK(reference.keep_partial(object, 0, ByteView(cose).first(half)));
    DK_CHECK(reference.keep_partial(object, half, ByteView(cose).subspan(half)));
    DK_CHECK(reference.store(object, cose));
  }
  return reference.swap(manifest_cose);
}

struct Told {
  std::uint64_t swapped = 0;  // the version that a swap has acknowledged
};

void update(Disk& disk, Told& told) {
  auto reference = disk.open();
  if (reference && fetch(**reference, district().second)) told.swapped = 2;
}

void first_day(Disk& disk, Told& told) {
  auto reference = disk.open();
  if (reference && fetch(**reference, district().first)) told.swapped = 1;
}

void check_after(Disk& disk, const Told& told, std::uint64_t before) {
  auto reference = disk.open();
  ASSERT_TRUE(reference) << reference.error().detail;
  const auto now = (*reference)->snapshot();
  EXPECT_GE(now->manifest_version, std::max(told.swapped, before)) << "acknowledged and lost";
  EXPECT_GE((*reference)->manifest_floor(), told.swapped);
  if (now->manifest_version > 0) {
    EXPECT_TRUE((*reference)->complete());
    ASSERT_TRUE(now->site && now->key_persons && now->roster);
    // Never a piece of one with a piece of the other.
    const bool second = now->manifest_version == 2;
    EXPECT_EQ(now->site->population, second ? 200 : 100);
    EXPECT_EQ(now->key_persons->size(), second ? 60u : 50u);
  }
  const Status again = fetch(**reference, district().second);
  ASSERT_TRUE(again) << again.error().detail;
  const auto fresh = disk.open().value();
  EXPECT_EQ(fresh->snapshot()->manifest_version, 2u);
  EXPECT_TRUE(fresh->complete());
  // The old objects are gone, and nothing half fetched is left.
  EXPECT_EQ(disk.files.list(disk.folder.path() + "/reference/site")->size(), 1u);
  EXPECT_EQ(disk.files.list(disk.folder.path() + "/reference/partial.d")->size(), 0u);
}

void sweep(const char* name, bool from_nothing, std::uint64_t fewest) {
  const auto prepare = [&](Disk& disk) {
    if (from_nothing) return;
    Told ignored;
    first_day(disk, ignored);
    ASSERT_EQ(ignored.swapped, 1u);
  };
  const auto scenario = from_nothing ? first_day : update;
  std::uint64_t points = 0;
  {
    Disk disk;
    prepare(disk);
    disk.calls.reset_counts();
    Told told;
    scenario(disk, told);
    points = disk.calls.operations();
    ASSERT_GT(told.swapped, 0u);
  }
  sweep_points(name, points, fewest, [&](std::uint64_t at, const Way& way) {
    Disk disk;
    prepare(disk);
    disk.calls.reset_counts();
    disk.calls.set_hook(fail_at(at, way.fault));
    Told told;
    scenario(disk, told);
    disk.calls.set_hook({});
    if (way.cut_after) disk.calls.cut_power();
    if (!disk.calls.has_power()) disk.calls.restore_power(way.unsynced, at);
    check_after(disk, told, from_nothing ? 0 : 1);
  });
}

TEST(ReferenceSweep, first_day) { sweep("reference data, first day", true, 40); }
TEST(ReferenceSweep, swap) { sweep("reference data, swap", false, 40); }

}  // namespace
}  // namespace dk::cache
