#include "base/codes/receipt_code.h"

#include <gtest/gtest.h>

#include "base/codes/identity_test_hall.h"

namespace dk::codes {
namespace {

ReceiptCode receipt() {
  return {.terminal = "LH-KS-0003",
          .issued_s = kHallNow_s,
          .case_id = Bytes(16, 7),
          .tail = "X2D9C",
          .item = "senior-allowance/3/0a1b2c3d4e5f6071",
          .outcome = "APPROVE",
          .digest = Bytes(32, 9)};
}

struct Terminal {
  crypto::PrivateKey key = *crypto::PrivateKey::generate_signing(crypto::test::test_suite());
  crypto::PublicKey known = *key.public_key();
};

FailureCode refusal(const Result<ReceiptCode>& result) {
  return result ? FailureCode::internal : result.error().code;
}

TEST(ReceiptCode, citizen_takes_a_receipt_away) {
  const Terminal terminal;
  for (const bool with_rules : {true, false}) {
    ReceiptCode made = receipt();
    if (!with_rules) made.digest.clear();
    const auto text = issue_receipt_code(made, terminal.key);
    ASSERT_TRUE(text) << text.error().detail;
    EXPECT_TRUE(text->starts_with("LHR1:"));
    EXPECT_LT(text->size(), 500U) << "a phone reads it from a screen";
    const auto seen = verify_receipt_code(*text, terminal.known, "LH-KS-0003");
    ASSERT_TRUE(seen) << seen.error().detail;
    EXPECT_EQ(seen->issued_s, made.issued_s);
    EXPECT_EQ(seen->case_id, made.case_id);
    EXPECT_EQ(seen->tail, made.tail);
    EXPECT_EQ(seen->item, made.item);
    EXPECT_EQ(seen->outcome, made.outcome);
    EXPECT_EQ(seen->digest, made.digest);
  }
}

TEST(ReceiptCode, receipt_that_somebody_made_at_home) {
  const Terminal terminal;
  const Terminal forger;
  const auto text = issue_receipt_code(receipt(), forger.key);
  ASSERT_TRUE(text);
  EXPECT_EQ(refusal(verify_receipt_code(*text, terminal.known, "LH-KS-0003")),
            FailureCode::code_forged);
  EXPECT_EQ(read_receipt_code_unverified(*text)->terminal, "LH-KS-0003") << "whose key to ask for";
}

TEST(ReceiptCode, terminal_signs_in_the_name_of_another) {
  const Terminal terminal;
  const auto text = issue_receipt_code(receipt(), terminal.key);
  ASSERT_TRUE(text);
  EXPECT_EQ(refusal(verify_receipt_code(*text, terminal.known, "LH-KS-0004")),
            FailureCode::code_forged);
}

TEST(ReceiptCode, identity_code_is_no_receipt_and_a_receipt_no_identity_code) {
  Hall hall;
  const std::string identity = hall.issue(hall.person_code());
  const std::string relabelled = "LHR1:" + identity.substr(kIdentityPrefix.size());
  EXPECT_EQ(refusal(verify_receipt_code(relabelled, hall.issuer_public, "invented-issuer")),
            FailureCode::code_wrong_use);
  EXPECT_EQ(refusal(verify_receipt_code(identity, hall.issuer_public, "invented-issuer")),
            FailureCode::code_malformed);
  const auto text = issue_receipt_code(receipt(), hall.issuer_key);
  ASSERT_TRUE(text);
  const auto login = hall.verify("LH1:" + text->substr(kReceiptPrefix.size()));
  ASSERT_FALSE(login);
  EXPECT_EQ(login.error().code, FailureCode::code_wrong_use);
}

TEST(ReceiptCode, every_changed_character_is_noticed) {
  const Terminal terminal;
  const auto text = issue_receipt_code(receipt(), terminal.key);
  ASSERT_TRUE(text);
  for (std::size_t i = 0; i < text->size(); ++i) {
    std::string changed = *text;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_FALSE(verify_receipt_code(changed, terminal.known, "LH-KS-0003")) << i;
  }
}

TEST(ReceiptCode, algorithm_below_the_floor) {
  const Terminal terminal;
  const auto text = issue_receipt_code(receipt(), terminal.key);
  ASSERT_TRUE(text);
  const auto other = crypto::test::test_suite() == crypto::Suite::International
                         ? crypto::Suite::Shangmi
                         : crypto::Suite::International;
  EXPECT_EQ(refusal(verify_receipt_code(*text, terminal.known, "LH-KS-0003", crypto::only(other))),
            FailureCode::algorithm_refused);
}

TEST(ReceiptCode, claims_that_nobody_may_write) {
  const Terminal terminal;
  ReceiptCode odd = receipt();
  odd.outcome = "MAYBE";
  EXPECT_FALSE(issue_receipt_code(odd, terminal.key));
  odd = receipt();
  odd.case_id.pop_back();
  EXPECT_FALSE(issue_receipt_code(odd, terminal.key));
  odd = receipt();
  odd.digest.pop_back();
  EXPECT_FALSE(issue_receipt_code(odd, terminal.key));
}

}  // namespace
}  // namespace dk::codes
