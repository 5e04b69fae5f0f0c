#include "kiosk/session/case_events.h"

#include "base/codes/case_number.h"
#include "flows/json/json.h"
#include "kiosk/session/test_citizen.h"

namespace dk::kiosk {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the people of the tests

const Uuid kCase = *uuid_from_string("01848c2e-7c00-7abc-8def-0123456789ab");

// P02's case to its end, as the engine goes through it.
class CaseEvents : public ::testing::Test {
 protected:
  void take(const engine::CaseEvent& event) {
    auto taken = engine::take(*item_, state_, event, *feel::parse_date_time(kNow));
    ASSERT_TRUE(taken) << taken.error();
    state_ = std::move(taken->state);
    effects_ = std::move(taken->effects);
  }
  [[nodiscard]] const engine::CaseEffect* effect(engine::CaseEffect::Kind kind) const {
    for (const auto& one : effects_) {
      if (one.kind == kind) return &one;
    }
    return nullptr;
  }
  void to_the_facts() {
    state_ = engine::new_case(*item_, std::string(64, 'a'));
    take(bpmn::Event(bpmn::Begin{}));
    take(bpmn::Event(bpmn::Identified{3}));
    take(engine::NoticeAnswered{true});
  }
  void facts(const std::string& hukou) {
    const auto* fetch = effect(engine::CaseEffect::Kind::FetchFacts);
    ASSERT_NE(fetch, nullptr);
    engine::FactsCame came{.instance = fetch->instance, .answers = {}};
    const std::map<std::string, std::string> known{
        {"person.birth", "\"@1949-05-20\""}, {"person.hukou_city", '"' + hukou + '"'},
        {"person.records_agree", "true"},    {"person.phone", "\"13800000002\""},
        {"allowance.receiving", "false"},    {"allowance.cards", "[]"}};
    for (const auto& request : fetch->facts) {
      came.answers.emplace_back(engine::FactValue{*flows::parse_json(known.at(request.name)),
                                                  *feel::parse_date_time(kNow), request.source});
    }
    take(came);
  }
  [[nodiscard]] Stamp stamp() const {
    return {"LH-KS-0012", t1(), t1(), {{"item-senior-allowance", "1"}}};
  }

  static constexpr const char* kNow = "2022-11-18T10:00:00+08:00";
  std::shared_ptr<const engine::Item> item_ = senior_allowance();
  engine::Case state_;
  std::vector<engine::CaseEffect> effects_;
};

TEST_F(CaseEvents, a_decided_case_carries_what_the_district_decides_again_from) {
  to_the_facts();
  facts("东莞");
  for (int i = 0; i < 3 && state_.outcome.empty(); ++i) {
    ASSERT_FALSE(state_.forms.empty());
    const auto form = state_.forms.begin()->first;
    form::Input confirm{.at = {.field = "Field_phone", .items = {}}, .value = {}};
    confirm.kind = form::Input::Kind::Confirm;
    take(engine::FormInput{form, confirm});
    take(engine::Submit{form});
  }
  ASSERT_EQ(state_.outcome, "REFUSE");
  const auto body = decided(*item_, state_, p02_with_card(), kCase, t1());
  ASSERT_TRUE(body) << body.error().detail;
  EXPECT_TRUE(codes::is_case_number(body->number));
  EXPECT_EQ(body->item, item_->fingerprint);
  EXPECT_FALSE(body->provisional);
  const auto evidence = flows::parse_json(body->evidence);
  ASSERT_TRUE(evidence);
  EXPECT_EQ(evidence->context().find("outcome")->string(), "REFUSE");
  const auto submitted = flows::parse_json(body->submitted);
  ASSERT_TRUE(submitted);
  EXPECT_EQ(submitted->context().find("salt")->string(), state_.salt);
  const auto& told = submitted->context().find("facts")->context();
  EXPECT_EQ(told.find("person.hukou_city")->context().find("value")->string(), "东莞");
  EXPECT_EQ(submitted->context().find("inputs")->context().entries.size(), state_.decisions.size());

  const auto event = draft(kCase, wire::kCaseDecided, wire::to_json(*body), stamp());
  ASSERT_TRUE(event) << event.error().detail;
  EXPECT_EQ(event->retention_class, "case");
  EXPECT_EQ(event->priority, 1);
  EXPECT_EQ(event->envelope.schema, "case_decided/1");
  EXPECT_EQ(event->envelope.operator_id, "");
}

TEST_F(CaseEvents, a_case_that_was_only_taken_in_says_so) {
  to_the_facts();
  state_.outcome = "PROVISIONAL";
  SignedIn who = p02_with_card();
  who.for_whom = Document{};
  who.for_whom->person = {"id-card", "440309193011189582", "黄亚妹"};
  const auto body = decided(*item_, state_, who, kCase, t1());
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->provisional);
  EXPECT_EQ(body->evidence, "");
  EXPECT_EQ(body->for_whom->name, "黄亚妹");
  EXPECT_TRUE(draft(kCase, wire::kCaseDecided, wire::to_json(*body), stamp()));
}

