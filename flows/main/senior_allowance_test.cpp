// The senior allowance with the catalogue's persons: which row decides, and what happens around it.
#include "flows/bpmn/test_processes.h"
#include "flows/main/test_items.h"

namespace dk::flows {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of a visit
using Kind = engine::CaseEffect::Kind;

constexpr const char* kT1 = "2022-11-18T10:00:00+08:00";

class SeniorAllowance : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = engine::Item::load(item_files("senior-allowance"));
    ASSERT_TRUE(loaded) << told(loaded.error());
    item_ = *loaded;
    ASSERT_EQ(told(engine::check(*item_)), "");
  }

  struct Person {
    std::string birth;
    std::string hukou = "深圳";
    bool agree = true;
    bool receiving = false;
    bool card = true;
  };
  static std::string facts_of(const Person& person) {
    const auto flag = [](bool yes) { return yes ? "true" : "false"; };
    return R"({"person": {"birth": "@)" + person.birth + R"(", "hukou_city": ")" + person.hukou +
           R"(", "records_agree": )" + flag(person.agree) +
           R"(, "phone": "13800000000"}, "allowance": {"receiving": )" + flag(person.receiving) +
           R"(, "cards": [)" + (person.card ? R"({"label": "6217 ****", "value": "c1"})" : "") +
           "]}}";
  }
  // To the end of the journey.
  static void visit(Visit& visit, const Person& person) {
    ASSERT_TRUE(visit.identified(3));
    ASSERT_TRUE(visit.take(engine::NoticeAnswered{true}));
    ASSERT_TRUE(visit.facts(facts_of(person)));
    std::map<std::string, feel::Value> answers{{"Field_phone", {}}};
    if (person.card) answers["Field_card"] = std::string("c1");
    ASSERT_TRUE(visit.fill(answers));
    if (const auto* order = visit.effect(Kind::Do)) {
      ASSERT_TRUE(visit.take(bpmn::Event(bpmn::Done{order->instance, {}})));
    }
    ASSERT_NE(visit.effect(Kind::Ended), nullptr);
  }
  // "R7 APPROVE"
  static std::string decided(const Person& person, const std::string& clock = kT1) {
    Visit one(*item_, clock);
    visit(one, person);
    if (one.state.decisions.empty()) return "nothing";
    const auto& decision = one.state.decisions.front();
    return decision.rules.front().rule_id + " " + decision.outcome;
  }

  static std::shared_ptr<const engine::Item> item_;
};
std::shared_ptr<const engine::Item> SeniorAllowance::item_;

TEST_F(SeniorAllowance, every_row_has_its_person) {
  EXPECT_EQ(decided({.birth = "1948-07-01", .hukou = "东莞"}), "R1 REFUSE");     // P07
  EXPECT_EQ(decided({.birth = "1949-05-20", .agree = false}), "R2 REFER");       // P02
  EXPECT_EQ(decided({.birth = "1944-02-29", .receiving = true}), "R3 INFO");     // P06
  EXPECT_EQ(decided({.birth = "1960-04-05"}), "R4 REFUSE");                      // P08
  EXPECT_EQ(decided({.birth = "1953-01-10"}), "R5 APPROVE");                     // P01
  EXPECT_EQ(decided({.birth = "1950-02-14", .card = false}), "R6 PROVISIONAL");  // P10
  EXPECT_EQ(decided({.birth = "1949-05-20"}), "R7 APPROVE");                     // P02
  EXPECT_EQ(decided({.birth = "1941-03-03"}), "R8 APPROVE");                     // P03
  EXPECT_EQ(decided({.birth = "1930-11-18"}), "R9 APPROVE");                     // P04
  EXPECT_EQ(decided({.birth = "1922-11-18"}), "R10 APPROVE");                    // P05
}

