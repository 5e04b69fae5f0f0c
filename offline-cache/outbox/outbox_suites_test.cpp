// A store written half with one suite and half with the other, a floor that rises while people are
// waiting, and a store of another format version.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/key_ring.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

using crypto::Suite;

constexpr Suite kBoth[] = {Suite::International, Suite::Shangmi};
constexpr Suite other(Suite suite) {
  return suite == Suite::Shangmi ? Suite::International : Suite::Shangmi;
}

class RawStore {
 public:
  explicit RawStore(const std::string& folder) {
    EXPECT_EQ(sqlite3_open((folder + "/outbox.db").c_str(), &raw_), SQLITE_OK);
  }
  ~RawStore() { sqlite3_close(raw_); }
  RawStore(const RawStore&) = delete;
  RawStore& operator=(const RawStore&) = delete;
  void run(const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(raw_);
  }
  std::vector<std::vector<Bytes>> rows(const std::string& sql) {
    std::vector<std::vector<Bytes>> out;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(raw_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      auto& row = out.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, i));
        row.emplace_back(data, data + sqlite3_column_bytes(statement, i));
      }
    }
    sqlite3_finalize(statement);
    return out;
  }

 private:
  sqlite3* raw_ = nullptr;
};

// The same terminal, enrolled at a district whose recovery key is of this suite.
crypto::PrivateKey set_recovery(Desk& desk, Suite suite) {
  auto key = crypto::PrivateKey::generate_sealing(suite).value();
  desk.keys =
      open_file_keys(desk.files, desk.random, "/keys", key.public_key()->spki(), false).value();
  return key;
}

std::vector<Uuid> register_people(Outbox& outbox, Desk& desk, int count) {
  std::vector<Uuid> ids;
  for (int i = 0; i < count; ++i) {
    const Append person = desk.registration("tube of " + std::to_string(i));
    ids.push_back(person.drafts[0].envelope.id);
    EXPECT_TRUE(outbox.append(person));
  }
  return ids;
}

// What the district's recovery does: every unconfirmed row with the recovery keys it has.
std::vector<Uuid> recover(const std::string& folder, const std::vector<crypto::PrivateKey>& keys) {
  std::vector<Uuid> out;
  std::uint64_t seq = 0;
  RawStore store(folder);
  for (const auto& row : store.rows(
           "SELECT e.id, e.type, e.class, e.day, s.record, s.recovery_wrap FROM event e JOIN "
           "event_sealed s USING (seq) WHERE e.state <> 2 ORDER BY e.seq")) {
    const wire::RecordBinding binding{uuid_from_bytes(row[0]).value(), ++seq,
                                      std::string(as_text(row[1])), std::string(as_text(row[2])),
                                      std::string(as_text(row[3]))};
    for (const crypto::PrivateKey& key : keys) {
      const auto opened = wire::open_with_recovery_key(binding, row[4], row[5], key);
      if (opened) out.push_back(wire::envelope_from_json(opened->text()).value().id);
    }
  }
  return out;
}

class OutboxSuites : public testing::TestWithParam<Suite> {
 protected:
  OutboxSuites() { desk_.algorithms = crypto::only(GetParam()); }
  Desk desk_;
};
INSTANTIATE_TEST_SUITE_P(Suites, OutboxSuites, testing::ValuesIn(kBoth),
                         [](const auto& info) { return std::string(name_of(info.param)); });

// What the recovery wraps were agreed with, in the order of the events.
std::vector<Bytes> agreements(const std::string& folder) {
  std::vector<Bytes> agreed;
  for (const auto& row :
       RawStore(folder).rows("SELECT recovery_wrap FROM event_sealed ORDER BY seq")) {
    const ByteView sealed = wire::parse_recovery_wrap(row[0])->sealed;
    agreed.emplace_back(sealed.begin(), sealed.end() - 48);  // before the sealed data key
  }
  return agreed;
}

