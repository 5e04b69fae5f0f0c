#include "district/reports.h"

#include "base/codes/cose.h"
#include "district/progress.h"
#include "district/test_district.h"
#include "offline-cache/wire/checkpoint.h"
#include "offline-cache/wire/history_tree.h"

namespace dk::district::testing {
namespace {

// A terminal's audit chain, as far as the district can see it.
struct ToldChain {
  Uuid instance;
  std::vector<crypto::Digest> entries;

  void grow(std::size_t to, char flavour = 'a') {
    while (entries.size() < to) {
      entries.push_back(
          crypto::sha256(as_bytes(std::string(1, flavour) + std::to_string(entries.size() + 1))));
    }
  }
  [[nodiscard]] crypto::Digest root() const {
    wire::HistoryTree tree;
    for (const auto& entry : entries) tree.append(entry);
    return tree.root();
  }
  [[nodiscard]] std::vector<std::string> growth(std::uint64_t since) const {
    wire::GrowthProof proof(since, entries.size());
    while (!proof.complete()) proof.add(entries[proof.next() - 1]);
    std::vector<std::string> out;
    for (const auto& hash : proof.growth()) out.push_back(to_hex(hash));
    return out;
  }
};

class Reports : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    terminal_ = enrol();
    chain_.instance = ids_.next();
  }
  [[nodiscard]] wire::Report report(std::uint64_t last_seq, std::uint64_t waiting) {
    wire::Report out;
    out.terminal = kTerminal;
    out.at = t1();
    out.last_seq = last_seq;
    out.waiting = waiting;
    out.software = "0.1.0";
    return out;
  }
  Result<Bytes> send(const wire::Report& report) {
    return take_report(gateway_->database(), terminal_.peer(), report, t1(),
                       gateway_->countersign_key());
  }
  Result<Bytes> send(const ToldChain& chain, std::uint64_t since, const crypto::PrivateKey& key) {
    wire::Checkpoint checkpoint;
    checkpoint.terminal = kTerminal;
    checkpoint.instance = chain.instance;
    checkpoint.seq = chain.entries.size();
    if (!chain.entries.empty()) checkpoint.hash = chain.entries.back();
    checkpoint.root = chain.root();
    checkpoint.at = t1();
    wire::Report out = report(0, 0);
    out.checkpoint = to_base64(
        codes::make_sign1(as_bytes(wire::to_json(checkpoint)), wire::kCheckpointContentType, key)
            .value());
    out.since = since;
    out.growth = chain.growth(since);
    return send(out);
  }
  // The seq that the receipt is for; the receipt must be the district's.
  std::uint64_t receipt(const ToldChain& chain, std::uint64_t since) {
    const auto cose = send(chain, since, terminal_.key);
    EXPECT_TRUE(cose) << cose.error().detail;
    if (!cose || cose->empty()) return 0;
    const auto receipt = wire::verify_receipt(*cose, gateway_->root());
    EXPECT_TRUE(receipt) << receipt.error().detail;
    return receipt ? receipt->checkpoint.seq : 0;
  }
  [[nodiscard]] std::vector<std::string> alarms() {
    std::vector<std::string> kinds;
    const auto book = ledger(gateway_->database(), "");
    for (const auto& alarm : book->alarms) kinds.push_back(alarm.kind);
    return kinds;
  }
  Enrolled terminal_;
  ToldChain chain_;
};

using Words = std::vector<std::string>;

TEST_F(Reports, the_chain_goes_on_and_every_step_is_kept) {
  chain_.grow(5);
  EXPECT_EQ(receipt(chain_, 0), 5u);
  EXPECT_EQ(receipt(chain_, 5), 5u);
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 5), 9u);
  chain_.grow(200);
  EXPECT_EQ(receipt(chain_, 9), 200u);
  EXPECT_TRUE(alarms().empty());
  EXPECT_EQ(count("checkpoint"), 3);
}

TEST_F(Reports, an_answer_was_lost) {
  chain_.grow(5);
  EXPECT_EQ(receipt(chain_, 0), 5u);
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 5u);  // told where it stands, and the next report goes on
  EXPECT_EQ(receipt(chain_, 5), 9u);
  EXPECT_TRUE(alarms().empty());
}

TEST_F(Reports, the_chain_was_cut_or_the_disk_is_old) {
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 9u);
  chain_.entries.resize(5);
  EXPECT_EQ(receipt(chain_, 5), 9u);
  EXPECT_EQ(receipt(chain_, 5), 9u);
  EXPECT_EQ(alarms(), Words{"checkpoint_regressed"});
}

