#include "kiosk/session/handover.h"

#include "base/codes/handover_code.h"
#include "kiosk/session/test_citizen.h"
#include "offline-cache/wire/handover.h"

namespace dk::kiosk {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the people of the tests

constexpr const char* kDistrict = "440309";
constexpr const char* kState = "half of a case, P02's";

class Handover : public ::testing::Test {
 protected:
  Handover() {
    // Takes and gives without asking who: what the terminal itself sees to is tested here, the
    // district's part beside it (district/handovers_test.cpp).
    district_.serve = [this](const cache::HttpRequest& request) -> Result<cache::HttpAnswer> {
      if (request.path == wire::kPathHandover) {
        put_ = wire::handover_put_from_json(as_text(request.body)).value();
        return cache::HttpAnswer{.status = 204};
      }
      take_ = wire::handover_take_from_json(as_text(request.body)).value();
      return ScriptedDistrict::ok(wire::to_json(wire::HandoverTaken{put_.key_half, put_.sealed}));
    };
  }
  Result<LeftSession> leave(ByteView state = as_bytes(kState)) {
    return leave_session(district_, random_, clock_, kDistrict, p02_with_card(), state);
  }
  FailureCode refusal(const SignedIn& who, const std::string& code,
                      const std::string& district = kDistrict) {
    const auto taken = take_session(district_, clock_, district, who, code);
    return taken ? FailureCode::internal : taken.error().code;
  }

  SystemRandom random_;
  SimulatedClock clock_{t1()};
  ScriptedDistrict district_;
  wire::HandoverPut put_;
  wire::HandoverTake take_;
};

TEST_F(Handover, the_same_card_goes_on_at_another_terminal) {
  const auto left = leave();
  ASSERT_TRUE(left) << left.error().detail;
  EXPECT_EQ(left->expires, t1() + std::chrono::minutes(15));
  SignedIn phone = p02_with_card();  // or the same person with the phone's code
  phone.document.chip = false;
  phone.document.valid_from.clear();
  for (const SignedIn& who : {p02_with_card(), phone}) {
    const auto state = take_session(district_, clock_, kDistrict, who, left->code);
    ASSERT_TRUE(state) << state.error().detail;
    EXPECT_EQ(state->text(), kState);
    EXPECT_EQ(take_.binding, put_.binding);
  }
}

TEST_F(Handover, the_district_holds_nothing_that_it_can_read) {
  const auto left = leave();
  ASSERT_TRUE(left);
  const std::string all = wire::to_json(put_);
  EXPECT_EQ(all.find("P02"), std::string::npos);
  EXPECT_EQ(all.find("440309194905209540"), std::string::npos);
  EXPECT_EQ(as_text(put_.sealed).find(kState), std::string_view::npos);
  // Its half is no key: neither is the code's alone.
  EXPECT_FALSE(crypto::box_open(put_.key_half, put_.handle, put_.sealed));
  const auto code = codes::parse_handover_code(left->code).value();
  EXPECT_FALSE(crypto::box_open(code.half.view(), put_.handle, put_.sealed));
}

TEST_F(Handover, somebody_photographed_the_code) {
  const auto left = leave();
  ASSERT_TRUE(left);
  SignedIn other = p02_with_card();
  other.document.person.document_number = "440309194103039551";
  // Even from a district that gave everything away.
  EXPECT_EQ(refusal(other, left->code), FailureCode::crypto_failed);
  EXPECT_NE(take_.binding, put_.binding);
}

TEST_F(Handover, the_districts_words_come_through) {
  const auto left = leave();
  ASSERT_TRUE(left);
  for (const auto& [status, code] :
       std::vector<std::pair<int, FailureCode>>{{404, FailureCode::handover_unknown},
                                                {409, FailureCode::handover_used},
                                                {410, FailureCode::handover_expired},
                                                {403, FailureCode::handover_other_person}}) {
    district_.serve = [status, code](const auto&) -> Result<cache::HttpAnswer> {
      return cache::HttpAnswer{
          .status = status,
          .body = to_bytes(wire::to_json(wire::Problem{status, std::string(name_of(code)), "no"}))};
    };
    EXPECT_EQ(refusal(p02_with_card(), left->code), code);
  }
}

TEST_F(Handover, a_code_of_another_district_or_time_is_not_even_asked_about) {
  const auto left = leave();
  ASSERT_TRUE(left);
  const int calls = district_.calls;
  EXPECT_EQ(refusal(p02_with_card(), left->code, "440305"), FailureCode::handover_elsewhere);
  clock_.advance(std::chrono::minutes(17));
  EXPECT_EQ(refusal(p02_with_card(), left->code), FailureCode::handover_expired);
  EXPECT_EQ(refusal(p02_with_card(), "LHM1:NOISE"), FailureCode::code_malformed);
  EXPECT_EQ(district_.calls, calls);
}

TEST_F(Handover, no_code_is_shown_for_what_did_not_arrive) {
  district_.serve = [](const auto&) { return fail(FailureCode::network_unreachable); };
  EXPECT_EQ(leave().error().code, FailureCode::network_unreachable);
  EXPECT_EQ(leave(Bytes(wire::kMaxHandoverStateBytes + 1)).error().code,
            FailureCode::invalid_argument);
}

TEST_F(Handover, the_largest_session_fits_into_the_message) {
  ASSERT_TRUE(leave(Bytes(wire::kMaxHandoverStateBytes)));
  EXPECT_TRUE(wire::handover_put_from_json(wire::to_json(put_)));
}

}  // namespace
}  // namespace dk::kiosk