TEST_F(CaseEvents, a_case_that_has_not_ended_is_no_event) {
  to_the_facts();
  EXPECT_EQ(decided(*item_, state_, p02_with_card(), kCase, t1()).error().code,
            FailureCode::invalid_argument);
}

TEST_F(CaseEvents, what_the_district_would_reject_is_refused_at_once) {
  EXPECT_EQ(draft(kCase, wire::kCaseRated, "{}", stamp()).error().code,
            FailureCode::answer_malformed);
  EXPECT_EQ(draft(kCase, "case.unheard_of", "{}", stamp()).error().code, FailureCode::unsupported);
  wire::CaseDecided body;
  body.case_id = kCase;
  body.number = codes::make_case_number(kCase, t1());
  body.item = item_->fingerprint;
  body.outcome = "APPROVE";
  body.applicant = p02_with_card().document.person;
  body.submitted = std::string(wire::kMaxSubmittedBytes, '"');  // twice as long when written
  body.evidence = std::string(wire::kMaxEvidenceBytes, '"');
  EXPECT_EQ(draft(kCase, wire::kCaseDecided, wire::to_json(body), stamp()).error().code,
            FailureCode::invalid_argument);
}

TEST_F(CaseEvents, a_call_for_help_goes_first) {
  const auto call =
      draft(kCase, wire::kHelpWanted, wire::to_json(wire::HelpWanted{"sos", "", ""}), stamp());
  ASSERT_TRUE(call);
  EXPECT_EQ(call->priority, 0);
  EXPECT_EQ(call->retention_class, "help");
  EXPECT_TRUE(citizen_keep_days().contains(call->retention_class));
}

TEST_F(CaseEvents, my_cases_are_asked_for_who_is_signed_in) {
  SystemRandom random;
  SystemClock clock;
  UuidGenerator ids(clock, random);
  ScriptedDistrict district;
  wire::CasesQuestion question;
  bool of_another = false;
  district.serve = [&](const cache::HttpRequest& request) {
    EXPECT_EQ(request.path, wire::kPathCases);
    question = wire::cases_question_from_json(as_text(request.body)).value();
    wire::CasesTold told{of_another ? ids.next() : question.id, {}};
    told.cases.push_back({codes::make_case_number(kCase, t1()), item_->fingerprint, "APPROVE",
                          "received", false, t1()});
    return ScriptedDistrict::ok(wire::to_json(told));
  };
  const auto cases = own_cases(district, ids, p02_with_card(), 12);
  ASSERT_TRUE(cases);
  EXPECT_EQ(cases->size(), 1u);
  EXPECT_EQ(question.person.document_number, "440309194905209540");
  of_another = true;
  EXPECT_EQ(own_cases(district, ids, p02_with_card(), 12).error().code,
            FailureCode::answer_malformed);
  district.serve = [](const auto&) { return fail(FailureCode::network_unreachable); };
  EXPECT_EQ(own_cases(district, ids, p02_with_card(), 12).error().code,
            FailureCode::network_unreachable);
}

}  // namespace
}  // namespace dk::kiosk