TEST_F(SeniorAllowance, the_days_at_the_edges) {
  EXPECT_EQ(decided({.birth = "1952-11-18"}), "R7 APPROVE");  // 70 today
  EXPECT_EQ(decided({.birth = "1953-01-18"}), "R5 APPROVE");  // in two months to the day
  EXPECT_EQ(decided({.birth = "1953-01-19"}), "R4 REFUSE");   // a day more
  EXPECT_EQ(decided({.birth = "1942-11-18"}), "R8 APPROVE");  // 80 today
}

TEST_F(SeniorAllowance, conflicting_records_are_never_refused) {
  EXPECT_EQ(decided({.birth = "1948-07-01", .hukou = "东莞", .agree = false}), "R2 REFER");
}

TEST_F(SeniorAllowance, amounts_are_those_of_the_day) {
  Visit now(*item_, kT1);
  visit(now, {.birth = "1941-03-03"});
  EXPECT_EQ(engine::sentence_of(*item_, now.state, "zh-CN"), "审批通过，每月300元。");
  EXPECT_EQ(engine::sentence_of(*item_, now.state, "en"), "Approved: 300 yuan a month.");
  Visit then(*item_, "2018-11-18T10:00:00+08:00");
  visit(then, {.birth = "1930-03-03"});
  EXPECT_EQ(engine::sentence_of(*item_, then.state, "en"), "Approved: 200 yuan a month.");
}

TEST_F(SeniorAllowance, nothing_is_fetched_before_the_notice_is_accepted) {
  Visit visit(*item_, kT1);
  EXPECT_EQ(visit.effect(Kind::Identify)->level, 3);
  visit.identified(3);
  EXPECT_NE(visit.effect(Kind::ShowNotice), nullptr);
  EXPECT_EQ(visit.effect(Kind::FetchFacts), nullptr);
  const engine::NoticeView notice = engine::notice_of(*item_, "en");
  EXPECT_EQ(notice.title, "Senior allowance");
  EXPECT_EQ(notice.facts.size(), 6U);
  ASSERT_TRUE(visit.take(engine::NoticeAnswered{false}));
  EXPECT_EQ(visit.state.outcome, "REFER");
  EXPECT_EQ(visit.state.trouble, "notice_declined");
  EXPECT_TRUE(visit.state.facts.empty());
}

TEST_F(SeniorAllowance, unplugged_network_takes_the_case_in) {
  Visit visit(*item_, kT1);
  visit.identified(3);
  visit.take(engine::NoticeAnswered{true});
  ASSERT_TRUE(visit.facts("{}"));
  EXPECT_EQ(visit.state.outcome, "PROVISIONAL");
  EXPECT_EQ(visit.state.trouble, "fact_unavailable");
}

TEST_F(SeniorAllowance, facts_of_the_day_before_yesterday_are_too_old) {
  Visit visit(*item_, kT1);
  visit.identified(3);
  visit.take(engine::NoticeAnswered{true});
  ASSERT_TRUE(visit.facts(facts_of({.birth = "1941-03-03"}), "2022-11-17T09:59:59+08:00"));
  EXPECT_EQ(visit.state.trouble, "fact_too_old");
}

TEST_F(SeniorAllowance, level_that_cannot_be_reached_goes_to_a_person) {
  Visit visit(*item_, kT1);
  visit.identified(2);
  ASSERT_TRUE(visit.take(bpmn::Event(bpmn::Unidentifiable{})));
  EXPECT_EQ(visit.state.outcome, "REFER");
}

TEST_F(SeniorAllowance, incomplete_form_says_what_is_missing_and_stays) {
  Visit visit(*item_, kT1);
  visit.identified(3);
  visit.take(engine::NoticeAnswered{true});
  visit.facts(facts_of({.birth = "1941-03-03"}));
  ASSERT_TRUE(visit.fill({}));
  ASSERT_EQ(visit.state.forms.size(), 1U);
  const auto view =
      engine::view_of(*item_, visit.state, visit.state.forms.begin()->first, visit.now, "zh-HK");
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->complete);
  EXPECT_EQ(view->known, 1U);  // the birth date is shown and not asked
  EXPECT_EQ(view->fields[2].label, "收款銀行卡");
  EXPECT_TRUE(visit.fill({{"Field_card", std::string("c1")}, {"Field_phone", {}}}));
  EXPECT_TRUE(visit.state.forms.empty());
}

