#include "district/handovers.h"

#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class Handovers : public District {
 protected:
  static wire::HandoverPut session(std::uint8_t handle = 1) {
    return {Bytes(16, handle), Bytes(32, 2), Bytes(32, 3), to_bytes("a sealed session"), 900};
  }
  Status put(const wire::HandoverPut& message, const std::string& terminal = kTerminal) {
    return put_handover(gateway_->database(), gateway_->keys(), random_, terminal, message,
                        clock_.now());
  }
  Result<wire::HandoverTaken> take(const wire::HandoverPut& of, std::uint8_t binding = 2) {
    return take_handover(gateway_->database(), gateway_->keys(), {of.handle, Bytes(32, binding)},
                         clock_.now());
  }
  FailureCode refusal(const wire::HandoverPut& of, std::uint8_t binding = 2) {
    const auto taken = take(of, binding);
    return taken ? FailureCode::internal : taken.error().code;
  }
};

TEST_F(Handovers, a_session_is_given_once) {
  ASSERT_TRUE(put(session()));
  const auto taken = take(session());
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(taken->sealed, session().sealed);
  EXPECT_EQ(taken->key_half, session().key_half);
  EXPECT_EQ(refusal(session()), FailureCode::handover_used);
  EXPECT_EQ(count("handover WHERE sealed IS NOT NULL"), 0);
}

TEST_F(Handovers, somebody_elses_card_is_refused_and_the_owner_still_goes_on) {
  ASSERT_TRUE(put(session()));
  EXPECT_EQ(refusal(session(), 9), FailureCode::handover_other_person);
  EXPECT_TRUE(take(session()));
}

TEST_F(Handovers, after_five_wrong_persons_it_is_gone) {
  ASSERT_TRUE(put(session()));
  for (int i = 0; i < kMaxWrongBindings; ++i) {
    EXPECT_EQ(refusal(session(), 9), FailureCode::handover_other_person);
  }
  EXPECT_EQ(refusal(session()), FailureCode::handover_used);
  EXPECT_EQ(count("handover WHERE sealed IS NOT NULL"), 0);
}

TEST_F(Handovers, after_fifteen_minutes_it_is_gone) {
  ASSERT_TRUE(put(session()));
  clock_.advance(std::chrono::minutes(15));
  EXPECT_EQ(refusal(session()), FailureCode::handover_expired);
  EXPECT_EQ(count("handover WHERE sealed IS NOT NULL"), 0);
  clock_.advance(std::chrono::hours(25));
  EXPECT_EQ(refusal(session()), FailureCode::handover_unknown);
  EXPECT_EQ(count("handover"), 0);
}

TEST_F(Handovers, an_unknown_handle_is_unknown) {
  EXPECT_EQ(refusal(session()), FailureCode::handover_unknown);
}

TEST_F(Handovers, the_answer_was_lost_and_the_terminal_says_it_again) {
  ASSERT_TRUE(put(session()));
  EXPECT_TRUE(put(session()));
  auto other = session();
  other.sealed = to_bytes("another session");
  EXPECT_EQ(put(other).error().code, FailureCode::handover_used);
  ASSERT_TRUE(take(session()));
  EXPECT_EQ(put(session()).error().code, FailureCode::handover_used);
}

TEST_F(Handovers, a_terminal_that_leaves_too_many_is_stopped) {
  for (std::uint8_t i = 0; i < kMaxWaiting; ++i) ASSERT_TRUE(put(session(i)));
  EXPECT_EQ(put(session(200)).error().code, FailureCode::store_in_use);
  EXPECT_TRUE(put(session(201), "LH-TS-0003"));
  clock_.advance(std::chrono::minutes(16));
  EXPECT_TRUE(put(session(202)));
}

}  // namespace
}  // namespace dk::district::testing
