#include "district/receipts.h"

#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class ReceiptsTest : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    terminal_ = enrol();
  }
  [[nodiscard]] static codes::ReceiptCode receipt() {
    return {.terminal = kTerminal,
            .issued_s = to_unix_seconds(t1()),
            .case_id = Bytes(16, 7),
            .tail = "X2D9C",
            .item = "senior-allowance/1/0a1b2c3d4e5f6071",
            .outcome = "APPROVE",
            .digest = Bytes(32, 9)};
  }
  [[nodiscard]] std::string shown() {
    return codes::issue_receipt_code(receipt(), terminal_.key).value();
  }
  [[nodiscard]] FailureCode refusal(const std::string& text) {
    const auto checked = check_receipt(gateway_->database(), text);
    return checked ? FailureCode::internal : checked.error().code;
  }

  Enrolled terminal_;
};

TEST_F(ReceiptsTest, receipt_comes_before_its_case) {
  const auto checked = check_receipt(gateway_->database(), shown());
  ASSERT_TRUE(checked) << checked.error().detail;
  EXPECT_EQ(checked->status, "unknown");
  EXPECT_EQ(checked->receipt.tail, "X2D9C");
}

TEST_F(ReceiptsTest, case_was_reversed) {
  const Bytes id(16, 7);
  ASSERT_TRUE(gateway_->database().run(
      "INSERT INTO case_file VALUES(?,?,?,?,?,?,?,?,'reversed',?,?,?,?)",
      {id, id, std::string("LH221118-K7M3Q-X2D9C"), std::string(kTerminal), std::string("QH-01"),
       std::string("senior-allowance/1/0a"), std::string("APPROVE"), std::int64_t{0}, id, id,
       std::int64_t{1}, std::int64_t{1}}));
  const auto checked = check_receipt(gateway_->database(), shown());
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->status, "reversed");
}

TEST_F(ReceiptsTest, terminal_has_a_new_certificate_since) {
  const std::string before = shown();
  (void)enrol();
  EXPECT_TRUE(check_receipt(gateway_->database(), before)) << "it was good when it was made";
}

TEST_F(ReceiptsTest, revoked_terminal_unknown_terminal_and_forger) {
  const std::string good = shown();
  codes::ReceiptCode other = receipt();
  other.terminal = "LH-KS-9999";
  EXPECT_EQ(refusal(codes::issue_receipt_code(other, terminal_.key).value()),
            FailureCode::code_issuer_unknown);
  const auto forger = crypto::PrivateKey::generate_p256().value();
  EXPECT_EQ(refusal(codes::issue_receipt_code(receipt(), forger).value()),
            FailureCode::code_forged);
  ASSERT_TRUE(gateway_->terminals().revoke(kTerminal));
  EXPECT_EQ(refusal(good), FailureCode::code_issuer_unknown);
  EXPECT_EQ(refusal("LH1:6BFOXN"), FailureCode::code_malformed);
}

}  // namespace
}  // namespace dk::district::testing
