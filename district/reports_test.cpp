#include "district/reports.h"

#include "base/codes/cose.h"
#include "district/progress.h"
#include "district/test_district.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::district::testing {
namespace {

class Reports : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    terminal_ = enrol();
    instance_ = ids_.next();
  }
  [[nodiscard]] wire::Checkpoint checkpoint(std::uint64_t seq, std::uint8_t hash) {
    wire::Checkpoint result;
    result.terminal = kTerminal;
    result.instance = instance_;
    result.seq = seq;
    result.hash.fill(hash);
    result.at = t1();
    return result;
  }
  Status send(std::uint64_t last_seq, const wire::Checkpoint* checkpoint,
              const crypto::PrivateKey& key) {
    wire::Report report;
    report.terminal = kTerminal;
    report.at = t1();
    report.last_seq = last_seq;
    report.software = "0.1.0";
    if (checkpoint != nullptr) {
      const auto cose = codes::make_sign1(as_bytes(wire::to_json(*checkpoint)),
                                          wire::kCheckpointContentType, key);
      EXPECT_TRUE(cose);
      report.checkpoint = to_base64(*cose);
    }
    return take_report(gateway_->database(), terminal_.peer(), report, t1());
  }
  Status send(std::uint64_t last_seq, const wire::Checkpoint& checkpoint) {
    return send(last_seq, &checkpoint, terminal_.key);
  }
  [[nodiscard]] std::vector<std::string> alarms() {
    std::vector<std::string> kinds;
    const auto book = ledger(gateway_->database(), "");
    for (const auto& alarm : book->alarms) kinds.push_back(alarm.kind);
    return kinds;
  }
  [[nodiscard]] std::int64_t kept_seq() {
    return gateway_->database().query("SELECT checkpoint_seq FROM terminal", {})->at(0).integer(0);
  }
  Enrolled terminal_;
  Uuid instance_;
};

TEST_F(Reports, the_chain_goes_on) {
  ASSERT_TRUE(send(0, checkpoint(5, 1)));
  ASSERT_TRUE(send(0, checkpoint(5, 1)));
  ASSERT_TRUE(send(0, checkpoint(9, 2)));
  EXPECT_TRUE(alarms().empty());
  EXPECT_EQ(kept_seq(), 9);
}

TEST_F(Reports, the_chain_was_cut) {
  ASSERT_TRUE(send(0, checkpoint(9, 2)));
  ASSERT_TRUE(send(0, checkpoint(5, 1)));
  EXPECT_EQ(alarms(), std::vector<std::string>{"checkpoint_regressed"});
  EXPECT_EQ(kept_seq(), 9);  // the evidence stays
}

TEST_F(Reports, the_chain_was_rewritten_at_the_same_length) {
  ASSERT_TRUE(send(0, checkpoint(9, 2)));
  ASSERT_TRUE(send(0, checkpoint(9, 3)));
  EXPECT_EQ(alarms(), std::vector<std::string>{"checkpoint_regressed"});
}

TEST_F(Reports, another_store_than_before) {
  ASSERT_TRUE(send(0, checkpoint(9, 2)));
  instance_ = ids_.next();
  ASSERT_TRUE(send(0, checkpoint(1, 3)));
  EXPECT_EQ(alarms(), std::vector<std::string>{"checkpoint_new_chain"});
  EXPECT_EQ(kept_seq(), 1);
}

TEST_F(Reports, a_checkpoint_that_the_terminal_did_not_sign) {
  const auto stranger = crypto::PrivateKey::generate_p256();
  const auto forged = checkpoint(9, 2);
  const auto refused = send(0, &forged, *stranger);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::signature_invalid);
  EXPECT_EQ(alarms(), std::vector<std::string>{"checkpoint_forged"});
  EXPECT_EQ(kept_seq(), 0);
}

TEST_F(Reports, an_old_disk_came_back) {
  ASSERT_TRUE(send(100, nullptr, terminal_.key));
  ASSERT_TRUE(send(40, nullptr, terminal_.key));
  EXPECT_EQ(alarms(), std::vector<std::string>{"report_seq_regressed"});
}

TEST_F(Reports, nothing_waits_and_an_event_is_missing) {
  ASSERT_TRUE(push({p02(1), p03(3)}));
  ASSERT_TRUE(send(3, nullptr, terminal_.key));
  EXPECT_EQ(alarms(), std::vector<std::string>{"seq_gap"});
}

}  // namespace
}  // namespace dk::district::testing
