// What a pass makes of the district's receipt for the audit chain.
#include <gtest/gtest.h>

#include "base/codes/cose.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/test_district.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {
namespace {

// A district that countersigns; what it answers can be bent.
class ReceiptTest : public testing::Test {
 protected:
  ReceiptTest() {
    outbox_ = std::move(desk_.open().value());
    reference_ = std::move(Reference::open(desk_.files, *desk_.keys, desk_.random, "/reference",
                                           test::kTerminal, district_.root, desk_.clock)
                               .value());
    sync_ = std::make_unique<Sync>(district_, *outbox_, *reference_, desk_.clock,
                                   SyncOptions{.terminal = test::kTerminal,
                                               .software = "0.1.0",
                                               .batch_events = 10,
                                               .chunk_bytes = 1000});
    district_.signer.put_site(1, 100);
    district_.manifest = district_.signer.manifest_cose(1);
    sync_->set_checkpoint_signer([this](ByteView checkpoint) {
      return codes::make_sign1(checkpoint, wire::kCheckpointContentType, key_);
    });
    district_.receipt_for = [this](const wire::Report& report) {
      const auto cose = from_base64(report.checkpoint).value();
      auto sent = wire::checkpoint_from_json(as_text(codes::parse_sign1(cose)->payload)).value();
      if (bend) bend(sent);
      return wire::sign_receipt({sent, desk_.clock.now()}, district_.signer.countersign).value();
    };
  }
  [[nodiscard]] std::uint64_t kept() {
    const Bytes cose = outbox_->receipt().value();
    return cose.empty() ? 0 : wire::read_receipt_unverified(cose)->checkpoint.seq;
  }
  void save() { ASSERT_TRUE(outbox_->append(desk_.registration())); }
  FailureCode sync_code() {
    const auto result = sync_->sync_once();
    return result ? FailureCode::internal : result.error().code;
  }

  std::function<void(wire::Checkpoint&)> bend;
  crypto::PrivateKey key_ = crypto::PrivateKey::generate_p256().value();
  Desk desk_;
  test::SimulatedDistrict district_{desk_.clock.now()};
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Reference> reference_;
  std::unique_ptr<Sync> sync_;
};

TEST_F(ReceiptTest, the_receipt_is_kept_and_the_next_report_continues_it) {
  save();
  ASSERT_TRUE(sync_->sync_once());
  const std::uint64_t first = kept();
  EXPECT_EQ(first, outbox_->audit_head().seq);
  EXPECT_EQ(district_.report->since, 0u);
  save();
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(district_.report->since, first);
  EXPECT_EQ(kept(), outbox_->audit_head().seq);
  EXPECT_EQ(district_.count("POST /v1/report"), 2);
}

TEST_F(ReceiptTest, a_lost_answer_is_caught_up_in_the_same_pass) {
  save();
  const AuditHead before = outbox_->audit_head();  // this one the district has, we never heard
  bool told = false;
  bend = [&](wire::Checkpoint& sent) {
    if (std::exchange(told, true)) return;
    sent.seq = before.seq;
    sent.hash = before.hash;
    sent.root = before.tree.root();
  };
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(district_.count("POST /v1/report"), 2);
  EXPECT_EQ(district_.report->since, before.seq);
  EXPECT_EQ(kept(), outbox_->audit_head().seq);
}

TEST_F(ReceiptTest, the_district_knows_more_of_this_chain) {
  save();
  bend = [](wire::Checkpoint& sent) { sent.seq += 1; };
  EXPECT_EQ(sync_code(), FailureCode::store_rolled_back);
  EXPECT_EQ(kept(), 0u);
}

TEST_F(ReceiptTest, the_district_knows_another_chain) {
  save();
  bend = [](wire::Checkpoint& sent) { sent.hash[0] ^= 1; };
  EXPECT_EQ(sync_code(), FailureCode::chain_forked);
  bend = [](wire::Checkpoint& sent) { sent.instance.bytes[0] ^= 1; };
  EXPECT_EQ(sync_code(), FailureCode::chain_forked);
  EXPECT_EQ(kept(), 0u);
}

TEST_F(ReceiptTest, a_receipt_of_the_manifest_key_counts_nothing) {
  save();
  district_.signer.countersign = crypto::PrivateKey::generate_p256().value();
  EXPECT_EQ(sync_code(), FailureCode::role_refused);
  district_.signer.countersign =
      crypto::PrivateKey::from_pem(district_.signer.online.to_pem()->text()).value();
  EXPECT_EQ(sync_code(), FailureCode::role_refused);
  EXPECT_EQ(kept(), 0u);
}

}  // namespace
}  // namespace dk::cache
