// Somebody with the disk in hand, with and without the terminal key; what finds him at the start
// and what cachectl says. The same with the real programs: tests/end-to-end/tamper_test.py.
#include <sqlite3.h>

#include "offline-cache/outbox/head_seal.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/outbox/witness.h"
#include "offline-cache/sync/receipt_check.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {
namespace {

void tamper(const Desk& desk, const std::string& sql) {
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(raw);
  ASSERT_GT(sqlite3_total_changes(raw), 0);
  sqlite3_close(raw);
}

std::string joined(const Result<std::vector<std::string>>& findings) {
  if (!findings) return std::string(name_of(findings.error().code));
  std::string out;
  for (const std::string& line : *findings) out += line + "\n";
  return out;
}

FailureCode start_of(Desk& desk) {
  const auto opened = desk.open();
  return opened ? FailureCode::internal : opened.error().code;
}

void five_people(Desk& desk) {
  auto outbox = desk.open().value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(outbox->append(desk.registration()));
}

// Somebody who has the terminal key as well makes the seal anew.
void seal_again(Desk& desk) {
  auto database =
      Database::open(desk.folder.path() + "/outbox.db", Database::Access::ReadWrite, "").value();
  const auto identity = load_identity(database).value();
  const auto stored = load_ledger(database).value();
  const auto key =
      desk.keys->unwrap(seal_key_context(identity.instance), load_seal_key(database).value());
  ASSERT_TRUE(
      store_ledger(database, stored.ledger, head_seal(key->view(), identity, stored.ledger)));
}

TEST(OutboxTamper, counters_and_head_are_sealed) {
  for (const char* change :
       {"last_seq = 6", "saved = 4, confirmed = 1", "seal = zeroblob(33)",
        "audit_peaks = zeroblob(length(audit_peaks))", "seal = x'05' || zeroblob(32)"}) {
    Desk desk;
    five_people(desk);
    tamper(desk, std::string("UPDATE counter SET ") + change);
    const FailureCode code = start_of(desk);
    EXPECT_TRUE(code == FailureCode::chain_broken || code == FailureCode::algorithm_refused)
        << change << " " << name_of(code);
    EXPECT_NE(joined(verify_store(desk.folder.path(), desk.keys.get())).find("seal: "),
              std::string::npos);
  }
}

TEST(OutboxTamper, tail_cut_with_the_head_moved_back) {
  Desk desk;
  AuditHead before;
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(desk.registration()));
    before = outbox->audit_head();
    ASSERT_TRUE(outbox->append(desk.registration()));
  }
  const std::string hash = "x'" + to_hex(before.hash) + "'";
  const std::string peaks = "x'" + to_hex(before.tree.peaks()) + "'";
  tamper(desk, "DELETE FROM audit_entry WHERE seq > " + std::to_string(before.seq) +
                   "; DELETE FROM event_sealed WHERE seq = 2; DELETE FROM event WHERE seq = 2;"
                   "UPDATE counter SET saved = 1, last_seq = 1, audit_seq = " +
                   std::to_string(before.seq) + ", audit_hash = " + hash +
                   ", audit_peaks = " + peaks);
  EXPECT_EQ(joined(verify_store(desk.folder.path())), "");  // consistent
  EXPECT_EQ(start_of(desk), FailureCode::chain_broken);
  seal_again(desk);  // the limit: with the key and without a witness nobody can know
  EXPECT_EQ(start_of(desk), FailureCode::internal);
}

TEST(OutboxTamper, event_hidden_by_its_state) {
  Desk desk;
  five_people(desk);
  tamper(desk, "UPDATE event SET state = 2 WHERE seq = 3");
  EXPECT_EQ(start_of(desk), FailureCode::data_damaged);
  EXPECT_NE(joined(verify_store(desk.folder.path())).find("event 3 is hidden"), std::string::npos);
  tamper(desk, "UPDATE counter SET saved = 4, confirmed = 1");
  EXPECT_EQ(start_of(desk), FailureCode::chain_broken);
}

TEST(OutboxTamper, event_hidden_in_a_queue_too_long_to_count_at_the_start) {
  for (const char* change :
       {"UPDATE event SET state = 2 WHERE seq = 3", "UPDATE event SET state = 2 WHERE seq = 5"}) {
    Desk desk;
    five_people(desk);
    tamper(desk, change);
    desk.most_counted_at_start = 4;
    auto outbox = desk.open().value();
    EXPECT_EQ(outbox->take(3)->size(), 3U);
    EXPECT_EQ(outbox->take(3)->size(), 1U) << "what can be sent is sent";
    EXPECT_EQ(outbox->take(3).error().code, FailureCode::data_damaged) << change;
  }
}

TEST(OutboxTamper, record_taken_away_stands_in_nobodys_way) {
  Desk desk;
  five_people(desk);
  tamper(desk, "DELETE FROM event_sealed WHERE seq = 2");
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->take(10)->size(), 4U);
  EXPECT_EQ(outbox->counts().quarantined, 1U);
  EXPECT_TRUE(outbox->take(10)->empty());
}

