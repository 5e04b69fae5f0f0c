#include "offline-cache/audit/chain.h"

#include <gtest/gtest.h>

#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/outbox/schema.h"

namespace dk::cache {
namespace {

struct Chain {
  TemporaryFolder folder;
  Database database =
      std::move(open_store(outbox_path(folder.path()), outbox_format(), "").value().database);
  Uuid instance = uuid_from_string("0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b").value();
  AuditHead head = empty_chain(instance);

  void add(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(append_audit(database, head, audit::SyncFailed{"timed_out", i}.to_record(),
                               from_unix_ms(1668736800000 + i)));
    }
  }
  void change(const std::string& sql) { ASSERT_TRUE(database.execute(sql)); }
};

// Pins the layout of FORMAT.md section 8: the value was computed by another program.
TEST(AuditChain, hash_is_the_one_of_the_format) {
  Chain chain;
  const Bytes instance(chain.instance.bytes.begin(), chain.instance.bytes.end());
  EXPECT_EQ(to_hex(chain.head.hash), to_hex(crypto::sha256(instance)));
  const audit::Record record{audit::EventId::TerminalStopped, "{\"a\":1}"};
  ASSERT_TRUE(append_audit(chain.database, chain.head, record, from_unix_ms(1668736800000)));
  EXPECT_EQ(to_hex(chain.head.hash),
            "dc9bbe4fc6ff5ed678b6be282c29ba5f3d577c93b885c3028681b3745ebc25ba");
}

// GB/T 32905 over the same bytes, computed by the openssl command.
TEST(AuditChain, hash_of_an_sm3_entry_is_the_one_of_the_format) {
  Chain chain;
  const audit::Record record{audit::EventId::TerminalStopped, "{\"a\":1}"};
  ASSERT_TRUE(append_audit(chain.database, chain.head, record, from_unix_ms(1668736800000),
                           crypto::HashAlgorithm::Sm3));
  EXPECT_EQ(to_hex(chain.head.hash),
            "11e30d5ab66be5f245e1a34b56d0cf2670fe78172a9314bfb41d635d7ec0b825");
  EXPECT_TRUE(verify_chain(chain.database, chain.head));
}

TEST(AuditChain, goes_on_when_the_site_changes_its_suite) {
  Chain chain;
  chain.add(3);
  for (const auto algorithm : {crypto::HashAlgorithm::Sm3, crypto::HashAlgorithm::Sha256}) {
    ASSERT_TRUE(append_audit(chain.database, chain.head,
                             audit::SyncFailed{"timed_out", 9}.to_record(),
                             from_unix_ms(1668736900000), algorithm));
  }
  EXPECT_TRUE(check_head(chain.database, chain.head));
  EXPECT_TRUE(verify_chain(chain.database, chain.head));
  // Neither another known name nor an unknown one passes.
  for (const char* algorithm : {"-16", "-65540", "0"}) {
    chain.change("SAVEPOINT here");
    chain.change(std::string("UPDATE audit_entry SET algorithm = ") + algorithm + " WHERE seq = 4");
    const Status status = verify_chain(chain.database, chain.head);
    ASSERT_FALSE(status) << algorithm;
    EXPECT_EQ(status.error().code, FailureCode::chain_broken);
    EXPECT_NE(status.error().detail.find("entry 4"), std::string::npos);
    chain.change("ROLLBACK TO here");
    chain.change("RELEASE here");
  }
}

TEST(AuditChain, empty_chain_is_whole) {
  Chain chain;
  EXPECT_TRUE(check_head(chain.database, chain.head));
  EXPECT_TRUE(verify_chain(chain.database, chain.head));
}

TEST(AuditChain, whole_chain_verifies) {
  Chain chain;
  chain.add(50);
  EXPECT_EQ(chain.head.seq, 50u);
  EXPECT_TRUE(check_head(chain.database, chain.head));
  EXPECT_TRUE(verify_chain(chain.database, chain.head));
}

TEST(AuditChain, every_changed_column_is_found) {
  for (const char* change :
       {"json = json || ' '", "at_ms = at_ms + 1", "event = event + 1", "hash = zeroblob(32)"}) {
    Chain chain;
    chain.add(9);
    chain.change(std::string("UPDATE audit_entry SET ") + change + " WHERE seq = 5");
    const Status verified = verify_chain(chain.database, chain.head);
    ASSERT_FALSE(verified) << change;
    EXPECT_EQ(verified.error().code, FailureCode::chain_broken);
    EXPECT_NE(verified.error().detail.find("entry 5"), std::string::npos) << change;
  }
}

TEST(AuditChain, entry_taken_out_is_found) {
  Chain chain;
  chain.add(9);
  chain.change("DELETE FROM audit_entry WHERE seq = 5");
  EXPECT_TRUE(check_head(chain.database, chain.head));  // cheap: only the end
  EXPECT_FALSE(verify_chain(chain.database, chain.head));
}

TEST(AuditChain, tail_cut_is_found) {
  Chain chain;
  chain.add(9);
  chain.change("DELETE FROM audit_entry WHERE seq > 7");
  EXPECT_FALSE(check_head(chain.database, chain.head));
  EXPECT_FALSE(verify_chain(chain.database, chain.head));
  chain.change("DELETE FROM audit_entry");
  EXPECT_FALSE(check_head(chain.database, chain.head));
  EXPECT_FALSE(verify_chain(chain.database, chain.head));
}

TEST(AuditChain, chain_of_another_store_is_not_ours) {
  Chain chain;
  chain.add(3);
  AuditHead other = chain.head;
  other.instance.bytes[0] ^= 1;
  EXPECT_FALSE(verify_chain(chain.database, other));
}

}  // namespace
}  // namespace dk::cache
