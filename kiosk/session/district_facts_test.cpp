#include "kiosk/session/district_facts.h"

#include "flows/json/json.h"
#include "kiosk/session/test_citizen.h"
#include "offline-cache/wire/facts.h"

namespace dk::kiosk {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the people of the tests
using engine::FactTrouble;

class DistrictFactsTest : public ::testing::Test {
 protected:
  DistrictFactsTest() {
    EXPECT_TRUE(files_.make_folder("/keys"));
    keys_ = std::move(
        cache::open_file_keys(files_, random_, "/keys", recovery_.public_key()->spki(), true)
            .value());
    cache_ = std::make_unique<FactCache>(
        std::move(FactCache::open(files_, *keys_, random_, "/facts").value()));
    district_.serve = [this](const cache::HttpRequest& request) { return tell(request); };
  }
  // Everybody lives in Shenzhen.
  Result<cache::HttpAnswer> tell(const cache::HttpRequest& request) {
    EXPECT_EQ(request.path, wire::kPathFacts);
    question_ = wire::facts_question_from_json(as_text(request.body)).value();
    wire::FactsTold told{question_.id, {}};
    for (const auto& asked : question_.facts) {
      wire::FactTold fact{asked.name, trouble_, "", as_of_, asked.source};
      if (trouble_.empty()) fact.value = "\"深圳\"";
      told.facts.push_back(fact);
    }
    return ScriptedDistrict::ok(wire::to_json(told));
  }
  void unplug(FailureCode why = FailureCode::network_unreachable) {
    district_.serve = [why](const auto&) { return fail(why); };
  }
  std::vector<engine::FactAnswer> get(const SignedIn& who, std::vector<std::string> names,
                                      const std::string& source = "share") {
    DistrictFacts facts(district_, cache_.get(), clock_, ids_, item_, who);
    std::vector<engine::FactRequest> requests;
    for (auto& name : names) {
      requests.push_back(
          {std::move(name), source, item_->id, item_->privacy.purpose, std::chrono::hours(24)});
    }
    return facts.get(requests, std::chrono::seconds(20));
  }
  // A value as JSON, or the word of the trouble.
  std::string said(const SignedIn& who, const std::string& name,
                   const std::string& source = "share") {
    const auto answers = get(who, {name}, source);
    return answers.at(0) ? flows::to_json(answers[0]->value)
                         : std::string(name_of(answers[0].error()));
  }

  SimulatedFiles files_;
  SeededRandom random_{5};
  SimulatedClock clock_{t1()};
  UuidGenerator ids_{clock_, random_};
  crypto::PrivateKey recovery_ = crypto::PrivateKey::generate_x25519().value();
  std::unique_ptr<cache::Keys> keys_;
  std::unique_ptr<FactCache> cache_;
  ScriptedDistrict district_;
  std::shared_ptr<const engine::Item> item_ = senior_allowance();
  wire::FactsQuestion question_;
  std::string trouble_;
  TimePoint as_of_ = t1();
};

TEST_F(DistrictFactsTest, the_documents_own_facts_never_leave_the_terminal) {
  const SignedIn who = p02_with_card();
  EXPECT_EQ(said(who, "person.birth", "card"), "\"@1949-05-20\"");
  EXPECT_EQ(said(who, "person.name", "card"), "\"陈秀英\"");
  EXPECT_EQ(said(who, "person.sex", "card"), "2");
  EXPECT_EQ(said(who, "person.valid_until", "card"), "null");  // a long-term card
  EXPECT_EQ(said(who, "person.shoe_size", "card"), "unknown");
  EXPECT_EQ(district_.calls, 0);
}

TEST_F(DistrictFactsTest, the_district_was_asked_for_this_item_and_purpose) {
  const auto answers = get(p02_with_card(), {"person.hukou_city", "person.phone"});
  ASSERT_TRUE(answers[0] && answers[1]);
  EXPECT_EQ(answers[0]->source, "share");
  EXPECT_EQ(feel::instant(answers[0]->as_of),
            feel::instant(*feel::parse_date_time("2022-11-18T10:00:00+08:00")));
  EXPECT_EQ(district_.calls, 1);  // both in one question
  EXPECT_EQ(question_.item, item_->fingerprint);
  EXPECT_EQ(question_.purpose, item_->privacy.purpose);
  EXPECT_EQ(question_.person.document_number, "440309194905209540");
  EXPECT_EQ(question_.loa, 3);
  EXPECT_FALSE(question_.on_behalf_of);
  EXPECT_EQ(question_.facts[0].oldest_s, 86400);
  EXPECT_EQ(district_.last.timeout_ms, 6000);  // however long the item would wait
}

TEST_F(DistrictFactsTest, a_daughter_asks_for_her_mother) {
  SignedIn who = p02_with_card();
  who.for_whom = Document{};
  who.for_whom->person = {"id-card", "440309193011189582", "黄亚妹"};
  who.for_whom->birth = "1930-11-18";
  EXPECT_EQ(said(who, "person.birth", "card"), "\"@1930-11-18\"");
  EXPECT_EQ(said(who, "person.hukou_city"), "\"深圳\"");
  EXPECT_EQ(question_.person.document_number, "440309194905209540");
  EXPECT_EQ(question_.on_behalf_of->document_number, "440309193011189582");
}

TEST_F(DistrictFactsTest, line_down_and_the_same_card_again) {
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "\"深圳\"");
  unplug();
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "\"深圳\"");
  EXPECT_EQ(said(p02_with_card(), "person.phone"), "unavailable");  // never asked before
  SignedIn code = p02_with_card();  // the same person, without the card
  code.document.chip = false;
  EXPECT_EQ(said(code, "person.hukou_city"), "unavailable");
}