TEST(OutboxTamper, every_clear_column_of_an_event_agrees_with_the_chain) {
  for (const char* change :
       {"id = randomblob(16)", "type = 'sampling.tube_opened'", "class = 'other'",
        "day = '2022-11-19'", "priority = 0", "state = 3, reason = 'schema_unknown'"}) {
    Desk desk;
    five_people(desk);
    tamper(desk, std::string("UPDATE event SET ") + change + " WHERE seq = 3");
    EXPECT_NE(joined(verify_store(desk.folder.path())).find("event 3 "), std::string::npos)
        << change;
  }
}

TEST(OutboxTamper, sealed_bytes_are_bound_to_the_chain) {
  for (const char* change :
       {"record = substr(record, 1, length(record) - 1) || char(1 + (hex(substr(record, -1)) = "
        "'01'))",
        "recovery_wrap = substr(recovery_wrap, 1, 40) || x'5a5a' || substr(recovery_wrap, 43)"}) {
    Desk desk;
    five_people(desk);
    tamper(desk, std::string("UPDATE event_sealed SET ") + change + " WHERE seq = 3");
    EXPECT_NE(joined(verify_store(desk.folder.path())).find("event 3 was changed"),
              std::string::npos)
        << change;
  }
}

TEST(OutboxTamper, event_taken_out_whole) {
  Desk desk;
  five_people(desk);
  tamper(desk, "DELETE FROM event_sealed WHERE seq = 5; DELETE FROM event WHERE seq = 5");
  EXPECT_NE(joined(verify_store(desk.folder.path())).find("event 5 is gone"), std::string::npos);
  EXPECT_EQ(start_of(desk), FailureCode::data_damaged);
}

TEST(OutboxTamper, whole_store_opens_under_its_key_and_no_other) {
  Desk desk;
  five_people(desk);
  EXPECT_EQ(joined(verify_store(desk.folder.path(), desk.keys.get())), "");
  Desk other;
  EXPECT_NE(
      joined(verify_store(desk.folder.path(), other.keys.get())).find("belongs to terminal key"),
      std::string::npos);
}

TEST(Witness, sees_that_the_store_is_older) {
  Desk desk;
  Witness witness(desk.files, *desk.keys, "/keys");
  {
    auto outbox = desk.open().value();
    EXPECT_TRUE(witness.check(*outbox));  // there is none yet
    ASSERT_TRUE(outbox->append(desk.registration()));
    ASSERT_TRUE(witness.note(outbox->audit_head()));
    ASSERT_TRUE(outbox->append(desk.registration()));
    EXPECT_TRUE(witness.check(*outbox));  // the store may know more
    ASSERT_TRUE(witness.note(outbox->audit_head()));
  }
  Desk yesterday;  // another store, the same witness
  auto old = Outbox::open({.folder = yesterday.folder.path(), .reserve_bytes = 4096, .vfs = ""},
                          *desk.keys, desk.clock, desk.random)
                 .value();
  const Status checked = Witness(desk.files, *desk.keys, "/keys").check(*old);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, FailureCode::store_rolled_back);
}

TEST(Witness, one_that_cannot_be_read_says_nothing) {
  Desk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(desk.files.write_private("/keys/witness.box", as_bytes("rotten")));
  EXPECT_TRUE(Witness(desk.files, *desk.keys, "/keys").check(*outbox));
}

TEST(ReceiptCheck, entry_that_the_district_countersigned_must_be_there) {
  Desk desk;
  const auto key = crypto::PrivateKey::generate_p256().value();
  const auto shown = key.public_key().value();
  wire::Root root;
  root.roles["countersign"] = {{shown.key_id(), shown}};
  auto outbox = desk.open().value();
  EXPECT_TRUE(check_receipt(*outbox, root));  // none yet
  ASSERT_TRUE(outbox->append(desk.registration()));
  const AuditHead head = outbox->audit_head();
  wire::Receipt receipt{
      {"LH-TS-0002", head.instance, head.seq, head.hash, head.tree.root(), desk.clock.now()},
      desk.clock.now()};
  ASSERT_TRUE(outbox->keep_receipt(wire::sign_receipt(receipt, key).value()));
  ASSERT_TRUE(outbox->append(desk.registration()));
  EXPECT_TRUE(check_receipt(*outbox, root));
  EXPECT_TRUE(check_receipt(*outbox, wire::Root{}));  // nobody vouches for it: it says nothing
  receipt.checkpoint.hash[0] ^= 1;
  ASSERT_TRUE(outbox->keep_receipt(wire::sign_receipt(receipt, key).value()));
  EXPECT_EQ(check_receipt(*outbox, root).error().code, FailureCode::chain_broken);
  receipt.checkpoint.seq = 1000;
  ASSERT_TRUE(outbox->keep_receipt(wire::sign_receipt(receipt, key).value()));
  EXPECT_EQ(check_receipt(*outbox, root).error().code, FailureCode::chain_broken);
}

}  // namespace
}  // namespace dk::cache
