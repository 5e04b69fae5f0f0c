// Keys on a disk that fails: the making of the terminal key, and its change, with every call on
// plain files and every operation of the database failing once in each way. Whatever happens, the
// terminal starts again and everything that was saved opens.
#include "offline-cache/keys/rotation.h"

#include "offline-cache/faults/fault_files.h"
#include "offline-cache/faults/sweep.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/reference/reference_test_support.h"

namespace dk::cache {
namespace {

const Bytes& recovery_spki() {
  static const Bytes spki = test_recovery_key().public_key().value().spki();
  return spki;
}

struct District {
  SimulatedClock clock{from_rfc3339("2022-11-18T02:00:00.000Z").value()};
  test::Signer signer{clock.now()};
  Bytes root = signer.root_cose();
  Bytes manifest;
  District() {
    signer.put_site(1, 100);
    manifest = signer.manifest_cose(1);
  }
};
District& district() {
  static District one;
  return one;
}

// One disk with a database and plain files on it: one count of points, one power cable.
struct Terminal : Desk {
  FaultFiles calls{folder.path()};
  PosixFiles files{calls};
  FaultVfs disk{"rotation-" + std::to_string(++made)};
  std::uint64_t points = 0;
  static inline int made = 0;

  Rotation rotation() {
    return {files, random, clock, folder.path(), recovery_spki(), disk.name()};
  }
  void fail_at_point(std::uint64_t number, DiskFault fault) {
    points = 0;
    const auto hook = [this, number, fault](const DiskEvent& event) {
      if (event.operation == DiskOperation::Read) return DiskFault::None;
      return ++points == number ? fault : DiskFault::None;
    };
    calls.set_hook(hook);
    disk.set_hook(hook);
  }
  void no_faults() {
    calls.set_hook({});
    disk.set_hook({});
  }
  void cut_both_if_one_is() {
    if (calls.has_power() && disk.has_power()) return;
    calls.cut_power();
    disk.cut_power();
  }
  void power_back(FaultVfs::Unsynced unsynced, std::uint64_t seed) {
    calls.restore_power(unsynced, seed);
    disk.restore_power(unsynced, seed);
  }
  Result<std::unique_ptr<Keys>> open_keys() {
    return open_file_keys(files, random, folder.path() + "/keys", recovery_spki(), false);
  }
  Result<std::unique_ptr<Outbox>> open_outbox(Keys& with) {
    return Outbox::open({.folder = folder.path(), .reserve_bytes = 0, .vfs = disk.name()}, with,
                        clock, random);
  }
  Result<std::unique_ptr<Reference>> open_reference(Keys& with) {
    return Reference::open(files, with, random, folder.path() + "/reference", test::kTerminal,
                           district().root, district().clock);
  }
};

// Two days' keys, local state, an event on each day, reference data. The old key's id.
Bytes a_shift(Terminal& t) {
  auto made = open_file_keys(t.files, t.random, t.folder.path() + "/keys", recovery_spki(), true);
  {
    auto outbox = t.open_outbox(**made).value();
    EXPECT_TRUE(outbox->append(t.registration("1")));
    t.clock.advance(std::chrono::days(1));
    EXPECT_TRUE(outbox->append(t.registration("2")));
  }
  auto reference = t.open_reference(**made).value();
  EXPECT_TRUE(test::bring(*reference, district().signer, district().manifest));
  return (*made)->terminal_key_id();
}

// The program starts: whatever was broken off is finished, and everything opens.
void check_after(Terminal& t, const Bytes& old_id, bool acknowledged) {
  const Status finished = finish_rotation(t.rotation());
  ASSERT_TRUE(finished) << finished.error().detail;
  auto keys = t.open_keys();
  ASSERT_TRUE(keys) << keys.error().detail;
  if (acknowledged) {
    EXPECT_NE((*keys)->terminal_key_id(), old_id);
  }
  const auto findings = examine_store(t.folder.path(), keys->get());
  ASSERT_TRUE(findings) << findings.error().detail;
  EXPECT_TRUE(findings->empty()) << findings->front().text;
  {
    auto outbox = t.open_outbox(**keys);
    ASSERT_TRUE(outbox) << outbox.error().detail;
    EXPECT_EQ((*outbox)->local_state("desk").value(), "2");
    EXPECT_EQ(take_all(**outbox).size(), 2u);
    EXPECT_EQ((*outbox)->counts().quarantined, 0u);
    ASSERT_TRUE((*outbox)->append(t.registration("3")));
  }
  auto reference = t.open_reference(**keys);
  ASSERT_TRUE(reference) << reference.error().detail;
  EXPECT_EQ((*reference)->manifest_floor(), 1u);  // nobody can come with an older one now
  EXPECT_TRUE((*reference)->complete());
}

TEST(KeySweep, change_of_the_terminal_key) {
  std::uint64_t points = 0;
  {
    Terminal t;
    const Bytes old_id = a_shift(t);
    t.fail_at_point(0, DiskFault::None);
    ASSERT_TRUE(rotate_terminal_key(t.rotation()));
    points = t.points;
    t.no_faults();
    EXPECT_NE(t.open_keys().value()->terminal_key_id(), old_id);
    check_after(t, old_id, true);
  }
  sweep_points("change of the terminal key", points, 50, [&](std::uint64_t at, const Way& way) {
    Terminal t;
    const Bytes old_id = a_shift(t);
    t.fail_at_point(at, way.fault);
    const bool acknowledged = rotate_terminal_key(t.rotation()).has_value();
    t.no_faults();
    if (way.cut_after) t.calls.cut_power();
    t.cut_both_if_one_is();
    if (!t.calls.has_power()) t.power_back(way.unsynced, at);
    check_after(t, old_id, acknowledged);
  });
}

TEST(KeySweep, making_of_the_terminal_key) {
  const auto make = [](Terminal& t) -> Result<Bytes> {
    DK_TRY(keys,
           open_file_keys(t.files, t.random, t.folder.path() + "/keys", recovery_spki(), true));
    return keys->terminal_key_id();
  };
  std::uint64_t points = 0;
  {
    Terminal t;
    t.fail_at_point(0, DiskFault::None);
    ASSERT_TRUE(make(t));
    points = t.points;
  }
  sweep_points("making of the terminal key", points, 6, [&](std::uint64_t at, const Way& way) {
    Terminal t;
    t.fail_at_point(at, way.fault);
    const auto made = make(t);
    t.no_faults();
    if (way.cut_after) t.calls.cut_power();
    if (!t.calls.has_power()) t.calls.restore_power(way.unsynced, at);
    // A key that was handed out is there for ever; one that was not may be made now.
    const auto again = make(t);
    ASSERT_TRUE(again) << again.error().detail;
    t.calls.cut_power();
    t.calls.restore_power(FaultVfs::Unsynced::AllLost);
    EXPECT_EQ(make(t).value(), *again) << "handed out before its name was durable";
    if (made) {
      EXPECT_EQ(*again, *made) << "what it wrapped is lost";
    }
  });
}

TEST(KeyRotation, twice_in_a_row_and_never_of_a_strange_disk) {
  Terminal t;
  const Bytes first = a_shift(t);
  ASSERT_TRUE(rotate_terminal_key(t.rotation()));
  const Bytes second = t.open_keys().value()->terminal_key_id();
  ASSERT_TRUE(rotate_terminal_key(t.rotation()));
  const Bytes third = t.open_keys().value()->terminal_key_id();
  EXPECT_EQ((std::set<std::string>{to_hex(first), to_hex(second), to_hex(third)}.size()), 3u);
  check_after(t, second, true);
  Terminal strange;
  ASSERT_TRUE(open_file_keys(strange.files, strange.random, strange.folder.path() + "/keys",
                             recovery_spki(), true));
  std::filesystem::copy_file(t.folder.path() + "/outbox.db", strange.folder.path() + "/outbox.db");
  const Status refused = rotate_terminal_key(strange.rotation());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::key_missing);
  EXPECT_FALSE(std::filesystem::exists(strange.folder.path() + "/keys/next"));
}

TEST(KeyRotation, running_terminal_keeps_its_key) {
  Terminal t;
  const Bytes old_id = a_shift(t);
  auto keys = t.open_keys().value();
  auto outbox = t.open_outbox(*keys).value();
  const Status refused = rotate_terminal_key(t.rotation());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::store_in_use);
  EXPECT_EQ(t.open_keys().value()->terminal_key_id(), old_id);
}

}  // namespace
}  // namespace dk::cache