TEST_F(DistrictFactsTest, line_down_and_what_was_kept_is_too_old) {
  as_of_ = t1() - std::chrono::hours(20);
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "\"深圳\"");
  unplug();
  clock_.advance(std::chrono::hours(3));
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "\"深圳\"");
  clock_.advance(std::chrono::hours(2));
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "unavailable");  // and no longer kept
}

TEST_F(DistrictFactsTest, a_phones_code_leaves_nothing_behind) {
  SignedIn code = p02_with_card();
  code.document.chip = false;
  EXPECT_EQ(said(code, "person.hukou_city"), "\"深圳\"");
  EXPECT_EQ(files_.list("/facts")->size(), 1u);  // facts.key
}

TEST_F(DistrictFactsTest, the_district_says_why_not) {
  for (const char* word : {"unknown", "refused", "too_old"}) {
    trouble_ = word;
    EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), word);
  }
}

TEST_F(DistrictFactsTest, the_district_takes_too_long) {
  unplug(FailureCode::timed_out);
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "timed_out");
}

TEST_F(DistrictFactsTest, a_cancel_that_came_too_late_costs_the_next_question_nothing) {
  auto answer = district_.serve;
  bool stale = true;
  district_.serve = [&](const cache::HttpRequest& request) -> Result<cache::HttpAnswer> {
    if (std::exchange(stale, false)) return fail(FailureCode::cancelled);
    return answer(request);
  };
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "\"深圳\"");
}

TEST_F(DistrictFactsTest, the_person_went_away_while_the_district_was_asked) {
  DistrictFacts facts(district_, cache_.get(), clock_, ids_, item_, p02_with_card());
  facts.cancel();  // nobody asks: nothing happens
  EXPECT_EQ(district_.cancelled, 0);
  district_.serve = [&](const auto&) -> Result<cache::HttpAnswer> {
    facts.cancel();
    return fail(FailureCode::cancelled);
  };
  const auto answers = facts.get(
      {{"person.hukou_city", "share", item_->id, item_->privacy.purpose, std::chrono::hours(24)}},
      std::chrono::seconds(5));
  EXPECT_EQ(answers.at(0).error(), FactTrouble::Unavailable);
  EXPECT_EQ(district_.calls, 1);
  EXPECT_EQ(district_.cancelled, 1);
}

TEST_F(DistrictFactsTest, an_old_value_is_too_old_whoever_sends_it) {
  as_of_ = t1() - std::chrono::hours(25);
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "too_old");
}

TEST_F(DistrictFactsTest, a_district_that_answers_something_else) {
  district_.serve = [](const auto&) { return ScriptedDistrict::ok("{}"); };
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "unavailable");
  district_.serve = [this](const cache::HttpRequest& request) {
    auto told = wire::facts_told_from_json(as_text(tell(request)->body)).value();
    told.facts[0].name = "person.phone";
    return ScriptedDistrict::ok(wire::to_json(told));
  };
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "unavailable");
  district_.serve = [this](const cache::HttpRequest& request) {
    auto told = wire::facts_told_from_json(as_text(tell(request)->body)).value();
    told.facts[0].value = "no json";
    return ScriptedDistrict::ok(wire::to_json(told));
  };
  EXPECT_EQ(said(p02_with_card(), "person.hukou_city"), "unavailable");
}

TEST_F(DistrictFactsTest, what_is_typed_or_measured_is_not_asked_here) {
  EXPECT_EQ(said(p02_with_card(), "person.address", "ask"), "unknown");
  EXPECT_EQ(district_.calls, 0);
}

}  // namespace
}  // namespace dk::kiosk