TEST_F(SeniorAllowance, refusal_says_what_would_change_it_and_names_nothing_else) {
  Visit old(*item_, kT1);
  visit(old, {.birth = "1948-07-01", .hukou = "东莞"});
  const auto change = engine::what_would_change(*item_, old.state.decisions.front(), old.now);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->path, (std::vector<std::string>{"person", "hukou_city"}));
  EXPECT_EQ(feel::to_text(change->to), "深圳");
  Visit doubted(*item_, kT1);
  visit(doubted, {.birth = "1948-07-01", .agree = false});
  const auto none = engine::what_would_change(*item_, doubted.state.decisions.front(), doubted.now);
  EXPECT_FALSE(none) << none->path.back();
}

TEST_F(SeniorAllowance, evidence_holds_reasons_and_no_facts) {
  Visit one(*item_, kT1);
  visit(one, {.birth = "1941-03-03"});
  const std::string evidence = engine::to_evidence(*item_, one.state, one.state.decisions.front());
  EXPECT_NE(evidence.find("深民规〔2019〕2号"), std::string::npos);
  EXPECT_NE(evidence.find(item_->fingerprint), std::string::npos);
  EXPECT_EQ(evidence.find("1941"), std::string::npos);
  EXPECT_EQ(evidence.find("13800000000"), std::string::npos);
  // The same facts under another salt cannot be told to be the same.
  Visit other(*item_, kT1);
  other.state.salt = "11ee";
  visit(other, {.birth = "1941-03-03"});
  EXPECT_NE(other.state.decisions.front().inputs_digest, one.state.decisions.front().inputs_digest);
}

// Two decisions at once, of which the first ends everything: the second is not made any more.
TEST_F(SeniorAllowance, decision_that_ends_the_case_leaves_the_other_out) {
  using namespace bpmn::test;  // NOLINT(google-build-using-namespace): the words of a file
  const auto decide = [](const std::string& id) {
    return bpmn::test::node("businessRuleTask", id,
                            extension("<zeebe:calledDecision decisionId=\"senior_allowance\" "
                                      "resultVariable=\"decision\" />"));
  };
  engine::Files files = item_files("senior-allowance");
  files["journey.bpmn"] =
      file("senior-allowance",
           start() + node("parallelGateway", "fork") + decide("a") + decide("b") + end() +
               node("endEvent", "stop", "<bpmn:terminateEventDefinition id=\"d\" />") +
               path({"start", "fork", "a", "stop"}) + path({"fork", "b", "end"}));
  const auto item = engine::Item::load(files);
  ASSERT_TRUE(item) << told(item.error());
  Visit visit(**item, kT1);
  EXPECT_EQ(visit.state.decisions.size(), 1U) << visit.refusal;
  EXPECT_NE(visit.effect(Kind::Ended), nullptr);
  EXPECT_FALSE(visit.take(engine::NoticeAnswered{true}));
  EXPECT_EQ(visit.refusal, "the case is over");
}

TEST_F(SeniorAllowance, case_of_another_version_is_refused) {
  engine::Files files = item_files("senior-allowance");
  files["item.toml"] += "\n# a comment makes another version\n";
  const auto changed = engine::Item::load(files);
  ASSERT_TRUE(changed);
  Visit visit(*item_, kT1);
  const auto taken = engine::take(**changed, visit.state, bpmn::Event(bpmn::Tick{}), visit.now);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error(), "the case began with " + item_->fingerprint);
  EXPECT_FALSE(engine::case_from_json(**changed, engine::to_json(*item_, visit.state)));
}

}  // namespace
}  // namespace dk::flows
