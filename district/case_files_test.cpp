#include "district/case_files.h"

#include "base/codes/case_number.h"
#include "district/test_district.h"

namespace dk::district::testing {
namespace {

const wire::PersonRef kP02{"id-card", "440309194905209540", "陈秀英"};
const wire::PersonRef kP03{"id-card", "440309194103039551", "刘德海"};

class CaseFiles : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    (void)enrol();
  }
  [[nodiscard]] wire::CaseDecided case_of(const wire::PersonRef& who) {
    wire::CaseDecided body;
    body.case_id = ids_.next();
    body.number = codes::make_case_number(body.case_id, t1());
    body.item = "senior-allowance/1/0a1b2c3d4e5f6071";
    body.outcome = "APPROVE";
    body.applicant = who;
    body.loa = 3;
    body.evidence = "{}";
    body.submitted = R"({"phone":"13800000002"})";
    return body;
  }
  [[nodiscard]] wire::Envelope decided(std::uint64_t seq, const wire::CaseDecided& body,
                                       TimePoint at = t1()) {
    auto event = envelope(seq, wire::kCaseDecided, wire::to_json(body));
    event.at = at;
    return event;
  }
  [[nodiscard]] std::vector<wire::CaseTold> cases_of(const wire::PersonRef& who, int months = 12) {
    const wire::CasesQuestion question{ids_.next(), who, 2, months};
    const auto told =
        own_cases(gateway_->database(), gateway_->keys(), kTerminal, question, clock_.now());
    EXPECT_TRUE(told);
    EXPECT_EQ(told->id, question.id);
    return told->cases;
  }
  [[nodiscard]] wire::EventResult pushed(const wire::Envelope& event) {
    const auto answers = push({event});
    EXPECT_TRUE(answers) << answers.error().detail;
    return answers->at(0).result;
  }
};

TEST_F(CaseFiles, a_case_is_in_the_ledger_once_however_often_it_is_sent) {
  const auto body = case_of(kP02);
  const auto event = decided(1, body);
  EXPECT_EQ(pushed(event), wire::EventResult::Accepted);
  EXPECT_EQ(pushed(event), wire::EventResult::Duplicate);
  EXPECT_EQ(count("case_file"), 1);
  EXPECT_EQ(count("alarm"), 0);
  const auto cases = cases_of(kP02);
  ASSERT_EQ(cases.size(), 1u);
  EXPECT_EQ(cases[0].number, body.number);
  EXPECT_EQ(cases[0].item, body.item);
  EXPECT_EQ(cases[0].outcome, "APPROVE");
  EXPECT_EQ(cases[0].status, "received");
  EXPECT_FALSE(cases[0].for_other);
  EXPECT_EQ(cases[0].at, t1());
}

TEST_F(CaseFiles, nobody_sees_somebody_elses_cases) {
  ASSERT_EQ(pushed(decided(1, case_of(kP02))), wire::EventResult::Accepted);
  EXPECT_TRUE(cases_of(kP03).empty());
  EXPECT_TRUE(cases_of({"passport", kP02.document_number, ""}).empty());
}

TEST_F(CaseFiles, a_case_for_a_mother_is_hers_and_her_daughters) {
  auto body = case_of(kP02);
  body.for_whom = kP03;
  ASSERT_EQ(pushed(decided(1, body)), wire::EventResult::Accepted);
  ASSERT_EQ(cases_of(kP02).size(), 1u);
  EXPECT_TRUE(cases_of(kP02)[0].for_other);
  ASSERT_EQ(cases_of(kP03).size(), 1u);
  EXPECT_FALSE(cases_of(kP03)[0].for_other);
}

TEST_F(CaseFiles, the_newest_comes_first_and_old_ones_are_left_out) {
  const auto old = case_of(kP02), recent = case_of(kP02), now = case_of(kP02);
  ASSERT_TRUE(push({decided(1, recent, t1() - std::chrono::days(20)), decided(2, now),
                    decided(3, old, t1() - std::chrono::days(200))}));
  const auto last_month = cases_of(kP02, 1);
  ASSERT_EQ(last_month.size(), 2u);
  EXPECT_EQ(last_month[0].number, now.number);
  EXPECT_EQ(last_month[1].number, recent.number);
  EXPECT_EQ(cases_of(kP02, 12).size(), 3u);
}

TEST_F(CaseFiles, a_case_that_was_decided_twice_is_somebodys_alarm) {
  const auto body = case_of(kP02);
  ASSERT_EQ(pushed(decided(1, body)), wire::EventResult::Accepted);
  EXPECT_EQ(pushed(decided(2, body)), wire::EventResult::Accepted);
  EXPECT_EQ(count("alarm WHERE kind='case_decided_twice'"), 1);
  auto other = case_of(kP03);
  other.number = body.number;
  EXPECT_EQ(pushed(decided(3, other)), wire::EventResult::Accepted);
  EXPECT_EQ(count("alarm WHERE kind='case_number_twice'"), 1);
}

TEST_F(CaseFiles, a_call_for_help_is_an_alarm) {
  ASSERT_TRUE(
      push({envelope(1, wire::kHelpWanted, wire::to_json(wire::HelpWanted{"sos", "", ""})),
            envelope(2, wire::kHelpWanted,
                     wire::to_json(wire::HelpWanted{"callback", "H-017", "13800000002"}))}));
  EXPECT_EQ(count("alarm WHERE kind='citizen_sos'"), 1);
  EXPECT_EQ(count("alarm WHERE kind='citizen_help'"), 1);
  EXPECT_EQ(count("help_call WHERE ticket='H-017'"), 1);
}

TEST_F(CaseFiles, ratings_and_ended_sessions_are_counted) {
  ASSERT_TRUE(push(
      {envelope(1, wire::kCaseRated, wire::to_json(wire::CaseRated{ids_.next(), 2, {"too_slow"}})),
       envelope(2, wire::kSessionEnded, wire::to_json(wire::SessionEnded{"card_taken", "", 40}))}));
  EXPECT_EQ(count("case_rating WHERE level=2"), 1);
  EXPECT_EQ(count("session_end WHERE reason='card_taken' AND seconds=40"), 1);
}

TEST_F(CaseFiles, a_case_without_its_number_is_rejected) {
  auto body = case_of(kP02);
  body.number.back() = body.number.back() == '2' ? '3' : '2';
  const auto answers = push({decided(1, body)});
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->at(0).result, wire::EventResult::Rejected);
  EXPECT_EQ(answers->at(0).reason, "body_malformed");
}

TEST_F(CaseFiles, no_number_name_or_phone_lies_in_clear) {
  ASSERT_TRUE(push({decided(1, case_of(kP02)),
                    envelope(2, wire::kHelpWanted,
                             wire::to_json(wire::HelpWanted{"callback", "", "13800000002"}))}));
  (void)cases_of(kP02);
  EXPECT_EQ(count("person_access WHERE what='cases'"), 1);
  gateway_.reset();
  const Bytes database = files_.read(Layout{dir()}.database(), 64u << 20).value();
  for (const char* secret : {"440309194905209540", "陈秀英", "13800000002"}) {
    EXPECT_EQ(as_text(database).find(secret), std::string_view::npos) << secret;
  }
}

}  // namespace
}  // namespace dk::district::testing