TEST_P(OutboxSuites, recovery_wraps_share_an_agreement_only_for_a_while) {
  set_recovery(desk_, GetParam());
  auto outbox = desk_.open().value();
  for (int made = 0; made < KeyRing::kMostSealed; made += 8) {
    Append eight;
    for (int i = 0; i < 8; ++i) eight.drafts.push_back(desk_.draft());
    ASSERT_TRUE(outbox->append(eight));
  }
  ASSERT_TRUE(outbox->append(desk_.registration()));
  outbox = {};
  outbox = desk_.open().value();
  ASSERT_TRUE(outbox->append(desk_.registration()));
  outbox = {};
  const auto agreed = agreements(desk_.folder.path());
  ASSERT_EQ(agreed.size(), KeyRing::kMostSealed + 2U);
  EXPECT_EQ(std::count(agreed.begin(), agreed.end(), agreed.front()), KeyRing::kMostSealed);
  EXPECT_NE(agreed.end()[-1], agreed.end()[-2]) << "nothing of it is on the disk";
}

// The same number with the same id comes again with another data key: under the same agreement that
// would be the same key and nonce twice.
TEST_P(OutboxSuites, what_was_given_up_takes_its_agreement_with_it) {
  set_recovery(desk_, GetParam());
  auto outbox = desk_.open().value();
  ASSERT_TRUE(outbox->append(desk_.registration()));
  Append refused = desk_.registration();
  Append again;
  again.drafts = refused.drafts;
  refused.drafts.push_back(desk_.draft());
  refused.drafts.back().envelope.body = "{\"x\":\"" + std::string(wire::kMaxLineBytes, 'x') + "\"}";
  EXPECT_EQ(outbox->append(refused).error().code, FailureCode::invalid_argument);
  ASSERT_TRUE(outbox->append(again));
  outbox = {};
  const auto agreed = agreements(desk_.folder.path());
  ASSERT_EQ(agreed.size(), 2U);
  EXPECT_NE(agreed[0], agreed[1]);
}

TEST_P(OutboxSuites, everything_on_the_disk_is_of_the_suite_that_the_site_writes_with) {
  set_recovery(desk_, GetParam());
  register_people(*desk_.open().value(), desk_, 3);
  RawStore store(desk_.folder.path());
  for (const auto& row : store.rows("SELECT record, recovery_wrap FROM event_sealed")) {
    EXPECT_TRUE(wire::check_algorithms(row[0], row[1], crypto::only(GetParam())));
  }
  for (const char* keys : {"SELECT wrapped FROM class_day_key", "SELECT wrapped FROM local_key"}) {
    for (const auto& row : store.rows(keys)) {
      EXPECT_EQ(crypto::suite_of_box(ByteView(row[0]).subspan(8)).value(), GetParam()) << keys;
    }
  }
  for (const auto& row : store.rows("SELECT box FROM local_state")) {
    EXPECT_EQ(crypto::suite_of_box(row[0]).value(), GetParam());
  }
  const auto hash = std::to_string(std::to_underlying(crypto::algorithms_of(GetParam()).hash));
  EXPECT_FALSE(store.rows("SELECT 1 FROM audit_entry").empty());
  EXPECT_TRUE(store.rows("SELECT 1 FROM audit_entry WHERE algorithm <> " + hash).empty());
}