TEST_F(Reports, an_old_disk_that_has_grown_again_is_a_fork) {
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 9u);
  chain_.entries.resize(5);
  chain_.grow(20, 'b');
  EXPECT_EQ(receipt(chain_, 5), 9u);  // not yet an alarm: an answer may have been lost
  EXPECT_TRUE(alarms().empty());
  EXPECT_EQ(receipt(chain_, 9), 9u);
  EXPECT_EQ(alarms(), Words{"checkpoint_forked"});
}

TEST_F(Reports, the_chain_was_rewritten_at_the_same_length) {
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 9u);
  chain_.entries.resize(8);
  chain_.grow(9, 'b');
  EXPECT_EQ(receipt(chain_, 9), 9u);
  EXPECT_EQ(alarms(), Words{"checkpoint_forked"});
}

TEST_F(Reports, an_old_entry_was_rewritten_and_everything_after_it) {
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 9u);
  chain_.entries[3] = crypto::sha256(as_bytes("another"));
  chain_.grow(12);
  EXPECT_EQ(receipt(chain_, 9), 9u);
  EXPECT_EQ(alarms(), Words{"checkpoint_forked"});
}

TEST_F(Reports, two_machines_with_one_disk) {
  chain_.grow(5);
  EXPECT_EQ(receipt(chain_, 0), 5u);
  ToldChain clone = chain_;
  chain_.grow(8);
  clone.grow(7, 'b');
  EXPECT_EQ(receipt(chain_, 5), 8u);
  EXPECT_EQ(receipt(clone, 5), 8u);
  EXPECT_EQ(alarms(), Words{"checkpoint_regressed"});
  clone.grow(30, 'b');
  EXPECT_EQ(receipt(clone, 8), 8u);
  EXPECT_EQ(alarms(), (Words{"checkpoint_forked", "checkpoint_regressed"}));
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 8), 9u);  // the honest one goes on
}

TEST_F(Reports, who_never_proves_anything_is_named) {
  chain_.grow(5);
  EXPECT_EQ(receipt(chain_, 0), 5u);
  chain_.grow(9, 'b');
  for (int i = 0; i < 3; ++i) EXPECT_EQ(receipt(chain_, 2), 5u);
  EXPECT_EQ(alarms(), Words{"checkpoint_unproven"});
}

TEST_F(Reports, another_store_than_before) {
  chain_.grow(9);
  EXPECT_EQ(receipt(chain_, 0), 9u);
  ToldChain other;
  other.instance = ids_.next();
  other.grow(2, 'b');
  EXPECT_EQ(receipt(other, 0), 2u);
  EXPECT_EQ(alarms(), Words{"checkpoint_new_chain"});
}

TEST_F(Reports, a_checkpoint_that_the_terminal_did_not_sign) {
  const auto stranger = crypto::PrivateKey::generate_p256();
  chain_.grow(9);
  const auto refused = send(chain_, 0, *stranger);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::signature_invalid);
  EXPECT_EQ(alarms(), Words{"checkpoint_forged"});
  EXPECT_EQ(count("checkpoint"), 0);
}

TEST_F(Reports, an_old_disk_came_back) {
  ASSERT_TRUE(send(report(100, 100)));
  ASSERT_TRUE(send(report(40, 40)));
  EXPECT_EQ(alarms(), Words{"report_seq_regressed"});
}

TEST_F(Reports, nothing_waits_and_an_event_is_missing) {
  ASSERT_TRUE(push({p02(1), p03(3)}));
  ASSERT_TRUE(send(report(3, 0)));
  const auto book = ledger(gateway_->database(), "");
  ASSERT_EQ(book->alarms.size(), 1u);
  EXPECT_EQ(book->alarms[0].kind, "seq_gap");
  EXPECT_EQ(book->alarms[0].detail, "2");
}

TEST_F(Reports, the_newest_event_was_hidden_while_others_wait) {
  ASSERT_TRUE(push({p02(1), p03(2)}));
  ASSERT_TRUE(send(report(4, 2)));
  EXPECT_TRUE(alarms().empty());
  ASSERT_TRUE(send(report(4, 1)));
  EXPECT_EQ(alarms(), Words{"seq_gap"});
}

}  // namespace
}  // namespace dk::district::testing