// This suite in the morning, the other one in the afternoon, and back: one store, one queue.
TEST_P(OutboxSuites, mixed_store_opens_drains_verifies_erases_and_is_recovered) {
  const auto first_key = set_recovery(desk_, GetParam());
  std::vector<Uuid> ids = register_people(*desk_.open().value(), desk_, 3);
  // Both count while the district changes over; the recovery key came with a new enrolment.
  const auto second_key = set_recovery(desk_, other(GetParam()));
  desk_.algorithms = {true, true, other(GetParam())};
  {
    const auto more = register_people(*desk_.open().value(), desk_, 2);
    ids.insert(ids.end(), more.begin(), more.end());
  }
  desk_.algorithms = {true, true, GetParam()};
  {
    const auto more = register_people(*desk_.open().value(), desk_, 1);
    ids.insert(ids.end(), more.begin(), more.end());
  }
  EXPECT_EQ(verify_store(desk_.folder.path()).value(), std::vector<std::string>{});
  EXPECT_EQ(recover(desk_.folder.path(), {first_key, second_key}), ids);
  auto outbox = desk_.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "tube of 0");
  EXPECT_EQ(take_all(*outbox), ids);
  std::vector<wire::EventAnswer> answers;
  for (const Uuid& id : ids) answers.push_back(accepted(id));
  ASSERT_TRUE(outbox->settle(answers));
  desk_.clock.advance(std::chrono::days(2));
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  EXPECT_EQ(outbox->counts().confirmed, 0u);
  EXPECT_EQ(outbox->local_state("desk").value(), "tube of 0");
  outbox.reset();
  EXPECT_TRUE(RawStore(desk_.folder.path()).rows("SELECT 1 FROM class_day_key").empty());
  EXPECT_EQ(verify_store(desk_.folder.path()).value(), std::vector<std::string>{});
}

// Whoever was told "registered" reaches the district, also when the floor has risen meanwhile.
TEST_P(OutboxSuites, records_below_a_risen_floor_still_drain_and_nothing_new_hangs_on_it) {
  set_recovery(desk_, GetParam());
  std::vector<Uuid> ids = register_people(*desk_.open().value(), desk_, 3);
  set_recovery(desk_, other(GetParam()));
  desk_.algorithms = crypto::only(other(GetParam()));
  auto outbox = desk_.open().value();
  EXPECT_EQ(outbox->local_state("desk").value(), "tube of 2");
  const auto more = register_people(*outbox, desk_, 1);
  ids.insert(ids.end(), more.begin(), more.end());
  EXPECT_EQ(take_all(*outbox), ids);
  EXPECT_EQ(outbox->local_state("desk").value(), "tube of 0");
  outbox.reset();
  RawStore store(desk_.folder.path());
  const auto records = store.rows("SELECT record FROM event_sealed ORDER BY seq");
  EXPECT_TRUE(wire::check_algorithms(records[0][0], {}, crypto::only(GetParam())));
  EXPECT_TRUE(wire::check_algorithms(records[3][0], {}, desk_.algorithms));
  // The day's key, which the new record hangs on, is wrapped above the floor; so is local state.
  for (const char* sql :
       {"SELECT substr(wrapped, 9) FROM class_day_key", "SELECT substr(wrapped, 9) FROM local_key",
        "SELECT box FROM local_state"}) {
    const auto rows = store.rows(sql);
    ASSERT_EQ(rows.size(), 1u) << sql;
    EXPECT_EQ(crypto::suite_of_box(rows[0][0]).value(), other(GetParam())) << sql;
  }
}

TEST_P(OutboxSuites, nothing_is_registered_under_a_recovery_key_below_the_floor) {
  set_recovery(desk_, other(GetParam()));
  auto outbox = desk_.open().value();
  const Status refused = outbox->append(desk_.registration());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(outbox->counts().last_seq, 0u);
  EXPECT_EQ(outbox->local_state("desk").error().code, FailureCode::not_found);
  // The floor is lowered again by a signed site object: the same desk goes on, without a restart.
  desk_.algorithms = {true, true, GetParam()};
  EXPECT_TRUE(outbox->append(desk_.registration()));
  EXPECT_EQ(outbox->counts().last_seq, 1u);
}

TEST_P(OutboxSuites, store_of_version_1_is_left_alone) {
  Desk desk;
  register_people(*desk.open().value(), desk, 3);
  RawStore(desk.folder.path()).run("PRAGMA user_version = 1");
  const auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::store_version);
  EXPECT_EQ(verify_store(desk.folder.path()).error().code, FailureCode::store_version);
}

}  // namespace
}  // namespace dk::cache
